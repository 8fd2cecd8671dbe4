"""`step`: from a case and a turn to the next case, with what happened and what is to be carried out.

It knows no floor, no screen and no clock: whoever runs it (the shell, the phone, the twin) carries the
commands out and gives the next turn. Every move that it takes is one of `journey.moves`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from possible.charter.steps import Ask as AskStep
from possible.charter.teams import HandOnInPractice, HangUpInPractice, Refuse
from possible.journey import (
    asking,
    bills,
    callbacks,
    endings,
    meter,
    onward,
    owed,
    repair,
    telling,
    turns,
    visits,
    waits,
)
from possible.journey.case import Case, CaseState, Talk
from possible.journey.course import Course
from possible.journey.spots import At, Dialled, Put, Waiting, With
from possible.playbooks import Agree, Seen
from possible.values import N_, Refused, sentence
from possible.values.events import (
    AnswerGiven,
    CaseOpened,
    ConsentAsked,
    ContactArrived,
    DeviceReturned,
    Event,
    HoldEnded,
    HoldStarted,
    NewsTold,
    OwnerNamed,
    PersonAsked,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from possible.journey.commands import Command
    from possible.journey.force import InForce
    from possible.values import Language
    from possible.values.instant import Instant


T = TypeVar("T", bound=turns.Turn)


class Stepped(NamedTuple):
    """What a step gives: the case as it is now, what happened, and what is to be carried out."""

    case: Case
    events: list[Event]
    commands: list[Command]


def opened(force: InForce, ident: str, customer: str, language: Language, now: Instant) -> Case:
    """Return a new case without contacts: the first `Arrives` brings its reference."""
    return Case(id=ident, customer=customer, language=language, opened=now, charter=force.digest)


def step(force: InForce, case: Case, turn: turns.Turn, now: Instant) -> Stepped:
    """Return what follows a turn at an instant; `Refused` when it does not fit, and nothing has changed.

    The case given is never changed.
    """
    course = Course(force, case, turn.contact, now)
    if course.talk is not None and type(turn) is not turns.Knows:
        course.talk.looked = 0
    _takes(turn, course)
    onward.settle(course)
    _what_follows(course)
    meter.mark(course)
    return Stepped(course.closed(), course.events, course.commands)


def _what_follows(course: Course) -> None:
    """Give what takes the place of promises that were broken in this step."""
    for name in course.follow_promises:
        if all(clock.promise != name for clock in course.case.clocks):
            callbacks.promise(course, name)
    for name in course.follow_remedies:
        telling.grant(course, name)


def _takes(turn: turns.Turn, course: Course) -> None:
    """Do what a turn means; the moves of the company's follow."""
    does = _TAKES.get(type(turn))
    if does is None:
        raise Refused(sentence(N_("`{turn}` is no turn."), turn=type(turn).__name__))
    does(turn, course)


def _does(turn: type[T]) -> Callable[[Callable[[T, Course], None]], Callable[[T, Course], None]]:
    """Say that the function which follows is what a turn does (a third of the cost of `singledispatch`)."""

    def note(does: Callable[[T, Course], None]) -> Callable[[T, Course], None]:
        _TAKES[turn] = does
        return does

    return note


_TAKES: dict[type[turns.Turn], Callable[[Any, Course], None]] = {}


# ---- the customer's ------------------------------------------------------------------------------------


@_does(turns.Arrives)
def _(turn: turns.Arrives, course: Course) -> None:
    line = course.force.charter.lines.get(turn.line)
    if line is None:
        raise Refused(sentence(N_("There is no line `{line}`."), line=turn.line))
    if course.talk is not None:
        raise Refused(sentence(N_("This contact is there already.")))
    case, new = course.case, course.case.contacts == 0
    if case.state is not CaseState.OPEN:
        raise Refused(
            sentence(N_("This case is over.")), sentence(N_("say that it is not solved, or open another"))
        )
    course.talk = Talk(
        id=turn.contact,
        line=turn.line,
        channel=line.channel,
        language=turn.language,
        began=course.now,
        spot=Dialled(turn.line),
        network=turn.network,
    )
    case.contacts += 1
    course.happened(
        ContactArrived,
        customer=case.customer,
        line=turn.line,
        channel=line.channel,
        language=turn.language,
        network=turn.network,
    )
    if new:
        case.reference = case.reference or case.id
        named = {"customer": case.customer, "reference": case.reference}
        course.happened(CaseOpened, **named, language=turn.language, anew=turn.anew)
        endings.opened(course)
    else:
        callbacks.join(course, course.talk, goes_on=turn.goes_on)
    if line.picks_up == "at once":
        meter.connect(course, "machine")


@_does(turns.Says)
def _(turn: turns.Says, course: Course) -> None:
    _gives(course, turn.fact, turn.value, "customer")


