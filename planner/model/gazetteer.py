"""Finding places by what people type."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from planner.errors import UnknownPlaceError
from planner.model.place import Place, Port

SUGGESTIONS = 3


def fold(text: str) -> str:
    """Return a text without case, accents and punctuation, for comparing names."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join("".join(kept).split())


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places and ports by id and by folded name; the most populous place owns a shared name."""

    places: Mapping[str, Place]
    ports: Mapping[str, Port]
    by_name: Mapping[str, str]

    @classmethod
    def build(cls, places: Iterable[Place], ports: Iterable[Port]) -> "Gazetteer":
        """Index places and ports."""
        by_id = {place.id: place for place in places}
        names: dict[str, str] = {}
        for place in sorted(by_id.values(), key=lambda p: (-p.population, p.id)):
            for name in (place.name, *place.names_alt):
                names.setdefault(fold(name), place.id)
        harbours = {port.id: port for port in ports}
        return cls(MappingProxyType(by_id), MappingProxyType(harbours), MappingProxyType(names))

    def get_place(self, name: str) -> Place:
        """Return the place of an id or a name.

        Raises
        ------
        UnknownPlaceError
            No such place; carries near names.
        """
        found = self.find_place(name)
        if found is None:
            raise UnknownPlaceError(name, self.suggest(name))
        return found

    def find_place(self, name: str) -> Place | None:
        """Return the place of an id or a name, or None."""
        key = name if name in self.places else self.by_name.get(fold(name))
        return None if key is None else self.places[key]

    def suggest(self, name: str) -> tuple[str, ...]:
        """Return up to three names like the one given, the likeliest first."""
        near = get_close_matches(fold(name), self.by_name, n=2 * SUGGESTIONS, cutoff=0.6)
        names = dict.fromkeys(self.places[self.by_name[key]].name for key in near)
        return tuple(names)[:SUGGESTIONS]

    def search(self, text: str, limit: int) -> tuple[Place, ...]:
        """Return places by the beginning of their name, then of a later word, then by likeness.

        Within each of the first two the most populous come first; likeness is only asked where
        nothing begins so.
        """
        wanted = fold(text)
        starts = {self.by_name[name] for name in self.by_name if name.startswith(wanted)}
        inside = {self.by_name[name] for name in self.by_name if f" {wanted}" in name} - starts
        ranked = [*self._by_people(starts), *self._by_people(inside)]
        return tuple(ranked[:limit]) or tuple(self.get_place(name) for name in self.suggest(text))

    def _by_people(self, ids: Iterable[str]) -> list[Place]:
        """Return places, the most populous first."""
        found = (self.places[key] for key in ids)
        return sorted(found, key=lambda place: (-place.population, place.name))
