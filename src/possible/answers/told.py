"""The answer in the words of the charter, as the customer hears it, in any promised language.

What only the moment knows (the window of a visit, a deadline) stands as `‹window›` unless it is given; a
wording that lacks stands as `⟨words/fr.yaml: no.form⟩`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from possible.answers.outcome import Outcome, meaning_of
from possible.answers.sums import in_language
from possible.values import Language, Money

if TYPE_CHECKING:
    from possible.answers.decide import Answer
    from possible.charter import Charter

NOTHING: Mapping[str, str] = MappingProxyType({})
UNSAID = "…"
_GAP = re.compile(r"\{([^{}]*)\}")


def told(charter: Charter, answer: Answer, language: Language, moment: Mapping[str, str] = NOTHING) -> str:
    """Return an answer as the customer hears it; nothing when there is no answer to tell.

    `moment` fills what the charter cannot know: `{window}`, `{time}`, `{code}` ...
    """
    if answer.outcome is None:
        return ""
    return outcome_told(charter, answer.question, answer.outcome, language, moment)


def outcome_told(
    charter: Charter, question: str, outcome: Outcome, language: Language, moment: Mapping[str, str] = NOTHING
) -> str:
    """Return what one row says to a question, as the customer hears it."""
    wording = _Wording(charter, language, moment)
    if outcome.refuses:
        return wording.refusal(question, outcome)
    if outcome.answer in charter.remedies:
        return wording.offer(outcome)
    return wording.other(outcome)


def named(charter: Charter, name: str, language: Language, moment: Mapping[str, str] = NOTHING) -> str:
    """Return how a remedy, question, promise, team or line is called in a language; `moment` as in `told`."""
    return _Wording(charter, language, moment).named(name)


def reason_told(charter: Charter, because: str, language: Language) -> str:
    """Return a reason in the words of a language, as a sentence of its own."""
    return _whole(_Wording(charter, language, NOTHING).said("because", because))


def _whole(text: str) -> str:
    """Return a text as a sentence of its own: a capital first, a full stop last."""
    return text[:1].upper() + text[1:] + ("" if text[-1:] in ".!?…⟩" else ".")


class _Wording:
    """The sentences of one language, filled."""

    def __init__(self, charter: Charter, language: Language, moment: Mapping[str, str]) -> None:
        self.charter, self.language, self.moment = charter, language, moment
        self.words = charter.words.get(language)

    def said(self, *key: str, **facts: str) -> str:
        """Return the wording of a key, filled with these facts and those of the moment."""
        text = self.words.text(*key) if self.words else None
        if text is None:
            return f"⟨words/{self.language}.yaml: {'.'.join(key)}⟩"
        return _GAP.sub(lambda found: self._filled(found[1], facts), text)

    def _filled(self, name: str, facts: Mapping[str, str]) -> str:
        line = self.charter.lines.get(name.removeprefix("line."))
        known = {"company": self.charter.company} | dict(self.moment) | dict(facts)
        return known.get(name, line.address if line and name.startswith("line.") else f"‹{name}›")

    def offer(self, outcome: Outcome) -> str:
        facts = {"price": self.sum(outcome.price), "because": self.reason(outcome)}
        return self.said("remedies", outcome.answer, "offer", **facts)

    def other(self, outcome: Outcome) -> str:
        """Return an answer that is neither a remedy nor a no, then its reason where it does not hold it
        already.
        """
        key, price = ("answers", outcome.answer), self.sum(outcome.price)
        text = self.said(*key, price=price, because=self.reason(outcome))
        holds = self.words is not None and "{because}" in (self.words.text(*key) or "")
        parts = [text] if holds or not outcome.because else [text, self.reason(outcome)]
        return " ".join(map(_whole, parts))

    def sum(self, price: Money | None) -> str:
        return "" if price is None else in_language(price, self.language)

    def refusal(self, question: str, outcome: Outcome) -> str:
        instead = self.named(outcome.instead) if outcome.instead else UNSAID
        return self.said(
            "no",
            "form",
            asked=self.said("questions", question),
            because=self.reason(outcome),
            instead=instead.rstrip("."),
            appeal=self.appeal(outcome),
        )

    def reason(self, outcome: Outcome) -> str:
        return self.said("because", outcome.because) if outcome.because else UNSAID

    def appeal(self, outcome: Outcome) -> str:
        if outcome.appeal:
            return f"{self.named(outcome.appeal).rstrip('.')}."
        body = self.charter.complaints.outside
        if not self.charter.complaints.ladder:
            return UNSAID
        return self.said("no", "appeal", outside=self.said("outside", body.who) if body else UNSAID)

    def named(self, name: str) -> str:
        match meaning_of(self.charter, name):
            case "remedies":
                return self.said("remedies", name, "name")
            case "teams":
                return self.said("no", "person", team=self.said("teams", name))
            case "promises":
                return self.said("promises", name, credit=self.moment.get("credit") or self._credit(name))
            case "questions" | "lines" as section:
                return self.said(section, name)
            case _:
                return f"⟨{name}⟩"

    def _credit(self, promise: str) -> str:
        """Return the credit that a promise owes, when it is one sum of money."""
        owed = self.charter.promises[promise].else_
        sums = [one for one in owed.credit if not one.months] if owed else []
        if not owed or len(sums) != 1 or len(owed.credit) != 1:
            return "‹credit›"
        return in_language(Money(sums[0].cents, sums[0].currency), self.language)
