"""Charters spoilt at random: bytes, lines and words of their files, and branches of their trees."""

from __future__ import annotations

import json
import random
from typing import Any

import yaml
from hypothesis import strategies as st

from possible.charter import files_of
from tests.mutation.edits import HERE

NAMES = ("cest-possible", "as-it-was", "legal-minimum-fr")
WORDS = [
    "",
    "no",
    "next",
    "always",
    "free",
    "0",
    "-1",
    "99999999999999999999",
    "1.5",
    "5 EUR",
    "3 days",
    "the window",
    "yes/no",
    "{line.service}",
    "é\u202f{",
    "[",
    "{",
    "~",
    "&a",
    "*a",
    "!!python/object:os.system",
    "- ",
    ": ",
    "\t",
    "\u2028",
]
BYTES = [
    b"\x00",
    b"\xff",
    b"\xc3",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n",
    b"\n---\n",
    b"'",
    b'"',
    b"#",
    b"?",
    b"%",
    b"|",
    b">",
    b"\xe2\x80\x8f",
]
STRANGE: list[Any] = [
    "",
    "no",
    "next",
    "0",
    "welcome",
    "front-desk",
    "service",
    "technician-visit",
    [],
    {},
    ["no"],
    {"no": "no"},
    [[]],
    [{}],
    {"": ""},
    "x" * 3000,
]


def spoilt() -> st.SearchStrategy[dict[str, bytes]]:
    """Return the files of one of the three charters with a few random faults."""
    return st.builds(_spoil, st.sampled_from(NAMES), st.integers(0, 2**32), st.integers(1, 3))


def _spoil(name: str, seed: int, faults: int) -> dict[str, bytes]:
    chance = random.Random(seed)
    files = dict(files_of(str(HERE / "charters" / name)))
    for _ in range(faults):
        file = chance.choice(sorted(files))
        files[file] = chance.choice([_bytes, _lines, _words, _tree, _tree, _tree])(files[file], chance)
    return files


def _bytes(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    until = at + chance.choice([0, 0, 1, 3, 200])
    return content[:at] + chance.choice(BYTES) + content[until:]


def _lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case 3:
            lines[one] = b"  " + lines[one]
        case _:
            lines[one] = lines[one].lstrip()
    return b"".join(lines)


def _words(content: bytes, chance: random.Random) -> bytes:
    words = content.decode(errors="replace").split(" ")
    words[chance.randrange(len(words))] = chance.choice([*WORDS, chance.choice(words)])
    return " ".join(words).encode()


def _tree(content: bytes, chance: random.Random) -> bytes:
    """Return the file with one branch taken away, doubled, renamed, or exchanged for another one."""
    try:
        root = yaml.load(content, Loader=yaml.BaseLoader)  # noqa: S506 - the loader that makes nothing but text
    except (yaml.YAMLError, UnicodeDecodeError):
        return content
    holders = [holder for holder in _holders(root) if holder]
    if not holders:
        return content
    holder, other = chance.choice(holders), chance.choice(holders)
    at, there = (
        chance.choice(list(each) if isinstance(each, dict) else range(len(each))) for each in (holder, other)
    )
    match chance.randrange(4):
        case 0:
            del holder[at]
        case 1:
            holder[at] = json.loads(json.dumps(other[there]))
        case 2 if isinstance(holder, dict):
            holder[chance.choice([*WORDS, str(there)])] = holder.pop(at)
        case 2:
            holder.append(json.loads(json.dumps(holder[at])))
        case _:
            holder[at] = chance.choice(STRANGE)
    return json.dumps(root, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _holders(node: Any) -> list[Any]:
    parts = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
    return ([node] if isinstance(node, (dict, list)) else []) + [
        found for part in parts for found in _holders(part)
    ]
