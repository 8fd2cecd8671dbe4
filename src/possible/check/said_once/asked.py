"""`asked-twice`: a fact that the customer gave already is asked again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.charter.playbooks import Act, Observe
from possible.charter.steps import Ask
from possible.charter.wording import CUSTOMER
from possible.check.law import Broken, Rule
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.charter.ways import Key
    from possible.check.subject import Subject


@dataclass(frozen=True, slots=True)
class Asking:
    """A place where a fact is asked of the customer; `again`: although it is known."""

    fact: str
    key: Key
    again: bool = False


def find(subject: Subject) -> Iterator[Broken]:
    """Find facts that are asked again although they are known, with the place where they were asked first."""
    charter = subject.charter
    everywhere = [asking for asking in _askings(charter) if _is_known(charter, asking)]
    for asking in everywhere:
        if asking.again:
            message = sentence(N_("`{fact}` is asked again although it is known."), fact=asking.fact)
            way = (*subject.way_to(*asking.key), *_both(charter, _before(everywhere, asking), asking))
            place = charter.place(*asking.key, "again")
            yield Broken(place, message, way, sentence(N_("leave `again: yes` out")))


def _both(charter: Charter, first: Asking | None, again: Asking) -> tuple[Sentence, ...]:
    """Return both places: where it was asked first (or how else it is known), and where it is asked again."""
    here = sentence(N_("`{fact}` asked again: {place}"), fact=again.fact, place=charter.place(*again.key))
    if first is not None:
        known = sentence(N_("`{fact}` asked: {place}"), fact=first.fact, place=charter.place(*first.key))
    elif _source(charter, again) == CUSTOMER:
        known = sentence(N_("`{fact}` asked in an earlier contact of the case"), fact=again.fact)
    else:
        known = sentence(N_("`{fact}` is in the records"), fact=again.fact)
    return known, here


def _before(everywhere: list[Asking], again: Asking) -> Asking | None:
    """Return where the fact was asked before: in the same path or playbook if it was, or else anywhere."""
    others = [asking for asking in everywhere if asking.fact == again.fact and asking.key != again.key]
    near = [asking for asking in others if asking.key[:2] == again.key[:2]]
    return next(iter(near or others), None)


def _askings(charter: Charter) -> Iterator[Asking]:
    for path, walk in charter.paths.items():
        for index, step in enumerate(walk.steps):
            if isinstance(step, Ask):
                yield Asking(step.ask, ("paths", path, "steps", str(index)), step.again)
    for name, playbook in charter.playbooks.items():
        yield from (Asking(fact, ("playbooks", name, "goal", fact)) for fact in playbook.goal)
        for index, book_step in enumerate(playbook.steps):
            key = ("playbooks", name, "steps", str(index))
            if isinstance(book_step, Observe):
                yield Asking(book_step.ask, key, book_step.again)
            elif isinstance(book_step, Act):
                yield from (Asking(fact, key) for fact in book_step.so_that)
    for name, question in charter.questions.items():
        yield from (Asking(fact, ("questions", name, "asks")) for fact in question.asks)


def _source(charter: Charter, asking: Asking) -> str:
    """Return who knows a fact; the language is the customer's to say."""
    own = charter.playbooks[asking.key[1]].facts if asking.key[0] == "playbooks" else {}
    fact = own.get(asking.fact) or charter.facts.get(asking.fact)
    return fact.source if fact else CUSTOMER


def _is_known(charter: Charter, asking: Asking) -> bool:
    """Tell whether a fact stays as it was said; what a system measures may be measured again."""
    return _source(charter, asking) != "system"


ASKED_TWICE = Rule("asked-twice", N_("Nothing that is known is asked again."), find)
