"""What the customer has said goes with them: nothing is asked twice, no problem is opened twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debts
from possible.audit.watch import NOTHING, Handlers, Here, Watch
from possible.charter import Charter
from possible.charter.facts import LANGUAGE_FACT
from possible.measure.questions import LOOKED
from possible.values import N_, sentence
from possible.values.events import (
    CaseClosed,
    CaseOpened,
    CaseSolved,
    ContactEnded,
    Event,
    FactAsked,
    FactLearnt,
    TransferAsked,
)

LAW = "said-once"
ASKED = LiveRule(LAW, "asked-twice-live", N_("a question was asked although its answer was known"))
LEFT = LiveRule(LAW, "case-left-live", N_("the customer was handed on without the case"))
ANEW = LiveRule(LAW, "new-case-live", N_("a second case was opened for a problem that had an open one"))


@dataclass(slots=True)
class Problem:
    """An open case: its customer, and what the customer said of the problem."""

    customer: str
    said: dict[str, str] = field(default_factory=dict)


class SaidOnce(Watch):
    """Knows what each contact and case has been told."""

    RULES = (ASKED, LEFT, ANEW)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember facts by contact and case, and the open cases of each customer."""
        super().__init__(charter, debts)
        self.known: dict[str, dict[str, str]] = {}
        self.young: dict[str, tuple[str, Breach]] = {}
        self.problems: dict[str, Problem] = {}
        self.open: dict[str, set[str]] = {}
        self.kept = (self.known, self.young)

    def handlers(self) -> Handlers:
        """Look at questions, facts, transfers and cases."""
        return {
            FactAsked: self.asked, FactLearnt: self.learnt, TransferAsked: self.handed,
            CaseOpened: self.opened, ContactEnded: self.ended, CaseSolved: self.solved, CaseClosed: self.over,
        }  # fmt: skip

    def learnt(self, here: Here[FactLearnt]) -> Iterable[Breach]:
        """Note what is known; what is looked at in a repair is looked at again, and is not noted."""
        event = here.event
        if event.source == LOOKED:
            return NOTHING
        for name in here.names:
            self.known.setdefault(name, {})[event.fact] = event.value
        if event.source == "customer" and event.fact != LANGUAGE_FACT and here.case in self.problems:
            self.problems[here.case].said[event.fact] = event.value
        return NOTHING

    def asked(self, here: Here[FactAsked]) -> Iterable[Breach]:
        """Find a question whose answer is known, but for what is looked at anew after something was done."""
        fact = here.event.fact
        if here.event.anew:
            return
        declared = self.charter is None or fact == LANGUAGE_FACT or fact in self.charter.facts
        if declared and any(fact in self.known.get(name, ()) for name in here.names):
            attempt = sentence(N_("let what was said go along with the customer"))
            yield self.breach(
                here, ASKED, sentence(N_("`{fact}` was asked again; it was known."), fact=fact), attempt
            )

    def handed(self, here: Here[TransferAsked]) -> Iterable[Breach]:
        """Find a transfer without the case."""
        if not here.event.case_travels:
            text = N_("The customer was handed on to {team}, and the case stayed behind.")
            attempt = sentence(N_("`case: travels`"))
            yield self.breach(here, LEFT, sentence(text, team=here.event.to_team), attempt)

    def opened(self, here: Here[CaseOpened]) -> Iterable[Breach]:
        """Note a case; whether its problem had one already shows at the end of the contact.

        Who says that it is another matter has another one: two complaints are two.
        """
        event = here.event
        said = self.known.get(f"contact {event.contact}", {})
        problem = {fact: value for fact, value in said.items() if fact != LANGUAGE_FACT}
        self.known.setdefault(f"case {here.case}", {}).update(said)
        self.problems[here.case] = Problem(event.customer, problem)
        self.open.setdefault(event.customer, set()).add(here.case)
        if event.contact and not event.anew and len(self.open[event.customer]) > 1:
            text = N_("A new case was opened for a problem of which the customer had told before.")
            breach = self.breach(
                here, ANEW, sentence(text), sentence(N_("let the contact join the open case"))
            )
            self.young[f"contact {event.contact}"] = (here.case, breach)
        return NOTHING

    def ended(self, here: Here[ContactEnded]) -> Iterable[Breach]:
        """Find a case opened in this contact whose problem is that of another open case of the customer."""
        case, breach = self.young.pop(here.name, ("", None))
        young = self.problems.get(case)
        if breach and young and any(self._same(young, other) for other in self.open[young.customer] - {case}):
            yield breach

    def _same(self, young: Problem, other: str) -> bool:
        one, two = young.said.items(), self.problems[other].said.items()
        return bool(one) and bool(two) and (one <= two or two <= one)

    def solved(self, here: Here[CaseSolved]) -> Iterable[Breach]:
        """Forget a problem that is none any more."""
        return self.over(here) if here.event.agreed else NOTHING

    def over(self, here: Here[Event]) -> Iterable[Breach]:
        """Forget the problem of a case that is over."""
        problem = self.problems.pop(here.case, None)
        if problem:
            cases = self.open[problem.customer]
            cases.discard(here.case)
            if not cases:
                del self.open[problem.customer]
        return NOTHING
