"""With a person: what the customer puts to them, and what people do where they depart from the good way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from possible.charter.model import Refuse
from possible.check.stories.played import Stuck
from possible.journey import Dialled, Ended, Move, Owner, Put, Told, With, moves
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from possible.charter import Charter
    from possible.charter.stories import Does
    from possible.check.stories.played import Played


def is_with_person(played: Played) -> bool:
    """Tell whether a person is there, and nothing is waited for but what the story says next.

    A question that was put to them is answered; who neither agrees nor declines is with them still.
    """
    spot = played.situation.spot
    if isinstance(spot, Told):
        act = _next_act(played)
        return bool(played.team) and not (act and (act.agrees or act.declines))
    return isinstance(spot, With) or (bool(played.team) and isinstance(spot, Ended))


def with_person(charter: Charter, played: Played) -> Move | None:
    """Return what happens next with a person; nothing: the story is over."""
    act = _next_act(played)
    if act is None or not (act.asks_about or act.they or act.dials):
        return None
    spot = played.situation.spot
    team = spot.team if isinstance(spot, With) else played.team
    played.team = team
    played.situation = replace(played.situation, spot=With(team))
    played.acts.remove(act)
    return _asked(charter, played, act) if act.asks_about else _done(charter, played, act)


def told_by(charter: Charter, team: str, found: Iterable[Move]) -> list[Move]:
    """Return the rows that a team tells among moves: all rows where no team is asked."""
    return [
        move
        for move in found
        if isinstance(move.to, Told)
        and (
            not team or not (who := charter.questions[move.to.question].rules[move.to.row].who) or team in who
        )
    ]


def _next_act(played: Played) -> Does | None:
    """Return the next act; facts are given when they are asked for."""
    return next((act for act in played.acts if not act.says), None)


def _asked(charter: Charter, played: Played, act: Does) -> Move | None:
    """Return the question put to the person, or what follows when they refuse it outside every table."""
    acts = charter.teams[played.team].in_practice
    if any(isinstance(each, Refuse) and each.refuse == act.asks_about for each in acts):
        played.refused = True
        label = sentence(
            N_("asks for {question}, and is refused outside every table"), question=act.asks_about
        )
        return Move(Owner.COMPANY, label, With(played.team), ("teams", played.team, "in-practice"))
    label = sentence(N_("asks for {question}"), question=act.asks_about)
    return Move(Owner.CALLER, label, Put(act.asks_about), ("questions", act.asks_about))


def _done(charter: Charter, played: Played, act: Does) -> Move:
    """Return what the person does, or that they name a line which the customer dials."""
    key = act.they.replace(" ", "-")
    for move in moves(charter, played.situation):
        if move.to == Dialled(act.dials) if act.dials else move.key[-1] == key:
            played.team = ""
            return move
    raise Stuck(sentence(N_("The people of `{team}` do not do that: {act}."), team=played.team, act=act.said))
