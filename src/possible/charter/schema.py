"""The JSON Schema (2020-12) of a charter's files, for editors: made from the keys that the reader knows."""

from __future__ import annotations

from typing import Any

from possible.charter import words
from possible.charter.kinds import Record, Schema
from possible.charter.model import Charter
from possible.charter.playbooks import Playbook
from possible.charter.stories import Story

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES = ("charter", "words", "playbook", "story")


def schema_of(file: str) -> Schema:
    """Return the schema of a kind of file (`charter`, `words`, `playbook`, `story`); KeyError for another."""
    roots = {
        "charter": lambda: Record(Charter).schema(),
        "words": words.schema,
        "playbook": lambda: Record(Playbook).schema(),
        "story": _stories,
    }
    root = roots[file]()
    defs: dict[str, Schema] = {}
    top = {name: _apart(part, defs) for name, part in root.items()}
    return {"$schema": DIALECT, **top, **({"$defs": dict(sorted(defs.items()))} if defs else {})}


def _stories() -> Schema:
    story = Record(Story).schema()
    return {"title": "stories", "anyOf": [story, {"type": "array", "items": story}]}


def _apart(part: Any, defs: dict[str, Schema]) -> Any:
    """Return a part with each record in it exchanged for a reference to `$defs`, where it stands once."""
    if isinstance(part, list):
        return [_apart(item, defs) for item in part]
    if not isinstance(part, dict):
        return part
    inner = {name: _apart(item, defs) for name, item in part.items()}
    if "title" in part and "properties" in part:
        defs.setdefault(part["title"], inner)
        return {"$ref": f"#/$defs/{part['title']}"}
    if list(inner) == ["description", "allOf"]:  # the sentence of a key beside the record that it holds
        return {"description": inner["description"], **inner["allOf"][0]}
    return inner
