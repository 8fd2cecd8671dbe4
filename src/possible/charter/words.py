"""Everything that a charter says to a customer: one catalogue for each language, one sentence for each key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from possible.charter.kinds import Bad, Path, Reader
from possible.charter.nodes import Mapping, Node, Scalar
from possible.charter.unreadable import did_you_mean
from possible.values import N_, sentence

SECTIONS: dict[str, int] = {
    "lines": 1, "teams": 1, "questions": 1, "promises": 1, "say": 1, "because": 1, "do": 1, "answers": 1, "outside": 1,
    "ask": 2, "remedies": 2, "consents": 2, "waiting": 1, "no": 1, "terms": 1,
}  # fmt: skip
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NUMBER = re.compile(r"(?<![\w{.])\+?\d(?:[\s.\u00a0\u202f-]?\d){6,14}(?![\w}])")


@dataclass(frozen=True)
class Wording:
    """One sentence with `{placeholders}`; `{line.english}` prints a line's number."""

    text: str

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """The names in braces."""
        return frozenset(_PLACEHOLDER.findall(self.text))

    @cached_property
    def lines(self) -> frozenset[str]:
        """The lines that are named as `{line.<name>}`."""
        return frozenset(name[5:] for name in self.placeholders if name.startswith("line."))

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The digits of each telephone number that is written out."""
        return tuple(re.sub(r"\D", "", found) for found in _NUMBER.findall(self.text))


@dataclass(frozen=True, slots=True)
class Words:
    """A catalogue: the name of the language, and the wording of each key (`say.greeting`, `ask.problem.fault`)."""

    language: str
    texts: dict[str, Wording] = field(default_factory=dict)

    def text(self, *key: str) -> str | None:
        """Return the wording of a key, or nothing."""
        found = self.texts.get(".".join(key))
        return found.text if found else None


def read_words(root: Node, path: Path, reader: Reader) -> Words:
    """Return the catalogue of one file; every bad entry is told."""
    if not isinstance(root, Mapping):
        raise reader.bad("wrong-type", root.place, sentence(N_("A catalogue is a mapping of sections.")))
    texts: dict[str, Wording] = {}
    name = root.items.get("language")
    for section, node in root.items.items():
        if section == "language":
            continue
        if section not in SECTIONS:
            message = sentence(N_("The section `{key}` is not known in a catalogue."), key=section)
            reader.fault("unknown-key", root.places[section], message, did_you_mean(section, SECTIONS))
            continue
        reader.places[(*path, section)] = root.places[section]
        _fill(texts, node, (section,), path, reader)
    if not isinstance(name, Scalar):
        raise reader.bad("missing-key", root.place, sentence(N_("The key `{key}` is missing: {doc}"), key="language", doc="the name of the language, in that language"))
    return Words(name.text, texts)


def _fill(texts: dict[str, Wording], node: Node, key: tuple[str, ...], path: Path, reader: Reader) -> None:
    depth = SECTIONS[key[0]]
    if isinstance(node, Scalar) and len(key) > 1 and (len(key) == depth + 1 or key[0] == "ask"):
        try:
            texts[".".join(key)] = _wording(node, reader)
        except Bad:
            return
    elif isinstance(node, Mapping) and len(key) <= depth:
        for name, item in node.items.items():
            reader.places[(*path, *key, name)] = node.places[name]
            _fill(texts, item, (*key, name), path, reader)
    elif not (isinstance(node, Scalar) and not node.text):
        reader.fault("wrong-type", node.place, sentence(N_("The section `{key}` holds sentences by name."), key=key[0]))


def _wording(node: Scalar, reader: Reader) -> Wording:
    wording = Wording(node.text)
    rest = _PLACEHOLDER.sub("", node.text)
    if "{" in rest or "}" in rest:
        raise reader.bad("wrong-value", node.place, sentence(N_("A brace has no partner.")))
    return wording