def _gives(course: Course, fact: str, value: str, source: str) -> None:
    """Take in the value of a fact: what was asked goes on from there, anything else is kept.

    What a playbook would find out is found out in its place, and is as old as what it finds.
    """
    talk = course.talk
    source = "playbook" if asking.source_of(course, fact) == "playbook" else source
    if talk is not None and talk.asked == fact and talk.run is not None:
        repair.observe(course, Seen(value), source)
        return
    course.force.number(fact, value)
    if talk is not None and talk.asked == fact:
        _answers_ask(course, fact, value, source)
    else:
        course.learn(fact, value, source)


def _answers_ask(course: Course, fact: str, value: str, source: str) -> None:
    """Learn the value of the fact that was asked, and go where it leads."""
    course.learn(fact, value, source)
    talk = course.here
    talk.asked = ""
    spot = talk.spot
    if not isinstance(spot, At):
        return
    asked = course.force.charter.paths[spot.path].steps[spot.index]
    if isinstance(asked, AskStep) and asked.ask == fact:
        move = asking.way_for(course, fact, value)
        if move is not None:
            endings.reported(course, value)
            course.take(move)


@_does(turns.Replies)
def _(turn: turns.Replies, course: Course) -> None:
    run = course.here.run
    if run is None:
        raise Refused(sentence(N_("No playbook is being played.")))
    repair.observe(course, turn.observation)


@_does(turns.Unsays)
def _(_turn: turns.Unsays, course: Course) -> None:
    repair.take_back(course)


@_does(turns.WantsPerson)
def _(_turn: turns.WantsPerson, course: Course) -> None:
    move = next((move for move in course.moves() if move.key[-1] == "person"), None)
    if move is None:
        raise Refused(sentence(N_("No way leads to a person from here.")))
    course.happened(PersonAsked, team=getattr(move.to, "team", ""))
    repair.put_aside(course)
    course.take(move)


@_does(turns.Agrees)
def _(_turn: turns.Agrees, course: Course) -> None:
    telling.agree(course)


@_does(turns.Declines)
def _(_turn: turns.Declines, course: Course) -> None:
    telling.decline(course)


@_does(turns.TakesInstead)
def _(_turn: turns.TakesInstead, course: Course) -> None:
    telling.take_instead(course)


@_does(turns.Leaves)
def _(_turn: turns.Leaves, course: Course) -> None:
    talk = course.here
    repair.put_aside(course)
    endings.end(course, "customer", "done" if talk.agent or not talk.queued else "abandoned")


@_does(turns.IsLost)
def _(_turn: turns.IsLost, course: Course) -> None:
    repair.put_aside(course)
    endings.lost(course)


@_does(turns.Drops)
def _(_turn: turns.Drops, course: Course) -> None:
    endings.held(course)


@_does(turns.IsBack)
def _(_turn: turns.IsBack, course: Course) -> None:
    endings.back(course)


@_does(turns.Consents)
def _(turn: turns.Consents, course: Course) -> None:
    case = course.case
    case.consents = {**case.consents, turn.consent: "yes" if turn.given else "no"}
    course.happened(ConsentAsked, consent=turn.consent, given=turn.given)
    run = course.talk.run if course.talk is not None else None
    if run is not None and isinstance(run.move, Agree) and run.move.consent == turn.consent:
        repair.observe(course, Seen("yes" if turn.given else "no"))


@_does(turns.WantsCall)
def _(turn: turns.WantsCall, course: Course) -> None:
    name = course.force.callback_promise
    if not name:
        raise Refused(sentence(N_("The charter promises no call.")))
    callbacks.promise(course, name, not_before=turn.at, team=turn.team)
    if course.talk is not None:
        endings.end(course, "customer", "promised", name)


@_does(turns.WantsNoCall)
def _(_turn: turns.WantsNoCall, course: Course) -> None:
    callbacks.decline(course)


@_does(turns.IsSolved)
def _(_turn: turns.IsSolved, course: Course) -> None:
    endings.solved(course)
    if course.talk is not None and not course.talk.agent:
        endings.end(course, "customer", "solved")


@_does(turns.IsNotSolved)
def _(_turn: turns.IsNotSolved, course: Course) -> None:
    endings.not_solved(course)


# ---- the agents' ---------------------------------------------------------------------------------------


@_does(turns.Answers)
def _(turn: turns.Answers, course: Course) -> None:
    waits.answered(course, turn)


def _agent(course: Course) -> Talk:
    """Return the talk; `Refused` when nobody is there."""
    talk = course.here
    if not talk.agent:
        raise Refused(sentence(N_("No agent has this contact.")))
    return talk


@_does(turns.Puts)
def _(turn: turns.Puts, course: Course) -> None:
    _agent(course)
    if turn.question not in course.force.charter.questions:
        raise Refused(sentence(N_("The charter has no question `{name}`."), name=turn.question))
    waits.aside(course, Put(turn.question))


@_does(turns.GoesThrough)
def _(turn: turns.GoesThrough, course: Course) -> None:
    _agent(course)
    if turn.path not in course.force.charter.paths:
        raise Refused(sentence(N_("The charter has no path `{name}`."), name=turn.path))
    waits.aside(course, At(turn.path, 0))


