"""`placeholders-differ`: the languages do not say the same facts, or a text has a gap that nobody fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.placeholders import LINE, may, must
from possible.charter.wording import Key, needs
from possible.check.language_kept.missing import has
from possible.check.language_kept.way import way_in
from possible.check.law import Broken, Rule
from possible.check.written import words_file
from possible.journey.said import lines_named
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from possible.charter import Charter
    from possible.check.subject import Subject
    from possible.values import Language

Said = dict["Language", frozenset[str]]


def find(subject: Subject) -> Iterator[Broken]:
    """Find gaps that cannot be filled, facts that one language leaves out, and facts that all leave out."""
    charter = subject.charter
    keys = dict.fromkeys(key_of(text) for words in charter.words.values() for text in words.texts)
    at = {key: need.at for key, need in needs(charter).items()}
    for key in keys:
        for tag, message, attempt in _faults(charter, key, _said(charter, key)):
            way = way_in(subject, tag, *at[key]) if key in at else ()
            yield Broken(charter.place("words", tag, *key), message, way, attempt)


def key_of(text: str) -> Key:
    """Return the key of a text as it is kept (`ask.problem.fault`): its section, its name, its word."""
    section, _, name = text.partition(".")
    if section in {"ask", "remedies", "consents"} and "." in name:
        return (section, *name.rsplit(".", 1))
    return section, name


def _faults(charter: Charter, key: Key, said: Said) -> Iterator[tuple[Language, Sentence, Sentence]]:
    allowed, needed = may(charter, key), must(charter, key)
    everywhere = frozenset[str]().union(*said.values()) & allowed
    for tag, gaps in said.items():
        if strange := _written(charter, key, tag) - allowed:
            yield tag, _strange(key, strange), _closed_list(allowed)
        if lost := everywhere - gaps:
            other = next(other for other in said if lost & said[other])
            yield tag, _lost(key, tag, other, lost), _write(key, lost, words_file(charter, tag))
        if never := needed - everywhere:
            yield tag, _never(key, never), _write(key, never, words_file(charter, tag))


def _said(charter: Charter, key: Key) -> Said:
    """Return what each promised language says in the text of a key; a number in digits counts as its line."""
    tags = [tag for tag in charter.languages if tag in charter.words and has(charter.words[tag], key)]
    return {tag: _written(charter, key, tag) | _lines(charter, key, tag) for tag in tags}


def _written(charter: Charter, key: Key, tag: Language) -> frozenset[str]:
    return charter.words[tag].texts[".".join(key)].placeholders


def _lines(charter: Charter, key: Key, tag: Language) -> frozenset[str]:
    return frozenset(LINE + name for name in lines_named(charter, ".".join(key), tag))


def _gaps(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def _strange(key: Key, names: Iterable[str]) -> Sentence:
    message = N_("Nothing fills {gaps} in `{key}`: the customer would see the braces.")
    return sentence(message, gaps=_gaps(names), key=".".join(key))


def _closed_list(allowed: frozenset[str]) -> Sentence:
    if not allowed:
        return sentence(N_("write the words themselves: a name has no placeholders"))
    return sentence(N_("one of {gaps}"), gaps=_gaps(name for name in allowed if not name.startswith(LINE)))


def _lost(key: Key, tag: Language, other: Language, names: Iterable[str]) -> Sentence:
    message = N_("`{key}` says {gaps} in `{other}` and not in `{language}`.")
    return sentence(message, key=".".join(key), gaps=_gaps(names), other=other, language=tag)


def _never(key: Key, names: Iterable[str]) -> Sentence:
    return sentence(
        N_("`{key}` says {gaps} in no language, and is there to say it."),
        key=".".join(key),
        gaps=_gaps(names),
    )


def _write(key: Key, names: Iterable[str], file: str) -> Sentence:
    return sentence(N_("say {gaps} in `{key}` of `{file}`"), gaps=_gaps(names), key=".".join(key), file=file)


PLACEHOLDERS_DIFFER = Rule(
    "placeholders-differ", N_("Every language says the same prices, times, reasons and numbers."), find
)
