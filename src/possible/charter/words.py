"""Everything that a charter says to a customer: one catalogue for each language, a sentence for each key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from possible.charter.kinds import Path, Reader, Schema, wrong_type
from possible.charter.nodes import Mapping, Node, Scalar
from possible.charter.unreadable import did_you_mean
from possible.values import N_, sentence

# Each section with what it holds; the second level of a section of two is the part that is said.
ONE_LEVEL = {
    "lines": "the name of each line",
    "teams": "the name of each team, as it is said in a sentence",
    "questions": "what each question is about, as it is said in a sentence",
    "promises": "the sentence of each promise",
    "say": "the sentences that paths and people say",
    "because": "the reasons; each begins in lower case and ends with a full stop",
    "do": "the actions of playbooks",
    "answers": "the answers that are neither a remedy nor a no",
    "outside": "the bodies outside the company",
    "waiting": "what one hears while waiting",
    "no": "the frame of every refusal",
    "again": "how something is asked once more (`ask`, `do`), around `{sentence}`",
    "facts": "the name of each fact, as it stands beside its value; where it lacks, its question is shown",
    "terms": "the glossary; `{term.router}` in a question or an action is said from here",
}
TWO_LEVELS = {
    "ask": "for each fact the question (`ask`) and the name of each value",
    "remedies": "for each remedy its `name` and its `offer`",
    "consents": "for each consent the question (`ask`) and what follows a no (`refused`)",
}
SECTIONS = ONE_LEVEL | TWO_LEVELS
LANGUAGE_KEY = "language"
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
    """A catalogue: the name of the language, and the wording of each key (such as `ask.problem.fault`)."""

    language: str
    texts: dict[str, Wording] = field(default_factory=dict)

    def text(self, *key: str) -> str | None:
        """Return the wording of a key, or nothing."""
        found = self.texts.get(".".join(key))
        return found.text if found else None


def read_words(root: Node, path: Path, reader: Reader) -> Words:
    """Return the catalogue of one file; every bad entry is told."""
    if not isinstance(root, Mapping):
        raise wrong_type(root, sentence(N_("a mapping")), reader)
    texts: dict[str, Wording] = {}
    for section, node in root.items.items():
        reader.places[(*path, section)] = root.places[section]
        if section in SECTIONS:
            _fill(texts, node, (section,), path, reader)
        elif section != LANGUAGE_KEY:
            message = sentence(N_("The section `{key}` is not known in a catalogue."), key=section)
            known = [LANGUAGE_KEY, *SECTIONS]
            reader.fault("unknown-key", root.places[section], message, did_you_mean(section, known))
    name = root.items.get(LANGUAGE_KEY)
    if not isinstance(name, Scalar):
        message = sentence(N_("The key `{key}` is missing here."), key=LANGUAGE_KEY)
        attempt = sentence(N_("the name of the language, in that language: `language: English`"))
        raise reader.bad("missing-key", root.place, message, attempt)
    return Words(name.text, texts)


def _fill(texts: dict[str, Wording], node: Node, key: Path, path: Path, reader: Reader) -> None:
    """Keep the sentences under a key; `ask.<fact>: text` is its question, an empty text counts as none."""
    depth = 3 if key[0] in TWO_LEVELS else 2
    if isinstance(node, Mapping) and len(key) < depth:
        for name, item in node.items.items():
            reader.places[(*path, *key, name)] = node.places[name]
            _fill(texts, item, (*key, name), path, reader)
    elif isinstance(node, Scalar) and (len(key) == depth or not node.text.strip()):
        _keep(texts, node, key, reader)
    elif isinstance(node, Scalar) and len(key) == 2 and key[0] == "ask":
        _keep(texts, node, (*key, "ask"), reader)
    else:
        wanted = N_("a text") if len(key) == depth else N_("a mapping")
        wrong_type(node, sentence(wanted), reader)


def _keep(texts: dict[str, Wording], node: Scalar, key: Path, reader: Reader) -> None:
    rest = _PLACEHOLDER.sub("", node.text)
    if "{" in rest or "}" in rest:
        reader.fault("wrong-value", node.place, sentence(N_("A brace has no partner.")))
    elif node.text.strip():
        texts[".".join(key)] = Wording(node.text)


def schema() -> Schema:
    """Return the JSON Schema of a catalogue."""
    one: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
    two: Schema = {"type": "object", "additionalProperties": one}
    asks: Schema = {"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, one]}}
    sections = {name: {"description": doc, **one} for name, doc in ONE_LEVEL.items()}
    sections |= {
        name: {"description": doc, **(asks if name == "ask" else two)} for name, doc in TWO_LEVELS.items()
    }
    language = {LANGUAGE_KEY: {"description": "the name of the language, in that language", "type": "string"}}
    return {
        "description": "Everything that a charter says to a customer, in one language.",
        "type": "object",
        "properties": language | sections,
        "additionalProperties": False,
        "required": [LANGUAGE_KEY],
    }
