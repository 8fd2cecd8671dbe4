"""The price comes before the work, is never above the list, is said in the offer, and holds for a time that
is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from possible.answers import outcome_of
from possible.charter.playbooks import Act
from possible.check.law import Broken, Law, Rule, together
from possible.check.one_answer.tables import row_place
from possible.check.written import first_written
from possible.values import N_, Money, Sentence, sentence

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.charter.promises import Remedy
    from possible.charter.rules import Rule as Row
    from possible.check.subject import Subject


def told_after(subject: Subject) -> Iterator[Broken]:
    """Find remedies whose price is learnt after the work."""
    for name, remedy in subject.charter.remedies.items():
        if remedy.price_told != "before":
            message = sentence(
                N_("What `{remedy}` costs (up to {fee}) is told {when}: nobody can agree to it before."),
                remedy=name,
                fee=remedy.fee,
                when=sentence(_WHEN.get(remedy.price_told, "{when}"), when=remedy.price_told),
            )
            yield Broken(
                subject.charter.place("remedies", name, "price-told"),
                message,
                (*_way(subject, name), sentence(N_("the price of {remedy}, afterwards"), remedy=name)),
                sentence(N_("take `price-told` away: the price is then told and accepted before")),
            )


def paid_unasked(subject: Subject) -> Iterator[Broken]:
    """Find actions of playbooks that cost something, and to which nobody is asked to agree."""
    for name, at, step in priced_actions(subject.charter):
        if not step.consent:
            text = N_("Step `{step}` of playbook `{playbook}` costs {price}, and nobody is asked before.")
            yield Broken(
                subject.charter.place("playbooks", name, "steps", str(at), "price"),
                sentence(text, step=step.name, playbook=name, price=step.price),
                subject.way_to("playbooks", name),
                sentence(N_("name the consent that is asked before: `consent: …`")),
            )


def priced_actions(charter: Charter) -> Iterator[tuple[str, int, Act]]:
    """Yield the actions that cost something: the playbook, the index of the step, the step."""
    for name, playbook in charter.playbooks.items():
        for at, step in enumerate(playbook.steps):
            if isinstance(step, Act) and step.price and step.price.cents > 0:
                yield name, at, step


_WHEN = {"on the bill": N_("on the bill"), "afterwards": N_("afterwards")}


def above_the_list(subject: Subject) -> Iterator[Broken]:
    """Find rows that ask more than the fee of the remedy, or a price for what has none."""
    charter = subject.charter
    for name, question in charter.questions.items():
        for row, rule in enumerate(question.rules):
            message = _too_much(charter, rule)
            if message:
                yield Broken(
                    row_place(subject, name, row, "price"),
                    message,
                    subject.way_to("questions", name),
                    sentence(N_("ask less: the fee is the most that it can ever cost; or raise the fee")),
                )


def _too_much(charter: Charter, rule: Row) -> Sentence | None:
    if rule.price is None or rule.price.cents <= 0:
        return None
    if rule.answer not in charter.remedies:
        text = N_("Row `{row}` asks {price} for `{answer}`, which is no remedy and has no price on the list.")
        return sentence(text, row=rule.id, price=rule.price, answer=rule.answer)
    fee = charter.remedies[rule.answer].fee
    if rule.price.cents <= fee.cents:
        return None
    text = N_("Row `{row}` asks {price} for `{answer}`, which costs {fee} at most.")
    return sentence(text, row=rule.id, price=rule.price, answer=rule.answer, fee=fee)


def price_not_said(subject: Subject) -> Iterator[Broken]:
    """Find offers of what may cost something whose wording says no price, in a promised language."""
    charter = subject.charter
    for name in charter.remedies:
        price = _highest(charter, name)
        for language in charter.languages if price.cents > 0 else ():
            wording = (
                charter.words[language].texts.get(f"remedies.{name}.offer")
                if language in charter.words
                else None
            )
            if wording is not None and "price" not in wording.placeholders:
                yield Broken(
                    charter.place("words", language, "remedies", name, "offer"),
                    sentence(
                        N_("The offer of `{remedy}` in `{language}` says no price ({price}): “{text}”"),
                        remedy=name,
                        language=language,
                        price=price,
                        text=wording.text,
                    ),
                    _way(subject, name),
                    sentence(N_("write {placeholder} into the sentence"), placeholder="`{price}`"),
                )


def consent_without_price(subject: Subject) -> Iterator[Broken]:
    """Find questions for the consent to an action that costs something, and that do not say how much."""
    charter = subject.charter
    for name, _, step in priced_actions(charter):
        for language in charter.languages if step.consent else ():
            words = charter.words.get(language)
            wording = words.texts.get(f"consents.{step.consent}.ask") if words else None
            if wording is not None and "price" not in wording.placeholders:
                text = N_("Who is asked for `{consent}` in `{language}` hears no price ({price}): “{text}”")
                yield Broken(
                    charter.place("words", language, "consents", step.consent, "ask"),
                    sentence(
                        text, consent=step.consent, language=language, price=step.price, text=wording.text
                    ),
                    subject.way_to("playbooks", name),
                    sentence(N_("write {placeholder} into the sentence"), placeholder="`{price}`"),
                )


def _highest(charter: Charter, remedy: str) -> Money:
    """Return the most that a remedy is asked for: its fee where a row leaves the price to it, or no row
    gives it.
    """
    prices = [
        outcome.price
        for question in charter.questions.values()
        for rule in question.rules
        if (outcome := outcome_of(charter, rule)).answer == remedy and outcome.price is not None
    ]
    return max(prices or [charter.remedies[remedy].fee], key=lambda price: price.cents)


def quote_without_end(subject: Subject) -> Iterator[Broken]:
    """Find a charter that asks money for something and does not say how long a quote holds."""
    charter = subject.charter
    priced = [name for name, remedy in charter.remedies.items() if remedy.fee.cents > 0]
    holds = charter.quotes.good_for
    if priced and (holds is None or not holds.about):
        yield Broken(
            first_written(charter, ("quotes",), ("remedies", priced[0], "fee")),
            sentence(
                N_("Nothing says how long a quote holds: the price of `{remedy}` may change."),
                remedy=priced[0],
            ),
            _way(subject, priced[0]),
            sentence(N_("write `quotes: {example}`"), example="{good-for: 14 days}"),
        )


def cause_not_found(subject: Subject) -> Iterator[Broken]:
    """Find remedies that are free by their cause although nobody looks for it, or that cost nothing."""
    charter = subject.charter
    for name, remedy in charter.remedies.items():
        text = _never_free(charter, remedy)
        if text:
            yield Broken(
                charter.place("remedies", name, "free-when"),
                sentence(text, remedy=name),
                _way(subject, name),
                sentence(N_("take `free-when` away, or let the rules of its question ask less")),
            )


def _never_free(charter: Charter, remedy: Remedy) -> str:
    """Return why a remedy that is free by its cause never is; nothing where it can be."""
    if remedy.free_when and not charter.teams[remedy.by].visits:
        return N_("`{remedy}` is free by its cause, and no technician looks for one: it is never free.")
    if remedy.free_when and not remedy.fee.cents:
        return N_("`{remedy}` costs nothing; its cause cannot make it less.")
    return ""


def _way(subject: Subject, remedy: str) -> tuple[Sentence, ...]:
    return subject.way_to("remedies", remedy)


LAW = Law(
    "price-before",
    N_(
        "Nothing is charged without a quote that was accepted before; "
        "a quoted price is final until it expires."
    ),
    (
        Rule("told-after", N_("The price is learnt after the work."), together(told_after, paid_unasked)),
        Rule("above-the-list", N_("A rule asks more than the fee."), above_the_list),
        Rule(
            "price-not-said",
            N_("An offer does not say its price."),
            together(price_not_said, consent_without_price),
        ),
        Rule("quote-without-end", N_("Nothing says how long a quote holds."), quote_without_end),
        Rule("cause-not-found", N_("A price depends on a cause that nobody finds."), cause_not_found),
    ),
)
