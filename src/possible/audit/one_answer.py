"""The same question, the same facts, the same charter: the same answer, whoever is asked."""

from __future__ import annotations

from collections.abc import Iterable

from possible.answers import Outcome, Status, decide
from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debts
from possible.audit.watch import NOTHING, Handlers, Here, Owed, Watch
from possible.charter import Charter, digest
from possible.values import N_, Refused, Sentence, sentence
from possible.values.events import AnswerGiven, Event, ExceptionGranted, Facts

LAW = "one-answer"
ANOTHER = LiveRule(LAW, "another-answer-live", N_("the same facts got another answer before"))
NOT_THE_TABLE = LiveRule(LAW, "not-the-table-live", N_("the answer is not that of the charter"))
Case = tuple[str, Facts, str]


class OneAnswer(Watch):
    """Remembers the first answer to each question, facts and charter; an exception with a reason is none."""

    RULES = (ANOTHER, NOT_THE_TABLE)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember answers for good, exceptions by case; the tables of a charter are known in addition."""
        super().__init__(charter, debts)
        self.digest = digest(charter) if charter else ""
        self.first: dict[Case, tuple[str, str]] = {}
        self.tables: dict[Case, Outcome | None] = {}
        self.excepted: dict[str, set[str]] = {}
        self.doubts = Owed()
        self.kept = (self.excepted,)

    def handlers(self) -> Handlers:
        """Look at answers and exceptions."""
        return {AnswerGiven: self.told, ExceptionGranted: self.granted}

    def granted(self, here: Here[ExceptionGranted]) -> Iterable[Breach]:
        """Note an exception: it excuses answers to its question from its instant on."""
        for name in here.names:
            self.excepted.setdefault(name, set()).add(here.event.question)
        self.settle(self.doubts.open(*_named(here, here.event.question)))
        return NOTHING

    def told(self, here: Here[AnswerGiven]) -> Iterable[Breach]:
        """Find an answer other than the one that was given before, or than the one in the charter."""
        event = here.event
        if any(event.question in self.excepted.get(name, ()) for name in here.names):
            return NOTHING
        case: Case = (event.question, tuple(sorted(event.facts)), event.charter)
        said = event.answer if event.price is None else f"{event.answer}, {event.price}"
        before, who = self.first.setdefault(case, (said, event.agent or event.team))
        found: tuple[LiveRule, Sentence] | None = None
        right = self._table(case)
        if right and not _agree(right, event):
            text = N_("The charter answers `{right}` to {question} for these facts, not `{said}`.")
            found = NOT_THE_TABLE, sentence(text, right=right, question=event.question, said=said)
        elif before != said:
            text = N_(
                "The answer to {question} is `{said}`; for the same facts it was `{before}` before ({who})."
            )
            facts = {"question": event.question, "said": said, "before": before, "who": who or "…"}
            found = ANOTHER, sentence(text, **facts)
        if found:
            debt = self.owe(event.at, self.breach(here, *found, _WRITE))
            self.doubts.note(debt, *_named(here, event.question))
        return NOTHING

    def _table(self, case: Case) -> Outcome | None:
        """Return what the charter answers, where the answer was given under this very charter."""
        question, facts, charter = case
        if self.charter is None or charter != self.digest:
            return None
        if case not in self.tables:
            self.tables[case] = _decided(self.charter, question, facts)
        return self.tables[case]


def _decided(charter: Charter, question: str, facts: Facts) -> Outcome | None:
    asked = set(charter.questions[question].asks) if question in charter.questions else set()
    try:
        answer = decide(charter, question, {name: value for name, value in facts if name in asked})
    except Refused:
        return None
    return answer.outcome if answer.status is Status.ANSWERED else None


def _agree(outcome: Outcome, event: AnswerGiven) -> bool:
    priced = event.price is not None and outcome.price is not None
    return outcome.answer == event.answer and (not priced or outcome.price == event.price)


def _named(here: Here[Event], question: str) -> Iterable[str]:
    return (f"{name} {question}" for name in here.names)


_WRITE: Sentence = sentence(N_("answer by the table; a departure is granted with a reason before it is told"))