@_does(turns.HandsOn)
def _(turn: turns.HandsOn, course: Course) -> None:
    _agent(course)
    waits.hand_on(course, turn.team)


@_does(turns.KeepsCustomer)
def _(_turn: turns.KeepsCustomer, course: Course) -> None:
    talk = _agent(course)
    if not (isinstance(talk.spot, Waiting) and talk.spot.handed):
        raise Refused(sentence(N_("This customer is not being handed on.")))
    waits.aside(course, With(talk.team))


@_does(turns.Departs)
def _(turn: turns.Departs, course: Course) -> None:
    talk = _agent(course)
    acts = course.force.charter.teams[talk.team].in_practice
    if not 0 <= turn.act < len(acts):
        raise Refused(sentence(N_("The charter does not say that {team} does this."), team=talk.team))
    act = acts[turn.act]
    waits.aside(course, With(talk.team))
    if isinstance(act, Refuse):
        _refuses(course, act)
    elif isinstance(act, HandOnInPractice | HangUpInPractice):
        move = next(move for move in course.moves() if move.key[3] == str(turn.act))
        if isinstance(act, HandOnInPractice):
            waits.hand_on_cold(course, move, travels=act.case == "travels")
        else:
            course.take(move)
    else:
        named = [move.to for move in course.moves() if move.key[3] == str(turn.act)]
        course.said(f"say.{act.say}", tuple(to.line for to in named if isinstance(to, Dialled)))


def _refuses(course: Course, act: Refuse) -> None:
    """Refuse in one's own words, outside every table."""
    talk = course.here
    if act.say:
        course.said(f"say.{act.say}")
    course.happened(
        AnswerGiven,
        question=act.refuse,
        facts=asking.facts_for(course, act.refuse),
        rows=(),
        answer="no",
        charter=course.force.digest,
        team=talk.team,
        agent=talk.agent,
    )


@_does(turns.Holds)
def _(_turn: turns.Holds, course: Course) -> None:
    talk = _agent(course)
    if not talk.on_hold:
        talk.on_hold = True
        course.happened(HoldStarted)


@_does(turns.Resumes)
def _(_turn: turns.Resumes, course: Course) -> None:
    talk = _agent(course)
    if talk.on_hold:
        talk.on_hold = False
        course.happened(HoldEnded)


@_does(turns.Finishes)
def _(_turn: turns.Finishes, course: Course) -> None:
    _agent(course)
    repair.put_aside(course)
    endings.end(course, "agent", "done")


@_does(turns.Excepts)
def _(turn: turns.Excepts, course: Course) -> None:
    _agent(course)
    telling.depart(course, turn)


@_does(turns.Owns)
def _(turn: turns.Owns, course: Course) -> None:
    course.case.owner = turn.agent
    course.happened(OwnerNamed, agent=turn.agent)


@_does(turns.Tells)
def _(turn: turns.Tells, course: Course) -> None:
    course.happened(NewsTold, agent=turn.agent)
    owed.keep(course, ("told",))
    owed.keep_from(course, "received", ("answered",))


@_does(turns.Calls)
def _(turn: turns.Calls, course: Course) -> None:
    callbacks.called(course, turn)


# ---- the clock's and the world's -----------------------------------------------------------------------


@_does(turns.Knows)
def _(turn: turns.Knows, course: Course) -> None:
    _gives(course, turn.fact, turn.value, turn.source)


@_does(turns.Rings)
def _(turn: turns.Rings, course: Course) -> None:
    kind, _, name = turn.timer.partition(" ")
    match kind:
        case "limit" if course.talk is not None:
            waits.too_long(course)
        case "hours" if course.talk is not None:
            waits.hours_changed(course)
        case "status" if course.talk is not None:
            waits.status(course)
        case "away" if course.talk is not None:
            endings.stayed_away(course)
        case "clock":
            owed.rings(course, name)
        case "case":
            endings.waited_too_long(course)
        case _:
            pass


@_does(turns.ComesBack)
def _(turn: turns.ComesBack, course: Course) -> None:
    course.happened(DeviceReturned, serial=turn.serial)


@_does(turns.WorksAgain)
def _(turn: turns.WorksAgain, course: Course) -> None:
    visits.works_again(course, turn.service)


def _goes_to(way: Callable[[Course, T], None]) -> Callable[[T, Course], None]:
    return lambda turn, course: way(course, turn)


_TAKES.update(
    {
        turns.Books: _goes_to(visits.book),
        turns.Moves: _goes_to(visits.move),
        turns.IsThere: _goes_to(visits.arrive),
        turns.HandsOver: _goes_to(visits.hand_over),
        turns.Cancels: _goes_to(visits.cancel),
        turns.CallsOff: _goes_to(visits.call_off),
        turns.VisitEnds: _goes_to(visits.finish),
        turns.RemedyEnds: _goes_to(visits.remedy_ends),
        turns.Disputes: _goes_to(bills.dispute),
        turns.Relents: _goes_to(bills.relent),
        turns.Settles: _goes_to(bills.settle),
        turns.Waives: _goes_to(bills.waive),
    }
)
