"""What the operator may choose; the only reader of the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from os import environ
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "FILOFESTA_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits, folders and hosts of one running site."""

    data_folder: Path | None = None
    """Tables of the catalogue; None: the ones beside the program."""
    leaflet_folder: Path = ROOT / "node_modules" / "leaflet" / "dist"
    max_time_limit_s: float = 10.0
    """Longest search that a visitor may ask for [s]."""
    max_solves: int = 2
    """Searches that run at the same time."""
    max_waiting: int = 6
    """Requests that may wait for a search to end; more are answered 503."""
    max_wait_s: float = 30.0
    """Longest wait for a search to begin, where the answer itself is waited for [s]."""
    max_search_s: float = 60.0
    """A search that still runs then is ended by force, its process with it [s]."""
    cancel_within_s: float = 5.0
    """Time for the best so far once a search is to end early; then it is ended by force [s]."""
    answer_within_s: float = 1.0
    """A trip found within this is shown at once; else the page tells how far the search is [s]."""
    max_body_bytes: int = 64 * 1024
    max_query_bytes: int = 8 * 1024
    kept_trips: int = 64
    """Trips kept in memory, so that a reload or another language needs no new search."""
    corrections_mail: str = ""
    """Address to which a reader may report a fault in the data; empty: none is offered."""
    trusted_hosts: tuple[str, ...] = ()
    """Host names that are answered; empty: any."""
    embed_hosts: tuple[str, ...] = ("*",)
    """Sites that may frame the pages below `/embed/`, as sources of a Content-Security-Policy."""
    today: date | None = None
    """Day from which editions count as coming; None: the day of the request."""

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = environ) -> "Settings":
        """Read the variables that begin with FILOFESTA_; what is not set keeps its default.

        Raises
        ------
        ValueError
            A variable is not a number or a date.
        """
        plain = cls()
        get = {key.removeprefix(PREFIX): value for key, value in environment.items()}.get
        data, leaflet, today = get("DATA"), get("LEAFLET"), get("TODAY")
        return cls(
            data_folder=Path(data) if data else None,
            leaflet_folder=Path(leaflet) if leaflet else plain.leaflet_folder,
            max_time_limit_s=float(get("MAX_TIME_LIMIT_S") or plain.max_time_limit_s),
            max_solves=int(get("MAX_SOLVES") or plain.max_solves),
            max_waiting=int(get("MAX_WAITING") or plain.max_waiting),
            max_wait_s=float(get("MAX_WAIT_S") or plain.max_wait_s),
            corrections_mail=(get("CORRECTIONS_MAIL") or "").strip(),
            max_search_s=float(get("MAX_SEARCH_S") or plain.max_search_s),
            trusted_hosts=tuple((get("TRUSTED_HOSTS") or "").split()),
            embed_hosts=tuple((get("EMBED_HOSTS") or " ".join(plain.embed_hosts)).split()),
            today=date.fromisoformat(today) if today else None,
        )
