"""What a row says: the answer, its price, its reason, what is offered instead, and where to appeal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.charter.domains import Domain, Sort
from possible.charter.rules import NO, Question, Rule
from possible.charter.unreadable import did_you_mean
from possible.values import N_, Money, Refused, sentence

if TYPE_CHECKING:
    from possible.charter import Charter


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the customer gets: two rows with equal outcomes say the same."""

    answer: str
    price: Money | None = None
    because: str = ""
    instead: str = ""
    appeal: str = ""

    @property
    def refuses(self) -> bool:
        """Tell whether it is a no."""
        return self.answer == NO

    def __str__(self) -> str:
        """Return it in the charter's words: `visit, 119 EUR, because fault-at-home`."""
        parts = [self.answer, *([str(self.price)] if self.price is not None else [])]
        parts += [f"because {self.because}"] if self.because else []
        parts += [f"instead {self.instead}"] if self.instead else []
        return ", ".join([*parts, f"appeal {self.appeal}"] if self.appeal else parts)


def outcome_of(charter: Charter, rule: Rule) -> Outcome:
    """Return the outcome of a row; a price that is not written is the fee of the remedy."""
    price = rule.price
    if price is None and rule.answer in charter.remedies:
        price = charter.remedies[rule.answer].fee
    return Outcome(rule.answer, price, rule.because, rule.instead, rule.appeal)


def domain_of(charter: Charter, fact: str) -> Domain:
    """Return what a fact of a question can be; the language is always known as a fact."""
    if fact in charter.facts:
        return charter.facts[fact].domain
    return Domain(Sort.CHOICE, 0, len(charter.languages) - 1, charter.languages)


def source_of(charter: Charter, fact: str) -> str:
    """Return who knows a fact; the language is the customer's to say."""
    return charter.facts[fact].source if fact in charter.facts else "customer"


def domains_of(charter: Charter, question: Question) -> dict[str, Domain]:
    """Return what each fact that a question asks can be, in the order asked."""
    return {fact: domain_of(charter, fact) for fact in question.asks}


def question_of(charter: Charter, name: str) -> Question:
    """Return a question by name; `Refused` with the one that was meant when there is none."""
    if name not in charter.questions:
        why = sentence(N_("The charter has no question `{name}`."), name=name)
        raise Refused(why, did_you_mean(name, charter.questions))
    return charter.questions[name]


MEANINGS = ("remedies", "questions", "promises", "teams", "lines", "paths", "playbooks")


def meaning_of(charter: Charter, name: str) -> str:
    """Return the section of the charter in which a name stands (a name means one thing), or nothing."""
    return next((section for section in MEANINGS if name in getattr(charter, section)), "")
