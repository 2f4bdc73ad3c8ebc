"""What is wrong with a request, gathered by field and told together."""

from planner.errors import RequestError

MOST_MESSAGES = 5
"""Messages kept of one field."""


class FaultBook:
    """Faults of one request by field."""

    def __init__(self) -> None:
        self._messages: dict[str, dict[str, None]] = {}

    def add(self, field: str, message: str) -> None:
        """Note a fault; the same words are kept once, and a field keeps a few."""
        said = self._messages.setdefault(field, {})
        said["and more of the kind" if len(said) >= MOST_MESSAGES else message] = None

    def clean(self, *fields: str) -> bool:
        """Answer whether none of the fields has a fault so far."""
        return not self._messages.keys() & set(fields)

    def close(self) -> None:
        """Raise all faults together.

        Raises
        ------
        RequestError
            There is a fault.
        """
        if self._messages:
            raise RequestError({field: "; ".join(said) for field, said in self._messages.items()})
