"""Nothing is charged without a quote that was accepted before; a quoted price is final until it expires."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debts
from possible.audit.watch import NOTHING, Handlers, Here, Watch
from possible.charter import Charter
from possible.values import N_, Money, Sentence, sentence
from possible.values.events import (
    CaseClosed,
    ChargeDisputed,
    DisputeSettled,
    DisputeWithdrawn,
    FactLearnt,
    FeeCharged,
    FeeWaived,
    PutOnBill,
    QuoteAccepted,
    QuoteDeclined,
    QuoteGiven,
    RemedyDone,
    VisitDone,
)
from possible.values.instant import Instant, written

LAW = "price-before"
NO_QUOTE = LiveRule(LAW, "no-quote-live", N_("a fee was charged without a quote that was accepted before"))
ABOVE = LiveRule(LAW, "above-quote-live", N_("a fee was above its quote"))
TOO_LATE = LiveRule(LAW, "expired-live", N_("a fee was charged under a quote accepted after it had expired"))
WAIVED = LiveRule(LAW, "waived-live", N_("a fee was charged although it had fallen away"))
COLLECTED = LiveRule(LAW, "collected-live", N_("a charge was put on a bill while it was disputed"))
RAISED = LiveRule(LAW, "raised-live", N_("a price was raised while its quote still held"))


@dataclass(slots=True)
class Quote:
    """A quote: its remedy, its price, how long it holds, when it was accepted, whether it was used up.

    `final`: another price is held against it; not where it was declined, or facts are others by now. It can
    still be accepted.
    """

    remedy: str
    price: Money
    expires: Instant | None
    accepted: Instant | None = None
    used: bool = False
    final: bool = True


class PriceBefore(Watch):
    """Knows the quotes of each case; an accepted one is kept until it is charged."""

    RULES = (NO_QUOTE, ABOVE, TOO_LATE, RAISED, WAIVED, COLLECTED)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember quotes by case and name."""
        super().__init__(charter, debts)
        self.quotes: dict[str, dict[str, Quote]] = {}
        self.waived: dict[str, set[str]] = {}
        self.disputed: dict[str, set[str]] = {}
        self.kept = (self.waived, self.disputed)

    def handlers(self) -> Handlers:
        """Look at quotes, fees, and what changes a price rightly: new facts."""
        return {
            QuoteGiven: self.given, QuoteAccepted: self.accepted, QuoteDeclined: self.declined,
            FactLearnt: self.learnt, FeeCharged: self.charged, CaseClosed: self.closed,
            RemedyDone: self.done, VisitDone: self.visited, FeeWaived: self.fell_away,
            ChargeDisputed: self.is_disputed, DisputeSettled: self.is_settled,
            DisputeWithdrawn: self.is_settled, PutOnBill: self.billed,
        }  # fmt: skip

    def given(self, here: Here[QuoteGiven]) -> Iterable[Breach]:
        """Note a quote; find one that raises a price which was final."""
        event, known = here.event, self.quotes.setdefault(here.matter, {})
        final = next((quote for quote in known.values() if _holds(quote, event)), None)
        if final and final.price.currency == event.price.currency and final.price < event.price:
            text = N_("{remedy} is quoted at {price}; {final} was quoted and still holds.")
            facts = {"remedy": event.remedy, "price": event.price, "final": final.price}
            yield self.breach(here, RAISED, sentence(text, **facts), _KEEP)
        known[event.quote] = Quote(event.remedy, event.price, event.expires)

    def accepted(self, here: Here[QuoteAccepted]) -> Iterable[Breach]:
        """Note when a quote was accepted."""
        quote = self.quotes.get(here.matter, {}).get(here.event.quote)
        if quote:
            quote.accepted, quote.final = here.event.at, True
        return NOTHING

    def declined(self, here: Here[QuoteDeclined]) -> Iterable[Breach]:
        """Note that the customer did not want it: it is no longer what another price is held against."""
        quote = self.quotes.get(here.matter, {}).get(here.event.quote)
        if quote:
            quote.accepted, quote.final = None, False
        return NOTHING

    def learnt(self, here: Here[FactLearnt]) -> Iterable[Breach]:
        """Let other facts have another price: quotes that nobody accepted are no longer final."""
        for quote in self.quotes.get(here.matter, {}).values():
            quote.final = quote.final and quote.accepted is not None
        return NOTHING

    def done(self, here: Here[RemedyDone]) -> Iterable[Breach]:
        """Note that what was agreed to was given: once more may have another price."""
        return self._use_up(here.matter, lambda remedy: remedy == here.event.remedy)

    def visited(self, here: Here[VisitDone]) -> Iterable[Breach]:
        """Note that the visit that was agreed to has been; without a charter, whatever was agreed to."""
        return self._use_up(here.matter, self._is_visit)

    def _use_up(self, matter: str, meant: Callable[[str], bool]) -> Iterable[Breach]:
        for quote in self.quotes.get(matter, {}).values():
            quote.used = quote.used or (quote.accepted is not None and meant(quote.remedy))
        return NOTHING

    def _is_visit(self, name: str) -> bool:
        remedy = self.charter.remedies.get(name) if self.charter else None
        return remedy is None or self.charter is None or self.charter.teams[remedy.by].visits

    def fell_away(self, here: Here[FeeWaived]) -> Iterable[Breach]:
        """Note that nothing is to be charged under a quote."""
        self.waived.setdefault(here.matter, set()).add(here.event.quote)
        return NOTHING

    def is_disputed(self, here: Here[ChargeDisputed]) -> Iterable[Breach]:
        """Note that a charge is not to be collected."""
        self.disputed.setdefault(here.matter, set()).add(here.event.quote)
        return NOTHING

    def is_settled(self, here: Here[DisputeSettled | DisputeWithdrawn]) -> Iterable[Breach]:
        """Note that a dispute is over."""
        self.disputed.get(here.matter, set()).discard(here.event.quote)
        return NOTHING

    def billed(self, here: Here[PutOnBill]) -> Iterable[Breach]:
        """Find a charge that is collected while it is disputed."""
        event = here.event
        if event.amount.cents > 0 and event.of in self.disputed.get(here.matter, ()):
            text = N_("{amount} was put on bill {bill} while it was disputed.")
            message = sentence(text, amount=event.amount, bill=event.bill)
            yield self.breach(here, COLLECTED, message, sentence(N_("decide the dispute first")))

    def charged(self, here: Here[FeeCharged]) -> Iterable[Breach]:
        """Find a fee without an accepted quote, above it, or under one that was accepted too late."""
        event = here.event
        if event.amount.cents <= 0:
            return
        if event.quote in self.waived.get(here.matter, ()):
            text = N_("{amount} was charged for {remedy}, although the fee had fallen away.")
            message = sentence(text, amount=event.amount, remedy=event.remedy)
            yield self.breach(here, WAIVED, message, sentence(N_("charge nothing for it")))
        known = self.quotes.get(here.matter, {})
        quote = known.pop(event.quote, None)
        if not known:
            self.quotes.pop(here.matter, None)
        if quote is None or quote.accepted is None or quote.remedy != event.remedy:
            text = N_("{amount} was charged for {remedy}, without a quote that the customer had accepted.")
            yield self.breach(
                here, NO_QUOTE, sentence(text, amount=event.amount, remedy=event.remedy), _QUOTE
            )
            return
        if event.amount.currency != quote.price.currency or quote.price < event.amount:
            text = N_("{amount} was charged for {remedy}, which was quoted at {price}.")
            facts = {"amount": event.amount, "remedy": event.remedy, "price": quote.price}
            yield self.breach(here, ABOVE, sentence(text, **facts), _KEEP)
        if quote.expires is not None and quote.accepted > quote.expires:
            text = N_(
                "{amount} was charged under a quote that had expired at {expires}, before it was accepted."
            )
            facts = {"amount": event.amount, "expires": written(quote.expires)}
            yield self.breach(here, TOO_LATE, sentence(text, **facts), _QUOTE)

    def closed(self, here: Here[CaseClosed]) -> Iterable[Breach]:
        """Forget the quotes of a case that is over, but for those that may yet be charged."""
        known = self.quotes.pop(here.matter, {})
        due = {
            name: quote for name, quote in known.items() if quote.accepted is not None and quote.price.cents
        }
        if due:
            self.quotes[here.matter] = due
        return NOTHING


def _holds(quote: Quote, event: QuoteGiven) -> bool:
    expired = quote.expires is not None and event.at > quote.expires
    return quote.remedy == event.remedy and quote.final and not (quote.used or expired)


_QUOTE: Sentence = sentence(N_("tell the price before, and charge only what was agreed to"))
_KEEP: Sentence = sentence(N_("keep to the price that was told: it is final until it expires"))
