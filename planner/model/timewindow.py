"""When a visit may take place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class TimeWindow:
    """Span in which a visit both begins and ends [s, wall clock, since one stated midnight]."""

    opens_s: int
    closes_s: int

    def __post_init__(self) -> None:
        if self.opens_s >= self.closes_s:
            raise ValueError(
                f"a window has to open before it closes: {self.opens_s}, {self.closes_s}"
            )

    @property
    def length_s(self) -> int:
        """Length of the window [s]."""
        return self.closes_s - self.opens_s
