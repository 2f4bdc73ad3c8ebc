"""Every error that Filofesta raises on purpose.

::

    PlannerError
    ├── RequestError (ValueError)        what was asked for is not sound; lists all faults by field
    ├── UnknownPlaceError (LookupError)  no place of that name; carries near names
    ├── UnknownRecordError (LookupError) no festival, attraction, port ... with that id
    ├── NoConnectionError                no way from one place to another
    └── DataError (ValueError)           a data file is not sound; names file, line and reason
"""

from collections.abc import Mapping, Sequence


class PlannerError(Exception):
    """Root of the tree; its message is fit to be shown to a person."""


class RequestError(PlannerError, ValueError):
    """A trip request that cannot be used, with one message for each faulty field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {fault}" for field, fault in faults.items()))
        self.faults = dict(faults)


class UnknownPlaceError(PlannerError, LookupError):
    """A name that the gazetteer does not hold."""

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"unknown place {name!r}{hint}")
        self.name, self.suggestions = name, tuple(suggestions)


class UnknownRecordError(PlannerError, LookupError):
    """An id that no table holds."""

    def __init__(self, kind: str, record_id: str, suggestions: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"unknown {kind} {record_id!r}{hint}")
        self.kind, self.record_id, self.suggestions = kind, record_id, tuple(suggestions)


class NoConnectionError(PlannerError):
    """No way from one place to another within what was asked."""

    def __init__(self, origin: str, destination: str, reason: str) -> None:
        super().__init__(f"no connection from {origin} to {destination}: {reason}")
        self.origin, self.destination, self.reason = origin, destination, reason


class DataError(PlannerError, ValueError):
    """A data file that is missing or not sound."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        where = file if line is None else f"{file}:{line}"
        super().__init__(f"{where}: {reason}")
        self.file, self.line, self.reason = file, line, reason
