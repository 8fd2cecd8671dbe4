"""Deliberate faults, one at a time: what a slip in the code of floor or journey would do."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from possible.charter.facts import LANGUAGE_FACT
from possible.charter.tariffs import Meter, Rate
from possible.floor.desks import Group
from possible.journey import asking, callbacks, endings, owed, step, telling, visits, waits
from possible.journey.case import CaseWait
from possible.journey.commands import StopTimer
from possible.journey.course import Course
from possible.journey.force import InForce
from possible.journey.spots import At, Move, Owner
from possible.simulate import twin
from possible.simulate.crew import Ways
from possible.simulate.twin import Twin
from possible.values import Language, Money, sentence
from possible.values import events as e


def _nothing(*_, **__):
    """Do nothing: it was forgotten."""


def _noted(patch, cls, **changes):
    """Let an event be noted with other fields (functions of the fields that it had)."""
    happened = Course.happened

    def changed(self, kind, /, **fields):
        if kind is cls:
            fields |= {name: change(fields) for name, change in changes.items()}
        happened(self, kind, **fields)

    patch.setattr(Course, "happened", changed)


def _not_noted(patch, cls):
    happened = Course.happened

    def passed_over(self, kind, /, **fields):
        if kind is not cls:
            happened(self, kind, **fields)

    patch.setattr(Course, "happened", passed_over)


def language_ignored_by_the_floor(patch):
    patch.setattr(
        Group,
        "serves",
        lambda self, queue: (
            queue.team in self.teams and queue.skills <= self.skills and queue.channel in self.capacity
        ),
    )
    connected = Twin._connected

    def in_their_own(self, case, contact, agent, team, language):
        spoken = self.staff.agents[agent][0].languages
        connected(self, case, contact, agent, team, language if language in spoken else min(spoken))

    patch.setattr(Twin, "_connected", in_their_own)


def lost_connection_forgotten(patch):
    patch.setattr(step.endings, "lost", lambda course: endings.end(course, "network", "lost"))


def who_is_away_is_held_for_ever(patch):
    patch.setattr(endings, "stayed_away", _nothing)


def credit_not_given(patch):
    patch.setattr(owed, "_credit", _nothing)


def credit_only_when_asked_for(patch):
    _noted(patch, e.CreditGiven, unasked=lambda _: False)


def case_closed_without_the_customer(patch):
    patch.setattr(endings, "_rest", lambda course: endings.close(course, "nobody called again"))


def fact_asked_again(patch):
    ask = asking.ask

    def again(course, ask_step):
        if ask_step.ask == LANGUAGE_FACT:
            return ask(course, ask_step)
        return asking.put(course, ask_step.ask)

    patch.setattr(asking, "ask", again)


def fee_without_quote(patch):
    _not_noted(patch, e.QuoteAccepted)


def fee_under_no_name(patch):
    _noted(patch, e.FeeCharged, quote=lambda _: "")


def price_changed_after_the_quote(patch):
    _noted(patch, e.FeeCharged, amount=lambda had: had["amount"] + Money(100, "EUR"))


def price_raised_while_a_quote_holds(patch):
    offer = telling.offer

    def dearer(course, question, outcome, **granted):
        offer(course, question, outcome, **granted)
        if course.here.quote:
            offer(course, question, replace(outcome, price=outcome.price + Money(100, "EUR")))

    patch.setattr(telling, "offer", dearer)


def hung_up_when_it_takes_too_long(patch):
    patch.setattr(waits, "too_long", lambda course: endings.end(course, "company", "hung-up"))


def refusal_without_reason(patch):
    _noted(patch, e.AnswerGiven, because=lambda _: "")


def refusal_without_alternative(patch):
    _noted(patch, e.AnswerGiven, instead=lambda _: "")


def refusal_without_appeal(patch):
    _noted(patch, e.AnswerGiven, appeal=lambda _: ())


def window_moved_silently(patch):
    _noted(patch, e.VisitMoved, consent=lambda _: False)


def hold_charged(patch):
    meter = Meter(per_minute=Rate(340_000, "EUR"), charged_in=("hold",))
    patch.setattr(InForce, "meters", lambda *_: (meter,))


def due_promise_passed_over(patch):
    patch.setattr(owed, "rings", _nothing)


def no_word_while_one_waits(patch):
    patch.setattr(waits, "status", _nothing)


def limit_of_the_wait_forgotten(patch):
    patch.setattr(waits, "limit_of", lambda *_: None)


def case_waits_without_a_clock(patch):
    _noted(patch, e.CaseWaits, due=lambda _: None)


def promise_without_a_time(patch):
    _noted(patch, e.PromiseMade, due=lambda _: None)


def stuck_case(patch):
    """Forget a case once it waits: nothing rings any more."""

    def wait_with(course, whom=CaseWait.WITH_US):
        course.happened(e.CaseWaits, state=whom.value, due=course.now + 3_600_000)
        course.commands.append(StopTimer(timer="case"))
        for clock in course.case.clocks:
            course.commands.append(StopTimer(timer=f"clock {clock.id}"))

    patch.setattr(endings, "wait_with", wait_with)


def answer_depends_on_who_is_asked(patch):
    _noted(
        patch,
        e.AnswerGiven,
        answer=lambda had: "no" if had["team"] == "supervisors" and had["rows"] else had["answer"],
    )


def second_case_for_the_same_problem(patch):
    patch.setattr(twin, "joining", lambda *_: None)


def case_stays_behind(patch):
    _noted(patch, e.TransferAsked, case_travels=lambda _: False)


def visit_in_another_language(patch):
    _noted(patch, e.VisitBooked, language=lambda _: Language("de"))


def words_in_another_language(patch):
    _noted(patch, e.SentenceSaid, language=lambda _: Language("de"))


def round_and_round(patch):
    def back(course):
        if course.here.queued:
            waits.leave_floor(course)
            again = Move(Owner.COMPANY, sentence("again"), At("welcome", 0), ("waiting", "then"))
            course.take(again)

    patch.setattr(waits, "too_long", back)


def handed_back(patch):
    """Hand every customer who was handed on back to the team before."""
    hand_on = waits.hand_on
    came_from: dict[str, str] = {}

    def back(course, team):
        talk = course.here
        before = came_from.get(talk.id, team)
        came_from[talk.id] = talk.team
        hand_on(course, before)

    patch.setattr(step.waits, "hand_on", back)
    patch.setattr(import_module("possible.simulate.crowd"), "Ways", lambda: Ways(hands_on=0.9))


def exception_not_written_down(patch):
    _not_noted(patch, e.ExceptionGranted)


def callback_said_but_not_promised(patch):
    patch.setattr(callbacks, "promise", _nothing)


def window_called_off_and_that_is_all(patch):
    patch.setattr(owed, "give_up", _nothing)


def technician_not_noticed(patch):
    """Note no arrival, and let the promise of the window go on as if nothing were due."""
    _not_noted(patch, e.VisitArrived)
    _not_noted(patch, e.VisitDone)
    patch.setattr(visits.owed, "rings", _nothing)


FAULTS = {
    language_ignored_by_the_floor: "language-kept/answered-live",
    lost_connection_forgotten: "never-dropped/line-lost-live",
    who_is_away_is_held_for_ever: "never-dropped/line-lost-live",
    credit_not_given: "remedy-owed/nothing-given-live",
    credit_only_when_asked_for: "remedy-owed/asked-for-live",
    case_closed_without_the_customer: "never-dropped/closed-alone-live",
    fact_asked_again: "said-once/asked-twice-live",
    fee_without_quote: "price-before/no-quote-live",
    fee_under_no_name: "price-before/no-quote-live",
    price_changed_after_the_quote: "price-before/above-quote-live",
    price_raised_while_a_quote_holds: "price-before/raised-live",
    hung_up_when_it_takes_too_long: "never-dropped/hung-up-live",
    refusal_without_reason: "reasoned-no/no-reason-live",
    refusal_without_alternative: "reasoned-no/no-alternative-live",
    refusal_without_appeal: "reasoned-no/no-appeal-live",
    window_moved_silently: "kept-slot/moved-live",
    window_called_off_and_that_is_all: "kept-slot/moved-live",
    technician_not_noticed: "kept-slot/missed-live",
    hold_charged: "free-wait/charged-live",
    due_promise_passed_over: "every-wait-has-a-clock/forgotten-live",
    no_word_while_one_waits: "every-wait-has-a-clock/silent-live",
    limit_of_the_wait_forgotten: "every-wait-has-a-clock/past-limit-live",
    case_waits_without_a_clock: "every-wait-has-a-clock/case-waits-live",
    stuck_case: "every-wait-has-a-clock/case-stuck-live",
    promise_without_a_time: "every-wait-has-a-clock/undated-live",
    answer_depends_on_who_is_asked: "one-answer/not-the-table-live",
    second_case_for_the_same_problem: "said-once/new-case-live",
    case_stays_behind: "said-once/case-left-live",
    visit_in_another_language: "language-kept/visit-live",
    words_in_another_language: "language-kept/said-live",
    round_and_round: "no-loop/round-again-live",
    handed_back: "no-loop/handed-back-live",
    exception_not_written_down: "reasoned-no/outside-tables-live",
    callback_said_but_not_promised: "no-dead-end/left-alone-live",
}
