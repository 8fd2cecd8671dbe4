"""Where a finding stands: the part that is written, or else the part that should have held it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.values import Place

Key = tuple[str, ...]


def first_written(charter: Charter, *keys: Key) -> Place:
    """Return the place of the first of these parts that is written; of none: the nearest to the first."""
    for key in keys:
        if key in charter.source.places:
            return charter.source.places[key]
    return charter.place(*keys[0])


def words_file(charter: Charter, language: str) -> str:
    """Return the file of a catalogue, also of one that is not there."""
    places = charter.source.places
    if ("words", language) in places:
        return places["words", language].file
    folder = charter.source.root.file.rpartition("/")[0]
    return f"{folder}/words/{language}.yaml" if folder else f"words/{language}.yaml"
