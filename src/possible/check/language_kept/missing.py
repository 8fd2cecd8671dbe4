"""`words-missing`: something is said for which a promised language has no words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.wording import Key, Need, needs
from possible.check.language_kept.heard import languages_heard
from possible.check.language_kept.way import way_in
from possible.check.law import Broken, Rule
from possible.check.written import words_file
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.charter.words import Words
    from possible.check.subject import Subject
    from possible.values import Language

Needs = dict[Key, Need]


def find(subject: Subject) -> Iterator[Broken]:
    """Find catalogues that are not there, texts that no catalogue has, and texts that one of them lacks."""
    charter, known = subject.charter, needs(subject.charter)
    lacking = _lacking(charter, known)
    written = _written(charter)
    nowhere = [key for key, tags in lacking.items() if tags == written and len(written) > 1]
    yield from _catalogues(charter)
    yield from _nowhere(subject, known, nowhere)
    yield from _no_reason_to_say(subject)
    for tag in written:
        keys = [key for key, tags in lacking.items() if tag in tags and key not in nowhere]
        yield from _groups(subject, known, tag, keys)


def _written(charter: Charter) -> list[Language]:
    return [tag for tag in charter.languages if tag in charter.words]


def _catalogues(charter: Charter) -> Iterator[Broken]:
    for index, tag in enumerate(charter.languages):
        if tag not in charter.words:
            message = sentence(
                N_("`{language}` is promised, and there is no catalogue `{file}`."),
                language=tag,
                file=words_file(charter, tag),
            )
            attempt = sentence(N_("translate the other catalogue, key by key"))
            yield Broken(charter.place("languages", str(index)), message, (), attempt)


def _lacking(charter: Charter, known: Needs) -> dict[Key, list[Language]]:
    """Return for each key that is needed the languages (with a catalogue) that need it and lack it."""
    heard = languages_heard(charter)
    found: dict[Key, list[Language]] = {}
    for key, need in known.items():
        wanted = {tag for path in need.paths for tag in heard[path]} or set(charter.languages)
        found[key] = [tag for tag in _written(charter) if tag in wanted and not has(charter.words[tag], key)]
    return found


def has(words: Words, key: Key) -> bool:
    """Tell whether a catalogue says something for a key."""
    return bool((words.text(*key) or "").strip())


def _nowhere(subject: Subject, known: Needs, keys: list[Key]) -> Iterator[Broken]:
    """Yield one finding for each name that no catalogue has: the name in the charter is the likelier slip."""
    for name in dict.fromkeys(key[:2] for key in keys):
        group = [key for key in keys if key[:2] == name]
        at, key = known[group[0]].at, group[0] if len(group) == 1 else name
        message = sentence(N_("No catalogue has a text for `{key}`, which is said here."), key=".".join(key))
        attempt = sentence(N_("write it in every promised language, or name a text that there is"))
        yield Broken(subject.charter.place(*at), message, subject.way_to(*at), attempt)


def _no_reason_to_say(subject: Subject) -> Iterator[Broken]:
    """Yield the rows that give a remedy without a reason, where the remedy's offer says the reason."""
    charter = subject.charter
    saying = {name for name in charter.remedies if _offer_says_why(charter, name)}
    for name, question in charter.questions.items():
        for index, rule in enumerate(question.rules):
            if rule.answer in saying and not rule.because:
                text = N_("Row `{row}` gives no reason, and the offer of `{remedy}` says {placeholder}.")
                message = sentence(text, row=rule.id, remedy=rule.answer, placeholder="{because}")
                attempt = sentence(N_("write `because: …`"))
                place = charter.place("questions", name, "rules", str(index))
                yield Broken(place, message, subject.way_to("questions", name), attempt)


def _offer_says_why(charter: Charter, remedy: str) -> bool:
    offers = (words.texts.get(f"remedies.{remedy}.offer") for words in charter.words.values())
    return any(offer is not None and "because" in offer.placeholders for offer in offers)


def _groups(subject: Subject, known: Needs, tag: Language, keys: list[Key]) -> Iterator[Broken]:
    """Yield one finding for each part of a catalogue of which nothing is written."""
    charter = subject.charter
    words, groups = charter.words[tag], dict[Key, Key]()
    for key in keys:
        groups.setdefault(_empty_part(words, key), key)
    for group, key in groups.items():
        at = known[key].at
        facts = {"key": ".".join(group), "language": tag, "where": charter.place(*at)}
        message = sentence(N_("`{key}` has no text in `{language}`, and {where} says it."), **facts)
        attempt = sentence(
            N_("write `{key}` in `{file}`"), key=".".join(group), file=words_file(charter, tag)
        )
        yield Broken(charter.place("words", tag, *group), message, way_in(subject, tag, *at), attempt)


def _empty_part(words: Words, key: Key) -> Key:
    """Return the shortest beginning of a key under which the catalogue has nothing at all."""
    for length in range(1, len(key)):
        if not any(text.startswith(".".join(key[:length]) + ".") for text in words.texts):
            return key[:length]
    return key


WORDS_MISSING = Rule(
    "words-missing", N_("Every text that is said is written in every promised language."), find
)
