"""Every refusal carries its reason, an alternative and where to appeal, and comes from a table."""

from __future__ import annotations

from collections.abc import Iterable

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debts
from possible.audit.watch import NOTHING, Handlers, Here, Owed, Watch
from possible.charter import Charter
from possible.charter.rules import NO
from possible.values import N_, sentence
from possible.values.events import AnswerGiven, DisputeSettled, ExceptionGranted

LAW = "reasoned-no"
NO_REASON = LiveRule(LAW, "no-reason-live", N_("a refusal was told without its reason"))
NO_ALTERNATIVE = LiveRule(LAW, "no-alternative-live", N_("a refusal was told without an alternative"))
NO_APPEAL = LiveRule(LAW, "no-appeal-live", N_("a refusal was told without where to appeal"))
OUTSIDE = LiveRule(
    LAW, "outside-tables-live", N_("an answer came from no table, and no exception was granted")
)

_LACKS = (
    (NO_REASON, "because", N_("{question} is refused, and no reason is given.")),
    (NO_ALTERNATIVE, "instead", N_("{question} is refused, and nothing is offered instead.")),
    (NO_APPEAL, "appeal", N_("{question} is refused, and nobody says where to appeal.")),
)


class ReasonedNo(Watch):
    """Looks at each answer as it was told."""

    RULES = (NO_REASON, NO_ALTERNATIVE, NO_APPEAL, OUTSIDE)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember exceptions granted, by contact and case."""
        super().__init__(charter, debts)
        self.excepted: dict[str, set[str]] = {}
        self.outside = Owed()
        self.kept = (self.excepted,)

    def handlers(self) -> Handlers:
        """Look at answers and exceptions."""
        return {AnswerGiven: self.told, ExceptionGranted: self.granted, DisputeSettled: self.settled}

    def settled(self, here: Here[DisputeSettled]) -> Iterable[Breach]:
        """Find what the rejection of a dispute lacks."""
        event = here.event
        attempt = sentence(N_("write why it stays owed, and who else looks at it"))
        for rule, lacks in ((NO_REASON, not event.reason), (NO_APPEAL, not event.appeal)):
            if lacks and not event.amount.cents:
                text = N_("Dispute {dispute} is rejected, without a reason or without where to appeal.")
                yield self.breach(here, rule, sentence(text, dispute=event.dispute), attempt)

    def granted(self, here: Here[ExceptionGranted]) -> Iterable[Breach]:
        """Note an exception: it is written down and will be reviewed."""
        for name in here.names:
            self.excepted.setdefault(name, set()).add(here.event.question)
        self.settle(self.outside.open(*(f"{name} {here.event.question}" for name in here.names)))
        return NOTHING

    def told(self, here: Here[AnswerGiven]) -> Iterable[Breach]:
        """Find what a refusal lacks, and answers in somebody's own words."""
        event = here.event
        for rule, part, text in _LACKS if event.answer == NO else ():
            if not getattr(event, part):
                attempt = sentence(N_("tell the row of the table: it has reason, alternative and appeal"))
                yield self.breach(here, rule, sentence(text, question=event.question), attempt)
        if not event.rows and not any(event.question in self.excepted.get(name, ()) for name in here.names):
            text = N_("{answer} to {question} stands in no table, and no exception was granted.")
            message = sentence(text, answer=event.answer, question=event.question)
            attempt = sentence(N_("answer by the table, or grant an exception with a reason"))
            debt = self.owe(event.at, self.breach(here, OUTSIDE, message, attempt))
            self.outside.note(debt, *(f"{name} {event.question}" for name in here.names))
