"""Lines of a bill as pages show them: in the customer's words, each with its reason and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from possible.answers import named
from possible.ledger import Kind, Line, state_told, why_told
from possible.promises import is_rung
from possible.values import N_, Money, Sentence, sentence
from possible_web.pages.pledged import general
from possible_web.pages.said import say_html
from possible_web.pages.speech import Speech

OBJECTION = N_("We answer your objection to a charge")


@dataclass(frozen=True, slots=True)
class Shown:
    """A line: `usual` is what was quoted where it comes to less. `text`: what the customer objects to.

    `decided`: what was decided about it, and `appeal` where one goes on with it.
    """

    case: str
    of: str
    what: str | Sentence
    amount: str
    usual: str
    why: Sentence | None
    state: Sentence
    may_dispute: bool
    disputed: bool
    text: str
    appeal: tuple[str, ...]
    at: int


def shown(line: Line, speech: Speech) -> Shown:
    """Return a line as a page shows it."""
    waiver = line.last(Kind.WAIVER)
    broken = waiver.why if waiver and waiver.by == "promise" else line.name if line.given else ""
    opened, decided = line.last(Kind.DISPUTE), line.last(Kind.REJECTED)
    return Shown(
        case=line.case,
        of=line.of,
        what=_what(line, speech),
        amount=speech.money(Money(line.due, line.currency)) if line.currency else "",
        usual=speech.money(Money(line.quoted, line.currency)) if line.quoted > max(0, line.due) else "",
        why=why_told(line, promise_said(broken, speech) if broken else ""),
        state=state_told(line),
        may_dispute=line.due > 0 and not line.disputed,
        disputed=bool(line.disputed),
        text=opened.why if opened and line.disputed else "",
        appeal=tuple(who_said(who, speech) for who in decided.appeal) if decided else (),
        at=line.at,
    )


def _what(line: Line, speech: Speech) -> str | Sentence:
    if line.given:
        return sentence(N_("Credit"))
    return speech.name(line.name) if line.name in speech.charter.remedies else line.name or line.of


def promise_said(name: str, speech: Speech) -> str:
    """Return how a promise is called, also where it is a rung of the complaints ladder."""
    if is_rung(name):
        return say_html(sentence(OBJECTION)).unescape()
    if name not in speech.charter.promises:
        return name
    fills = general(speech.charter.promises[name], speech.language)
    return named(speech.charter, name, speech.language, fills).rstrip(".")


def who_said(who: str, speech: Speech) -> str:
    """Return how a team, or whoever decides outside, is called."""
    return speech.text("teams", who) or speech.text("outside", who) or who


def sums(cents: Mapping[str, int], speech: Speech) -> str:
    """Return sums by currency, one beside the other; nothing as nothing of the charter's currency."""
    found = cents or {speech.charter.currency: 0}
    return " + ".join(speech.money(Money(value, currency)) for currency, value in found.items())
