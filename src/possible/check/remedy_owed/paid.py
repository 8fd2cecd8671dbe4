"""Credits that must be claimed, come at no time, or are not told to whom they are owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.law import Broken, Rule
from possible.check.remedy_owed.promised import broken, owes_money
from possible.check.written import first_written
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.check.subject import Subject


def must_be_claimed(subject: Subject) -> Iterator[Broken]:
    """Find that credits are paid only to those who ask for them."""
    charter = subject.charter
    owing = _owing(charter)
    if owing and not charter.credits.unasked:
        message = sentence(N_("Credits are owed, and paid only to those who ask for them."))
        way = (*owing, sentence(N_("the customer does not ask for it, and gets nothing")))
        yield Broken(charter.place("credits", "unasked"), message, way, sentence(N_("`unasked: yes`")))


def no_pay_by(subject: Subject) -> Iterator[Broken]:
    """Find that credits are owed, and nothing says when they are paid."""
    charter = subject.charter
    owing = _owing(charter)
    if owing and charter.credits.paid_within is None:
        message = sentence(N_("Credits are owed, and nothing says when they are paid."))
        place = first_written(charter, ("credits",), ("promises",), ("complaints",))
        attempt = sentence(N_("write {example}"), example="`credits: {paid-within: 30 days}`")
        way = (*owing, sentence(N_("nothing says when it is on the account")))
        yield Broken(place, message, way, attempt)


def not_said(subject: Subject) -> Iterator[Broken]:
    """Find promises whose wording does not say the credit that is owed."""
    charter = subject.charter
    unknown = sentence(N_("the customer does not know that a credit is owed"))
    for name, promise in charter.promises.items():
        if not owes_money(promise.else_):
            continue
        for tag in charter.languages:
            words = charter.words.get(tag)
            text = words.texts.get(f"promises.{name}") if words else None
            if text and text.text.strip() and "credit" not in text.placeholders:
                message = sentence(
                    N_("The wording of `{promise}` in `{language}` does not say the credit that is owed."),
                    promise=name, language=tag,
                )  # fmt: skip
                attempt = sentence(N_("say {gap} in it"), gap="{credit}")
                place = charter.place("words", tag, "promises", name)
                yield Broken(
                    place, message, (*subject.way_to("promises", name), broken(name), unknown), attempt
                )


def _owing(charter: Charter) -> tuple[Sentence, ...]:
    """Return how a credit comes to be owed: the first promise or rung that owes one, and its breach."""
    for name, promise in charter.promises.items():
        if owes_money(promise.else_):
            return broken(name), sentence(N_("a credit is owed"))
    for rung in charter.complaints.ladder:
        if owes_money(rung.else_):
            late = sentence(N_("`{team}` is late with a complaint"), team=rung.who)
            return late, sentence(N_("a credit is owed"))
    return ()


MUST_BE_CLAIMED = Rule("must-be-claimed", N_("Credits are paid without being asked for."), must_be_claimed)
NO_PAY_BY = Rule("no-pay-by", N_("Credits are paid within a time that is known."), no_pay_by)
NOT_SAID = Rule("not-said", N_("A promise says the credit that is owed for its breach."), not_said)
