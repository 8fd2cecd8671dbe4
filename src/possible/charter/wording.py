"""Which words a charter needs: each key of the catalogues that something in it says, and what says it.

The rules of `language-kept` hold the catalogues against this; whoever speaks to customers needs no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.charter.domains import Domain, Sort
from possible.charter.model import Refuse, SayInPractice
from possible.charter.placeholders import TERM
from possible.charter.playbooks import Act, Observe, Playbook
from possible.charter.rules import NO
from possible.charter.steps import LANGUAGE_FACT, Ask, Queue, Say
from possible.charter.ways import Key, ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from possible.charter.facts import Fact
    from possible.charter.model import Charter, Waiting
    from possible.charter.rules import Rule

CUSTOMER = "customer"
PLAYBOOK = "playbook"
REMEDY_WORDS = ("name", "offer")
CONSENT_WORDS = ("ask", "refused")
WAITING_WORDS = ("status", "call-back-offer")
NO_WORDS = ("form", "person", "appeal")
ASK = "ask"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Need:
    """A key of the catalogues that is needed, the part of the charter that says it, and in which paths alone.

    `paths` is empty where anybody may say it: people answer every question and play every playbook.
    """

    key: Key
    at: Key
    paths: frozenset[str] = frozenset()


def needs(charter: Charter) -> dict[Key, Need]:
    """Return every key that the catalogues of a charter need, each with the first part that says it."""
    found: dict[Key, Need] = {}
    for need in _all(charter):
        first = found.setdefault(need.key, need)
        if first is not need:
            paths = first.paths | need.paths if first.paths and need.paths else frozenset[str]()
            found[need.key] = Need(need.key, first.at, paths)
    return found


def _all(charter: Charter) -> Iterator[Need]:
    yield from _said(charter)
    yield from _asked(charter)
    yield from _labelled(charter)
    yield from _named(charter)
    yield from _teams(charter)
    yield from _answers(charter)
    yield from _refusals(charter)
    yield from _waits(charter)
    yield from _done(charter)


def _said(charter: Charter) -> Iterator[Need]:
    for path, walk in charter.paths.items():
        for index, step in enumerate(walk.steps):
            if isinstance(step, Say):
                yield Need(("say", step.say), ("paths", path, "steps", str(index), "say"), frozenset({path}))
    for name, team in charter.teams.items():
        for index, act in enumerate(team.in_practice):
            if isinstance(act, (Refuse, SayInPractice)) and act.say:
                yield Need(("say", act.say), ("teams", name, "in-practice", str(index), "say"))


def _asked(charter: Charter) -> Iterator[Need]:
    for path, walk in charter.paths.items():
        for index, step in enumerate(walk.steps):
            if isinstance(step, Ask):
                at = ("paths", path, "steps", str(index), "ask")
                yield from _fact(charter, step.ask, charter.facts, at, frozenset({path}))
    for name, question in charter.questions.items():
        for index, fact in enumerate(question.asks):
            yield from _fact(charter, fact, charter.facts, ("questions", name, "asks", str(index)))
    yield from _found_out(charter)


def _found_out(charter: Charter) -> Iterator[Need]:
    """Yield what playbooks ask, and what they conclude: the customer is told what was found."""
    for name, playbook in charter.playbooks.items():
        for fact, where in _observed(playbook, ("playbooks", name)):
            yield from _fact(charter, fact, charter.facts | playbook.facts, where)
    for fact, entry in charter.facts.items():
        if entry.source == PLAYBOOK:
            yield from (Need((ASK, fact, value), ("facts", fact)) for value in _choices(entry.domain))


def _observed(playbook: Playbook, at: Key) -> Iterator[tuple[str, Key]]:
    """Yield each fact that a playbook looks at, with its place: in the goal, a question or an effect."""
    yield from ((fact, (*at, "goal", fact)) for fact in playbook.goal)
    for index, step in enumerate(playbook.steps):
        here = (*at, "steps", str(index))
        if isinstance(step, Observe):
            yield step.ask, (*here, "ask")
        elif isinstance(step, Act):
            yield from ((fact, (*here, "so-that", fact)) for fact in step.so_that)
            yield from ((fact, (*here, "sets", fact)) for fact in step.sets)


def _fact(
    charter: Charter, fact: str, facts: dict[str, Fact], at: Key, paths: frozenset[str] = frozenset()
) -> Iterator[Need]:
    if fact == LANGUAGE_FACT and fact not in facts:
        if len(charter.languages) > 1:
            keys = (ASK, *charter.languages)
            yield from (Need((ASK, fact, key), at, paths) for key in keys)
        return
    entry = facts.get(fact)
    if entry and entry.source == CUSTOMER:
        keys = (ASK, *_choices(entry.domain))
        yield from (Need((ASK, fact, key), at, paths) for key in keys)


def _choices(domain: Domain) -> tuple[str, ...]:
    return domain.values if domain.sort is Sort.CHOICE else ()


def _labelled(charter: Charter) -> Iterator[Need]:
    """Yield the names of facts, as far as some language has them: why an answer is as it is, in a table."""
    known = {key for words in charter.words.values() for key in words.texts if key.startswith("facts.")}
    yield from (Need(("facts", name), ("facts", name)) for name in charter.facts if f"facts.{name}" in known)


def _named(charter: Charter) -> Iterator[Need]:
    """Yield what is told by name: lines, questions, promises, remedies, consents, the body outside."""
    for section in ("lines", "questions", "promises"):
        yield from (Need((section, name), (section, name)) for name in getattr(charter, section))
    for name in charter.remedies:
        yield from (Need(("remedies", name, word), ("remedies", name)) for word in REMEDY_WORDS)
    for index, name in enumerate(charter.consents):
        yield from (Need(("consents", name, word), ("consents", str(index))) for word in CONSENT_WORDS)
    if charter.complaints.outside:
        yield Need(("outside", charter.complaints.outside.who), ("complaints", "outside", "who"))


def _teams(charter: Charter) -> Iterator[Need]:
    for at, name in (*ways(charter), *_hands(charter)):
        if name in charter.teams:
            yield Need(("teams", name), at)


def _hands(charter: Charter) -> Iterator[tuple[Key, str]]:
    """Yield the teams that a customer is told of by what they do: a remedy, an exception, a complaint."""
    yield from ((("remedies", name, "by"), remedy.by) for name, remedy in charter.remedies.items())
    if charter.exceptions:
        yield ("exceptions", "by"), charter.exceptions.by
    ladder = enumerate(charter.complaints.ladder)
    yield from ((("complaints", "ladder", str(index), "who"), rung.who) for index, rung in ladder)


def _answers(charter: Charter) -> Iterator[Need]:
    for at, rule in _rules(charter):
        if rule.because:
            yield Need(("because", rule.because), (*at, "because"))
    for name, question in charter.questions.items():
        for index, answer in enumerate(question.answers):
            yield Need(("answers", answer), ("questions", name, "answers", str(index)))


def _refusals(charter: Charter) -> Iterator[Need]:
    """Yield the frame of a no: its form, an alternative that is a person, and where to appeal."""
    for at, rule in _rules(charter):
        if rule.answer != NO:
            continue
        yield Need(("no", "form"), (*at, "answer"))
        if rule.instead in charter.teams:
            yield Need(("no", "person"), (*at, "instead"))
        if charter.complaints.ladder:
            yield Need(("no", "appeal"), ("complaints", "ladder"))


def _rules(charter: Charter) -> Iterable[tuple[Key, Rule]]:
    for name, question in charter.questions.items():
        for index, rule in enumerate(question.rules):
            yield ("questions", name, "rules", str(index)), rule


def _waits(charter: Charter) -> Iterator[Need]:
    """Yield what is heard while one waits: how long it will take, and the call back after too long a wait."""
    general: tuple[Key, Waiting | Queue, frozenset[str]] = (("waiting",), charter.waiting, frozenset())
    for at, wait, paths in (general, *_queues(charter)):
        if wait.status_every:
            yield Need(("waiting", "status"), (*at, "status-every"), paths)
        if wait.then in charter.promises:
            yield Need(("waiting", "call-back-offer"), (*at, "then"), paths)


def _queues(charter: Charter) -> Iterator[tuple[Key, Queue, frozenset[str]]]:
    for path, walk in charter.paths.items():
        for index, step in enumerate(walk.steps):
            if isinstance(step, Queue):
                yield ("paths", path, "steps", str(index)), step, frozenset({path})


def _done(charter: Charter) -> Iterator[Need]:
    """Yield the actions of the playbooks, how they are asked once more, and the glossary's words in them."""
    yield from _terms(charter)
    yield from _once_more(charter)
    glossary = {key for words in charter.words.values() for key in words.texts if key.startswith("terms.")}
    for name, playbook in charter.playbooks.items():
        for index, step in enumerate(playbook.steps):
            at = ("playbooks", name, "steps", str(index))
            if isinstance(step, Act):
                yield Need(("do", step.do), (*at, "do"))
                filled = ((gap, word) for gap, word in step.with_.items() if f"terms.{word}" in glossary)
                yield from (Need(("terms", word), (*at, "with", gap)) for gap, word in filled)


def _terms(charter: Charter) -> Iterator[Need]:
    """Yield the words of the glossary that sentences name, as far as some language has them."""
    known = {key for words in charter.words.values() for key in words.texts if key.startswith("terms.")}
    for tag, words in charter.words.items():
        for key, text in words.texts.items():
            for gap in text.placeholders:
                if gap.startswith(TERM) and f"terms.{gap.removeprefix(TERM)}" in known:
                    yield Need(("terms", gap.removeprefix(TERM)), ("words", tag, *key.split(".")))


def _once_more(charter: Charter) -> Iterator[Need]:
    """Yield the frames of what is asked once more, where some language has them: else it is just repeated."""
    for word in ("ask", "do"):
        if charter.playbooks and any(f"again.{word}" in words.texts for words in charter.words.values()):
            yield Need(("again", word), ("playbooks", next(iter(charter.playbooks))))


__all__ = [
    "ASK",
    "CONSENT_WORDS",
    "NO_WORDS",
    "REMEDY_WORDS",
    "UNKNOWN",
    "WAITING_WORDS",
    "Key",
    "Need",
    "needs",
]
