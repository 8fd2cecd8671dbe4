"""Whether what `step` did is a path that `check` explored: each move one of the charter's, each spot on its graph.

Moves are worked out here from the charter and the clock on the wall, without what `step` remembers.
"""

from __future__ import annotations

from functools import lru_cache

from possible.charter import Charter
from possible.journey import At, Graph, Put, Waiting, With
from possible.journey.force import InForce
from possible.journey.moments import spoken_at
from possible.journey.moves import open_moves
from possible.journey.spots import Spot, text_of
from possible.values import Language
from possible.values.events import CaseJoined, ContactArrived, ContactQueued, Event, MoveTaken
from possible.values.instant import Instant

AGENT = "agent"


def asides(charter: Charter) -> list[Spot]:
    """Return where people may lead beside all paths: questions, beginnings of paths, other teams, a talk."""
    return [
        *(Put(name) for name in charter.questions),
        *(At(name, 0) for name in charter.paths),
        *(Waiting(name, handed=True) for name in charter.teams),
        *(With(name) for name in charter.teams),
    ]


def called(charter: Charter) -> list[Spot]:
    """Return where a call that we owe may begin although nobody waited there: for a person of a team."""
    return [Waiting(name) for name in charter.teams]


class Explored:
    """What `check` explored of a charter, by the text of its spots."""

    def __init__(self, charter: Charter) -> None:
        self.charter = charter
        graph = Graph(charter)
        self.dialled = _by_text(graph.union())
        self.beside = _by_text(graph.beside([*asides(charter), *called(charter)]))
        self.aside = {text_of(spot) for spot in asides(charter)}
        self.owed = {text for text in self.beside if text.startswith("waiting ")}
        self.moves = lru_cache(maxsize=None)(self._moves)
        self.force = InForce(charter)

    def _moves(self, spot: Spot, language: Language, minute: int) -> frozenset[tuple[object, ...]]:
        moment = self.charter.calendar().moment_of(Instant(minute * 60_000))
        found = open_moves(self.charter, spot, language, spoken_at(self.charter, moment))
        return frozenset((move.owner.value, move.key, text_of(move.to), move.sent) for move in found)

    def wrong(self, events: list[Event]) -> list[tuple[str, Event]]:
        """Return every move that is none of the charter's, with what is wrong with it."""
        contacts: dict[str, Walk] = {}
        found = []
        for event in events:
            match event:
                case ContactArrived():
                    contacts[event.contact] = Walk(self, event)
                case CaseJoined(call=call) if call:
                    contacts[event.contact].spot = ""  # it takes up the wait of a call that was owed
                case ContactQueued():
                    contacts[event.contact].since = event.since
                case MoveTaken():
                    why = contacts[event.contact].takes(event)
                    if why:
                        found.append((why, event))
                case _:
                    pass
        return found


class Walk:
    """One contact on its way."""

    def __init__(self, explored: Explored, arrived: ContactArrived) -> None:
        self.explored, self.language = explored, arrived.language
        self.since = arrived.at
        self.spot = "" if arrived.outward else f"dialled {arrived.line}"
        self.beside = False

    def takes(self, event: MoveTaken) -> str:
        """Return what is wrong with a move; nothing where it is one of those that can come next."""
        here, self.spot = self.spot, event.to
        if here != event.spot and not (here == "" and event.spot in self.explored.owed):
            return f"it stood at {here}"
        if event.owner == AGENT:
            self.beside = True
            return "" if event.to in self.explored.aside else "nobody may lead there"
        self.beside |= here == "" and event.spot not in self.explored.dialled
        known = self.explored.beside if self.beside else self.explored.dialled
        if event.spot not in known or event.to not in known:
            return "check has not been there"
        taken = (event.owner, event.key, event.to, event.sent)
        if not any(taken in found for found in self._open(known[event.spot], event)):
            return "no such move"
        return ""

    def _open(self, spots: list[Spot], event: MoveTaken):
        """Yield the moves at this moment; who answers may have been there when the wait began, or be early."""
        moments = [event.at]
        if event.owner == "chance" and event.to.startswith("with "):
            moments += [self.since, self.explored.force.opening(event.to[5:], self.language, event.at)]
        for at in moments:
            for spot in spots:
                yield self.explored.moves(spot, self.language, at // 60_000)


def _by_text(web) -> dict[str, list[Spot]]:
    found: dict[str, list[Spot]] = {}
    for node in web.moves:
        found.setdefault(text_of(node.spot), []).append(node.spot)
    return found
