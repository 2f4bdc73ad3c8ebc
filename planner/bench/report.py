"""Figures of a bench as rows, and as a section of a Markdown file."""

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, its peer's beside it."""

    name: str
    value: float
    unit: str
    target: float | None = None
    """Not to be exceeded; None where there is none."""
    peer: str = ""
    peer_value: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        return None if self.target is None else self.value <= self.target

    @property
    def ratio(self) -> float | None:
        """Peer's figure over ours."""
        return None if self.peer_value is None or self.value == 0 else self.peer_value / self.value


HEADINGS = ("what", "measured", "target", "peer", "peer's figure", "ratio", "note")


def number(value: float | None) -> str:
    """Return a figure with three digits."""
    if value is None:
        return ""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def cells(figure: Figure) -> tuple[str, ...]:
    """Return a figure as text, one for each heading."""
    target = "" if figure.target is None else f"≤ {number(figure.target)} {figure.unit}".strip()
    if figure.met is not None:
        target += ": met" if figure.met else ": missed"
    peer_value = "" if figure.peer_value is None else f"{number(figure.peer_value)} {figure.unit}"
    ratio = "" if figure.ratio is None else f"× {number(figure.ratio)}"
    measured = f"{number(figure.value)} {figure.unit}".strip()
    return figure.name, measured, target, figure.peer, peer_value, ratio, figure.note


def machine(libraries: Sequence[str]) -> dict[str, Any]:
    """Return on what was measured: cores, processor family, versions."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": platform.machine(),
        "python": platform.python_version(),
        **{name: version(name) for name in libraries},
    }


def document(figures: Sequence[Figure], facts: dict[str, Any]) -> dict[str, Any]:
    """Return figures and machine as JSON values."""
    rows = [asdict(one) | {"met": one.met, "ratio": one.ratio} for one in figures]
    return {"figures": rows, "measured_with": facts}


def markdown(title: str, figures: Sequence[Figure], facts: dict[str, Any]) -> str:
    """Return figures and machine as Markdown."""
    lines = [f"## {title}", "", " | ".join(HEADINGS).join(("| ", " |"))]
    lines.append("|" + " --- |" * len(HEADINGS))
    lines += [f"| {' | '.join(cells(figure))} |" for figure in figures]
    with_what = ", ".join(f"{name} {value}" for name, value in facts.items())
    return "\n".join([*lines, "", f"Measured with {with_what}.", ""])


def put_section(text: str, key: str, section: str) -> str:
    """Return a Markdown file in which one bench's section is new and the others stay."""
    start, end = f"<!-- {key} -->\n", f"<!-- /{key} -->\n"
    whole = f"{start}{section}{end}"
    if start in text:
        pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
        return pattern.sub(lambda _: whole, text, count=1)
    head = text or "# Benchmarks\n\nMade by `filofesta bench … --write BENCHMARKS.md`.\n"
    return f"{head}\n{whole}"
