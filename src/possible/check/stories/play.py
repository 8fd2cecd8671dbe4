"""Plays a story: the caller's and chance's moves come from the story, all others from the charter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.domains import intersected
from possible.charter.facts import LANGUAGE_FACT
from possible.charter.steps import Ask, Decide, Play
from possible.check.stories.person import is_with_person, told_by, with_person
from possible.check.stories.played import Played, Stuck
from possible.journey import (
    At,
    Dialled,
    Owner,
    Put,
    Situation,
    Told,
    Waiting,
    after,
    moves,
)
from possible.values import N_, Refused, sentence

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.charter.domains import Range
    from possible.charter.steps import Step
    from possible.charter.stories import Story
    from possible.journey import Move

    Facts = dict[str, tuple[Range, ...]]

LONGEST = 200


def play(charter: Charter, story: Story) -> Played:
    """Return what happens in a story; raises `Stuck` when nothing says how it goes on."""
    known = tuple(sorted((fact, _ranges(charter, fact, value)) for fact, value in story.known.items()))
    start = Situation(Dialled(story.who.line), story.who.language, story.who.at, known)
    played = Played(start, [], [start], list(story.does))
    for _ in range(LONGEST):
        move = _next(charter, played)
        if move is None:
            _rest(played)
            return played
        played.situation = after(played.situation, move, forgets=charter.cases.joins is None)
        played.taken.append(move)
        played.passed.append(played.situation)
    return played


def _rest(played: Played) -> None:
    left = [act for act in played.acts if not act.says]
    if left:
        raise Stuck(sentence(N_("The story goes on with `{act}`, but the walk is over."), act=left[0].said))


def _ranges(charter: Charter, fact: str, value: str) -> tuple[Range, ...]:
    try:
        number = charter.domain_of(fact).number(value)
    except KeyError:
        raise Stuck(
            sentence(N_("The story knows `{fact}`, which the charter does not declare."), fact=fact)
        ) from None
    except Refused as refused:
        raise Stuck(refused.why) from None
    return ((number, number),)


def _next(charter: Charter, played: Played) -> Move | None:  # noqa: PLR0911 - one answer for each spot
    """Return the next move, or nothing when the walk is over."""
    spot = played.situation.spot
    if is_with_person(played):
        return with_person(charter, played)
    found = moves(charter, played.situation)
    act = played.acts[0] if played.acts else None
    if act and act.dials and any(move.to == Dialled(act.dials) for move in found):
        played.acts.pop(0)
        return next(move for move in found if move.to == Dialled(act.dials))
    if act and act.asks and any(move.key[-1] == "person" for move in found):
        played.acts.pop(0)
        return next(move for move in found if move.key[-1] == "person")
    match spot:
        case At():
            return _at_step(charter, played, spot, found)
        case Put():
            return _row(charter, played, found)
        case Told():
            return _told(played, found)
        case Waiting():
            return _waited(played, found)
        case _:
            return found[0] if found else None


def _at_step(charter: Charter, played: Played, spot: At, found: tuple[Move, ...]) -> Move | None:
    steps = charter.paths[spot.path].steps
    step: Step | None = steps[spot.index] if spot.index < len(steps) else None
    own = tuple(move for move in found if move.key[-1] != "person" and not move.heard)
    if isinstance(step, Ask) and step.ask != LANGUAGE_FACT:
        return _answered(charter, played, step, own)
    if isinstance(step, Play):
        return _repaired(played, own)
    if isinstance(step, Decide):
        return _row(charter, played, own)
    return own[0] if own else None


def _answered(charter: Charter, played: Played, step: Ask, found: tuple[Move, ...]) -> Move | None:
    known = dict(played.situation.known)
    if step.ask not in known or step.again:
        _learn(charter, played, step.ask)
        again = moves(charter, played.situation)
        found = tuple(move for move in again if move.key[-1] != "person" and not move.heard)
        known = dict(played.situation.known)
    fitting = [move for move in found if _meets(move, known)]
    if not fitting:
        raise Stuck(sentence(N_("Nothing follows the answer to `{fact}`."), fact=step.ask))
    return fitting[0]


def _meets(move: Move, known: Facts) -> bool:
    """Tell whether a way on is that of the answer just given, also where it is asked anew (`again`)."""
    return all(fact not in known or intersected(known[fact], ranges) for fact, ranges in move.learnt)


def _learn(charter: Charter, played: Played, fact: str) -> None:
    """Take the value of a fact from the story's next acts."""
    for act in played.acts:
        if fact in act.says:
            ranges = _ranges(charter, fact, act.says[fact])
            known = dict(played.situation.known) | {fact: ranges}
            now = played.situation
            played.situation = Situation(now.spot, now.language, now.moment, tuple(sorted(known.items())))
            if all(name in known for name in act.says):
                played.acts.remove(act)
            return
    raise Stuck(sentence(N_("The story does not say what `{fact}` is."), fact=fact))


def _repaired(played: Played, found: tuple[Move, ...]) -> Move:
    act = next((act for act in played.acts if act.play or act.solved), None)
    if not act:
        raise Stuck(sentence(N_("The story does not say how the playbook ends.")))
    played.acts.remove(act)
    wanted = dict(act.ends)
    for move in found:
        concluded = dict(_facts(move))
        if (act.solved and not move.learnt) or (act.play and wanted and wanted.items() <= concluded.items()):
            return move
    raise Stuck(
        sentence(
            N_("The playbook cannot end so: {facts}."),
            facts=", ".join(f"{f}: {v}" for f, v in wanted.items()) or "-",
        )
    )


def _facts(move: Move) -> list[tuple[str, str]]:
    """Return the facts that a playbook's end tells; what stands there instead of facts has no value."""
    told = str(dict(move.label.facts).get("facts", ""))
    return [(fact, value) for fact, _, value in (part.partition(": ") for part in told.split(", "))]


def _row(charter: Charter, played: Played, found: tuple[Move, ...]) -> Move:
    """Return the one row that applies, after asking what the customer must give."""
    rows = told_by(charter, played.team, found)
    while fact := _undecided(rows, dict(played.situation.known)):
        _learn(charter, played, fact)
        rows = told_by(charter, played.team, moves(charter, played.situation))
    if not rows:
        raise Stuck(sentence(N_("No row of the table applies.")))
    return rows[0]


def _undecided(rows: list[Move], known: Facts) -> str | None:
    return next((fact for move in rows for fact, _ in move.learnt if fact not in known), None)


def _told(played: Played, found: tuple[Move, ...]) -> Move | None:
    act = next((act for act in played.acts if act.agrees or act.declines), None)
    if act is None:
        return next((move for move in found if move.owner is Owner.COMPANY), None)
    wanted = f"agrees: {act.agrees}" if act.agrees else "declines"
    move = next((move for move in found if str(move.label) == wanted), None)
    if move:
        played.acts.remove(act)
        return move
    company = next((move for move in found if move.owner is Owner.COMPANY), None)
    if company is None:
        raise Stuck(sentence(N_("The story says `{act}`, but that is not what is offered."), act=wanted))
    return company


def _waited(played: Played, found: tuple[Move, ...]) -> Move | None:
    act = next((act for act in played.acts if act.waits), None)
    if act:
        played.acts.remove(act)
    if act and act.waits == "too long":
        late = next((move for move in found if move.owner is Owner.CLOCK), None)
        if late is None:
            raise Stuck(sentence(N_("The story waits too long, but the wait has no limit.")))
        return late
    return next((move for move in found if not move.heard), None)
