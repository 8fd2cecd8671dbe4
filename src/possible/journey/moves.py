"""The one small-step relation: every move that can come next, and whose it is.

`check` explores all of them, `possible walk` asks for one, the live system takes one, the twin draws one.

Time stands still in a walk; only the end of a wait and closing let it pass. Nothing is forgotten, so a fact
that is known is not asked again (unless the charter says `again: yes`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.domains import anything, intersected
from possible.charter.facts import LANGUAGE_FACT
from possible.charter.steps import (
    NEXT,
    Ask,
    Decide,
    Go,
    HandOn,
    HangUp,
    Play,
    PromiseStep,
    Queue,
    Say,
    SendTo,
)
from possible.charter.tariffs import Phase
from possible.journey.moments import spoken_at
from possible.journey.said import heard_in_a_no, lines_named
from possible.journey.spots import (
    At,
    Dialled,
    End,
    Ended,
    Key,
    Known,
    Move,
    Owner,
    Put,
    Situation,
    Spot,
    Told,
    Waiting,
    With,
)
from possible.playbooks import endings
from possible.values import N_, Language, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from possible.charter import Cell, Charter
    from possible.charter.model import Line
    from possible.charter.steps import Step, Walk
    from possible.journey.moments import Spoken

SOLVED = N_("{playbook}: solved")
NOT_FOUND_OUT = N_("not found out")


def moves(charter: Charter, situation: Situation) -> tuple[Move, ...]:
    """Return every move that can come next, known facts answered as they are; none: the walk is over."""
    spoken = spoken_at(charter, situation.moment)
    found = tuple(open_moves(charter, situation.spot, situation.language, spoken))
    return tuple(move for move in found if fits(move, dict(situation.known)))


def after(situation: Situation, move: Move, *, forgets: bool = False) -> Situation:
    """Return the situation after a move; `forgets`: a new call joins no case (`joins: no`)."""
    known = dict(situation.known)
    for fact, ranges in move.learnt:
        known[fact] = ranges if move.again or fact not in known else intersected(known[fact], ranges)
    if forgets and isinstance(move.to, Dialled):
        known = {}
    return Situation(move.to, situation.language, situation.moment, tuple(sorted(known.items())))


def fits(move: Move, known: dict[str, tuple[tuple[int, int | None], ...]]) -> bool:
    """Tell whether a move agrees with what is known."""
    if move.again or move.unasked in known:
        return move.again
    return all(fact not in known or intersected(known[fact], ranges) for fact, ranges in move.learnt)


def open_moves(charter: Charter, spot: Spot, language: Language, spoken: Spoken) -> Iterator[Move]:
    """Yield the moves from a spot, as if no fact were known."""
    match spot:
        case Dialled():
            yield _opened(charter, spot)
        case At():
            yield from _at(charter, spot, language)
        case Put():
            yield from _put(charter, spot)
        case Told():
            yield from _told(charter, spot, language)
        case Waiting():
            yield from _waiting(charter, spot, language, spoken)
        case With():
            yield from _with(charter, spot, language)


def way(charter: Charter, name: str, key: Key, here: At | None = None) -> Spot:
    """Return where a way on leads: `next`, or a path, team, line, promise, question or remedy by name."""
    if name == NEXT and here:
        return At(here.path, here.index + 1)
    places: tuple[tuple[Container[str], Callable[[], Spot]], ...] = (
        (charter.paths, lambda: At(name, 0)),
        (charter.teams, lambda: Waiting(name)),
        (charter.lines, lambda: Dialled(name)),
        (charter.promises, lambda: Ended(End.PROMISED, name, key)),
        (charter.remedies, lambda: Ended(End.AGREED, name, key)),
        (charter.questions, lambda: Put(name, here.path, here.index) if here else Put(name)),
    )
    return next((spot() for names, spot in places if name in names), Ended(End.DANGLING, name, key))


def address(line: Line) -> Sentence:
    """Return what a caller does to reach a line: dial, open, write or walk in."""
    match line.channel:
        case "phone":
            return sentence(N_("dial {address}"), address=line.phone)
        case "mail":
            return sentence(N_("write to {address}"), address=line.mail)
        case "place":
            return sentence(N_("walk into {address}"), address=line.place)
        case _:
            return sentence(N_("open {address}"), address=line.address)


def _put(charter: Charter, spot: Put) -> Iterator[Move]:
    """Yield the rows of a question, and a person: what nobody here can find out is no dead end."""
    yield from _rows(charter, spot.question, At(spot.path, spot.index), ("questions", spot.question))
    walk = charter.paths.get(spot.path)
    if walk and walk.person:
        yield _person(charter, walk, spot)


def _opened(charter: Charter, spot: Dialled) -> Move:
    opens = charter.lines[spot.line].opens
    key = ("lines", spot.line, "opens")
    return Move(Owner.COMPANY, sentence("{path}", path=opens), way(charter, opens, key), key, Phase.CONNECT)


def _at(charter: Charter, spot: At, language: Language) -> Iterator[Move]:
    walk = charter.paths[spot.path]
    if spot.index >= len(walk.steps):
        key = ("paths", spot.path, "steps", str(len(walk.steps) - 1))
        yield Move(Owner.COMPANY, sentence(N_("nothing follows")), Ended(End.RAN_OUT, spot.path, key), key)
        return
    key = ("paths", spot.path, "steps", str(spot.index))
    yield from _step(charter, walk.steps[spot.index], spot, key, language)
    if walk.person:
        yield _person(charter, walk, spot)


def _person(charter: Charter, walk: Walk, spot: At | Told | Put) -> Move:
    key = ("paths", spot.path, "person")
    return Move(Owner.CALLER, sentence(N_("“a person, please”")), way(charter, walk.person, key), key)


def _step(  # noqa: C901 - one arm for each sort of step
    charter: Charter, step: Step, spot: At, key: Key, language: Language
) -> Iterator[Move]:
    following = At(spot.path, spot.index + 1)
    match step:
        case Say(say=name):
            yield Move(Owner.COMPANY, sentence("“{sentence}”", sentence=name), following, (*key, "say"))
            yield from _redials(charter, f"say.{name}", (*key, "say"), language)
        case Ask():
            yield from _ask(charter, step, spot, key, language)
        case Play():
            yield from _play(charter, step, spot, key)
        case Decide():
            yield from _decide(charter, step, spot, key)
        case Queue(queue=team):
            to: Spot = (
                Waiting(team, spot.path, spot.index)
                if team in charter.teams
                else Ended(End.DANGLING, team, key)
            )
            yield Move(
                Owner.COMPANY, sentence(N_("wait for {team}"), team=team), to, (*key, "queue"), Phase.QUEUE
            )
        case Go(go=name):
            yield Move(
                Owner.COMPANY,
                sentence("{path}", path=name),
                way(charter, name, (*key, "go"), spot),
                (*key, "go"),
            )
        case HandOn(hand_on=team):
            yield _hand_on(charter, team, (*key, "hand-on"))
        case SendTo(send_to=name):
            yield _sent(charter, name, (*key, "send-to"))
        case PromiseStep(promise=name):
            yield _promised(charter, name, (*key, "promise"))
        case HangUp(hang_up=why):
            end = Ended(End.HUNG_UP, why, (*key, "hang-up"))
            yield Move(Owner.COMPANY, sentence(N_("they hang up: {why}"), why=why), end, (*key, "hang-up"))


def _redials(charter: Charter, heard: str, key: Key, language: Language, unasked: str = "") -> Iterator[Move]:
    for name in lines_named(charter, heard, language):
        yield _sent(charter, name, key, heard, unasked)


def _sent(charter: Charter, name: str, key: Key, heard: str = "", unasked: str = "") -> Move:
    if name not in charter.lines:
        return Move(Owner.COMPANY, sentence("{path}", path=name), way(charter, name, key), key)
    label = sentence(N_("told to {dial}"), dial=address(charter.lines[name]))
    return Move(
        Owner.CALLER, label, Dialled(name), key, Phase.CONNECT, sent=True, heard=heard, unasked=unasked
    )


def _promised(charter: Charter, name: str, key: Key) -> Move:
    end = Ended(End.PROMISED if name in charter.promises else End.DANGLING, name, key)
    return Move(Owner.COMPANY, sentence(N_("promise: {promise}"), promise=name), end, key)


def _hand_on(charter: Charter, team: str, key: Key) -> Move:
    to: Spot = Waiting(team, handed=True) if team in charter.teams else Ended(End.DANGLING, team, key)
    return Move(Owner.COMPANY, sentence(N_("handed on to {team}"), team=team), to, key, Phase.TRANSFER)


def _ask(charter: Charter, step: Ask, spot: At, key: Key, language: Language) -> Iterator[Move]:
    yield from _redials(
        charter, f"ask.{step.ask}.ask", (*key, "ask"), language, "" if step.again else step.ask
    )
    following = At(spot.path, spot.index + 1)
    source = charter.facts[step.ask].source if step.ask in charter.facts else "customer"
    owner = Owner.CALLER if source == "customer" else Owner.CHANCE
    if not step.to:
        yield Move(
            owner,
            sentence("{fact}", fact=step.ask),
            following,
            (*key, "ask"),
            again=step.again,
            free=step.again,
            learnt=() if step.again else ((step.ask, anything(charter.domain_of(step.ask)).ranges),),
        )
        return
    for cell, name in step.to:
        if step.ask == LANGUAGE_FACT and not cell.holds(charter.languages.index(language)):
            continue
        here = (*key, "to", cell.text)
        learnt: Known = ((step.ask, cell.ranges),)
        label = sentence("{fact}: {value}", fact=step.ask, value=cell.text)
        to = way(charter, name, here, spot)
        yield Move(
            owner,
            label,
            to,
            here,
            learnt=learnt,
            again=step.again,
            free=step.again,
            sent=isinstance(to, Dialled),
        )


def _play(charter: Charter, step: Play, spot: At, key: Key) -> Iterator[Move]:
    here = (*key, "play")
    if step.play not in charter.playbooks:
        yield Move(
            Owner.COMPANY,
            sentence("{playbook}", playbook=step.play),
            Ended(End.DANGLING, step.play, here),
            here,
        )
        return
    for ending in endings(charter, step.play):
        if ending.kind == "solved":
            to = (
                way(charter, step.solved, (*key, "solved"), spot)
                if step.solved
                else Ended(End.SOLVED, step.play, here)
            )
            yield Move(Owner.CHANCE, sentence(SOLVED, playbook=step.play), to, here)
        elif ending.kind == "handed-on":
            yield _given_up(charter, ending.team, spot, here)
        else:
            yield _concluded(step, spot, here, ending.facts)


def _given_up(charter: Charter, team: str, spot: At, key: Key) -> Move:
    """Return the move of a playbook that hands on: to its team, the person of the path, or the next step."""
    if team:
        return _hand_on(charter, team, key)
    person = charter.paths[spot.path].person
    to = way(charter, person, ("paths", spot.path, "person")) if person else At(spot.path, spot.index + 1)
    return Move(Owner.CHANCE, sentence(NOT_FOUND_OUT), to, key)


def _concluded(step: Play, spot: At, key: Key, facts: dict[str, Cell]) -> Move:
    learnt: Known = tuple((fact, cell.ranges) for fact, cell in facts.items())
    told = ", ".join(f"{fact}: {cell.text}" for fact, cell in facts.items())
    label = sentence("{playbook}: {facts}", playbook=step.play, facts=told or "?")
    return Move(Owner.CHANCE, label, At(spot.path, spot.index + 1), key, learnt=learnt)


def _decide(charter: Charter, step: Decide, spot: At, key: Key) -> Iterator[Move]:
    here = (*key, "decide")
    if step.decide in charter.questions:
        yield from _rows(charter, step.decide, spot, here)
    else:
        end = Ended(End.DANGLING, step.decide, here)
        yield Move(Owner.COMPANY, sentence("{question}", question=step.decide), end, here)


def _rows(charter: Charter, question: str, spot: At, key: Key) -> Iterator[Move]:
    for row, rule in enumerate(charter.questions[question].rules):
        learnt: Known = tuple((fact, cell.ranges) for fact, cell in rule.when.items())
        label = sentence("{question}: {answer}", question=question, answer=rule.answer)
        yield Move(Owner.COMPANY, label, Told(question, row, spot.path, spot.index), key, learnt=learnt)


def _told(charter: Charter, spot: Told, language: Language) -> Iterator[Move]:
    rule = charter.questions[spot.question].rules[spot.row]
    key = ("questions", spot.question, "rules", str(spot.row), "answer")
    step = charter.paths[spot.path].steps[spot.index] if spot.path else None
    asked_here = isinstance(step, Decide) and step.decide == spot.question
    agreed, declined = (step.agreed, step.declined) if isinstance(step, Decide) and asked_here else ("", "")
    here = At(spot.path, spot.index) if spot.path else None
    if rule.answer in charter.remedies:
        to = _onward(charter, agreed, here, rule.answer, key)
        yield Move(Owner.CALLER, sentence(N_("agrees: {remedy}"), remedy=rule.answer), to, key, free=True)
        yield _declines(charter, spot, declined, key)
        return
    yield Move(Owner.COMPANY, sentence(N_("so it is answered")), _onward(charter, agreed, here, "", key), key)
    if rule.instead:
        where: Key = (*key[:-1], "instead")
        label = sentence(N_("takes instead: {instead}"), instead=rule.instead)
        yield Move(Owner.CALLER, label, way(charter, rule.instead, where, here), where, sent=True)
    for heard in heard_in_a_no(rule):
        yield from _redials(charter, heard, (*key[:-1], "because"), language)
    if spot.path and charter.paths[spot.path].person:
        yield _person(charter, charter.paths[spot.path], spot)


def _onward(charter: Charter, agreed: str, here: At | None, remedy: str, key: Key) -> Spot:
    """Return where one is once the answer stands: the way written, the next step, or the end."""
    if agreed:
        return way(charter, agreed, key, here)
    if here and here.index + 1 < len(charter.paths[here.path].steps):
        return At(here.path, here.index + 1)
    return Ended(End.AGREED, remedy, key) if remedy else Ended(End.ANSWERED, "", key)


def _declines(charter: Charter, spot: Told, declined: str, key: Key) -> Move:
    label = sentence(N_("declines"))
    step: Key = ("paths", spot.path, "steps", str(spot.index))
    person = charter.paths[spot.path].person if spot.path else ""
    if declined or person:
        where: Key = (*step, "declined") if declined else ("paths", spot.path, "person")
        to = way(charter, declined or person, where, At(spot.path, spot.index) if spot.path else None)
        return Move(Owner.CALLER, label, to, where, free=True)
    at = (*step, "decide") if spot.path else key
    return Move(Owner.CALLER, label, Ended(End.DECLINED, spot.question, at), at, free=True)


def _waiting(charter: Charter, spot: Waiting, language: Language, spoken: Spoken) -> Iterator[Move]:
    there = spoken[spot.team]
    for heard in ("waiting.status", "waiting.call-back-offer"):
        yield from _redials(charter, heard, ("waiting",), language)
    phase = Phase.TRANSFER if spot.handed else Phase.QUEUE
    team = ("teams", spot.team, "languages")
    if not there:
        yield _way_of_waiting(charter, spot, "closed", End.CLOSED, N_("{team} is closed"), phase)
    elif language in there:
        yield Move(Owner.CHANCE, sentence(N_("{team} answers"), team=spot.team), With(spot.team), team, phase)
        yield from _too_long(charter, spot, phase)
    elif _wait_key(charter, spot, "no_speaker")[0]:
        yield _way_of_waiting(
            charter, spot, "no_speaker", End.NOBODY, N_("nobody at {team} speaks the language"), phase
        )
    else:
        label = sentence(N_("{team} answers in another language"), team=spot.team)
        yield Move(Owner.CHANCE, label, With(spot.team), team, phase, other_language=True)


def _too_long(charter: Charter, spot: Waiting, phase: Phase) -> Iterator[Move]:
    step = _queue_step(charter, spot)
    limit = (step.at_most if step else None) or charter.waiting.at_most
    name, key = _wait_key(charter, spot, "then")
    if limit and name:
        to = way(charter, name, key)
        label = sentence(N_("nobody within {limit}"), limit=limit)
        yield Move(Owner.CLOCK, label, to, key, phase, sent=isinstance(to, Dialled))


def _way_of_waiting(
    charter: Charter, spot: Waiting, attribute: str, end: End, text: str, phase: Phase
) -> Move:
    name, key = _wait_key(charter, spot, attribute)
    label = sentence(text, team=spot.team)
    if not name:
        team = ("teams", spot.team, "languages")
        return Move(Owner.COMPANY, label, Ended(end, spot.team, team), team, phase)
    if name == spot.team:
        return Move(
            Owner.COMPANY, label, Ended(End.NOBODY if end is End.NOBODY else end, spot.team, key), key, phase
        )
    to = way(charter, name, key)
    return Move(Owner.COMPANY, label, to, key, phase, sent=isinstance(to, Dialled))


def _queue_step(charter: Charter, spot: Waiting) -> Queue | None:
    step = charter.paths[spot.path].steps[spot.index] if spot.path else None
    return step if isinstance(step, Queue) else None


def _wait_key(charter: Charter, spot: Waiting, attribute: str) -> tuple[str, Key]:
    """Return the way on that a wait takes, and where it is written: at the step, or under `waiting`."""
    written = attribute.replace("_", "-")
    step = _queue_step(charter, spot)
    own: str = getattr(step, attribute) if step else ""
    if own:
        return own, ("paths", spot.path, "steps", str(spot.index), written)
    general: str = getattr(charter.waiting, attribute)
    return general, ("waiting", written)


def _with(charter: Charter, spot: With, language: Language) -> Iterator[Move]:
    for index, act in enumerate(charter.teams[spot.team].in_practice):
        key = ("teams", spot.team, "in-practice", str(index))
        if hasattr(act, "hand_on"):
            yield _hand_on(charter, act.hand_on, (*key, "hand-on"))
        elif hasattr(act, "hang_up"):
            end = Ended(End.HUNG_UP, act.hang_up, (*key, "hang-up"))
            yield Move(
                Owner.COMPANY,
                sentence(N_("they hang up: {why}"), why=act.hang_up),
                end,
                (*key, "hang-up"),
                Phase.TALK,
            )
        elif act.say:
            yield from _redials(charter, f"say.{act.say}", (*key, "say"), language)
