"""What changed between two charters, part by part, in the words in which charters are written."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from possible.charter.domains import Cell, Domain
from possible.charter.kinds import keys_of
from possible.charter.words import Wording, Words
from possible.values import DAYS, HOLIDAY, Hours

if TYPE_CHECKING:
    from possible.charter.model import Charter
    from possible.values import Place

Path = tuple[str, ...]
BESIDE = ("playbooks", "words", "stories")  # what stands in files of its own


@dataclass(frozen=True, slots=True)
class Change:
    """One part that is not as it was: where, and what stood and stands there (nothing: it was not, or is no
    more).
    """

    path: Path
    old: str | None
    new: str | None

    def place(self, old: Charter, new: Charter) -> Place:
        """Return where it stands in the new charter, or stood in the old one."""
        charter = new if self.new is not None else old
        return charter.place(*_key(charter, self.path))


def _key(charter: Charter, path: Path) -> Path:
    """Return a path with names of listed records exchanged for their positions, as places are kept."""
    if path[0] == "stories":
        story = next((story for story in charter.stories if story.name in path[1:2]), None)
        return (*story.path, *path[2:]) if story else path
    if path[0] in ("questions", "playbooks") and len(path) > 3:
        part = getattr(charter, path[0])[path[1]]
        names = [getattr(item, "id", "") or getattr(item, "name", "") for item in getattr(part, path[2], ())]
        index = names.index(path[3]) if path[3] in names else path[3]
        return (*path[:3], str(index), *path[4:])
    return path


def changes(old: Charter, new: Charter) -> tuple[Change, ...]:
    """Return every difference between two charters, in the order of the charter's keys; none: they say the
    same.
    """
    found: list[Change] = []
    for name, entry in keys_of(type(new)).items():
        found += _between(getattr(old, entry.attribute), getattr(new, entry.attribute), (name,))
    for name in BESIDE:
        found += _between(getattr(old, name), getattr(new, name), (name,))
    return tuple(found)


def _between(old: Any, new: Any, path: Path) -> Iterator[Change]:
    old, new = _by_name(old), _by_name(new)
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _maps(old, new, path)
    elif _is_record(old) and type(old) is type(new):
        for name, entry in keys_of(type(new)).items():
            yield from _between(getattr(old, entry.attribute), getattr(new, entry.attribute), (*path, name))
    elif _are_records(old) and _are_records(new):
        yield from _lists(old, new, path)
    else:
        yield Change(path, _or_nothing(old), _or_nothing(new))


def _maps(old: dict[str, Any], new: dict[str, Any], path: Path) -> Iterator[Change]:
    for name in [*old, *(name for name in new if name not in old)]:
        here = (*path, *str(name).split("."))
        if name not in new:
            yield Change(here, written(old[name]), None)
        elif name not in old:
            yield Change(here, None, written(new[name]))
        else:
            yield from _between(old[name], new[name], here)
    common = [[name for name in one if name in other] for one, other in ((old, new), (new, old))]
    if isinstance(new, _Ordered) and common[0] != common[1]:
        yield Change(path, ", ".join(common[0]), ", ".join(common[1]))


def _lists(old: Sequence[Any], new: Sequence[Any], path: Path) -> Iterator[Change]:
    """Yield the differences of two lists of nameless records; those that moved along count as the same."""
    texts = [[written(item) for item in items] for items in (old, new)]
    matched = SequenceMatcher(None, texts[0], texts[1], autojunk=False)
    for kind, low, high, start, end in matched.get_opcodes():
        paired = min(high - low, end - start) if kind == "replace" else 0
        for step in range(paired):
            yield from _between(old[low + step], new[start + step], (*path, str(start + step)))
        if kind != "equal":
            yield from (Change((*path, str(at)), texts[0][at], None) for at in range(low + paired, high))
            yield from (Change((*path, str(at)), None, texts[1][at]) for at in range(start + paired, end))


class _Ordered(dict[str, Any]):
    """Records by their names, where their order counts."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict) and list(self.items()) == list(other.items())

    __hash__ = None


def _by_name(value: Any) -> Any:
    """Return lists of records that have names, ways by value, and catalogues as mappings."""
    if isinstance(value, Words):
        return {"language": value.language, **value.texts}
    if not isinstance(value, tuple) or not value:
        return value
    if all(isinstance(item, tuple) and isinstance(item[0], Cell) for item in value):
        return {cell.text: way for cell, way in value}
    for key in ("id", "name"):
        names = [getattr(item, key, "") for item in value]
        if all(names) and len(set(names)) == len(names):
            return _Ordered(zip(names, value, strict=True))
    return value


def _is_record(value: Any) -> bool:
    return dataclasses.is_dataclass(value) and bool(keys_of(type(value)))


def _are_records(value: Any) -> bool:
    return isinstance(value, tuple) and all(_is_record(item) for item in value)


def _or_nothing(value: Any) -> str | None:
    return None if value is None or value in ("", ()) or value == {} else written(value)


def written(value: Any) -> str:
    """Return any part of a charter as a charter writes it, on one line."""
    value = _by_name(value)
    for kinds, write in _WRITERS:
        if isinstance(value, kinds):
            return write(value)
    return _record(value) if _is_record(value) else str(value)


def _mapping(value: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {written(item)}" for name, item in value.items()) + "}"


def _list(value: tuple[Any, ...]) -> str:
    return "[" + ", ".join(map(written, value)) + "]"


def _domain(value: Domain) -> str:
    return f"[{value}]" if value.values and str(value) != "yes/no" else str(value)


def _record(value: Any) -> str:
    """Return a record with the keys that say something other than their default."""
    parts = []
    for name, entry in keys_of(type(value)).items():
        item = getattr(value, entry.attribute)
        if entry.required or (item != _default(value, entry.attribute) and item is not None):
            parts.append(f"{name}: {written(item)}")
    return "{" + ", ".join(parts) + "}"


def _default(value: Any, attribute: str) -> Any:
    field = next(field for field in dataclasses.fields(value) if field.name == attribute)
    factory = field.default_factory
    return factory() if factory is not dataclasses.MISSING else field.default


def _hours(hours: Hours) -> str:
    """Return hours by runs of days that are alike: `mon-fri: 08:00-20:00, sat: 08:00-18:00`."""
    if all(day == ((0, 24 * 60),) for day in hours.days):
        return "always"
    names = [day[:3].lower() for day in DAYS[:HOLIDAY]] + ["holidays"]
    parts: list[tuple[str, str, str]] = []
    for index, (name, day) in enumerate(zip(names, hours.days, strict=True)):
        times = ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in day)
        if parts and parts[-1][2] == times and index != HOLIDAY:
            parts[-1] = (parts[-1][0], name, times)
        else:
            parts.append((name, name, times))
    told = [
        f"{first if first == last else f'{first}-{last}'}: {times}" for first, last, times in parts if times
    ]
    return "{" + ", ".join(told) + "}"


_WRITERS: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (bool, lambda value: "yes" if value else "no"),
    (date, date.isoformat),
    (Fraction, lambda value: f"{float(value * 100):g} %"),
    ((Cell, Wording), lambda value: str(value.text)),
    (Domain, _domain),
    (Hours, _hours),
    (dict, _mapping),
    (tuple, _list),
)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


__all__ = ["Change", "changes", "written"]
