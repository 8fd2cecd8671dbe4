"""All situations that a charter allows, searched: reachable spots, shortest ways, ends and cycles.

A charter has many callers and moments, and few *worlds* (see `worlds`). The union of all worlds is searched
first: what it does not contain, no world contains.

Facts are not in the state. When a way found needs two values of one fact, that fact is tracked and the search
is done again (counterexample-guided refinement).
"""

from __future__ import annotations

from collections import deque
from functools import cached_property, partial
from typing import TYPE_CHECKING

from possible.charter.domains import Range, intersected
from possible.charter.facts import LANGUAGE_FACT
from possible.charter.steps import Ask, Say
from possible.journey.moves import address, fits, open_moves
from possible.journey.said import heard_in_a_no
from possible.journey.spots import At, Dialled, Known, Move, Spot, Told, Waiting, With
from possible.journey.web import Found, Moves, Node, Web, clash
from possible.journey.worlds import World, naming_wordings, worlds_of
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from possible.charter import Charter

Tracked = frozenset[str]
Facts = dict[str, tuple[Range, ...]]
Same = tuple[str, ...]
NOTHING: Tracked = frozenset()
MOST = (
    200_000  # situations of one search with facts in the state: about a second, and a quarter of a gigabyte
)


class TooMany(Exception):  # noqa: N818 - what happened to the search, said as it reads
    """A search with facts in the state came to more situations than it may."""


class Graph:
    """The situations of one charter; every search is breadth first, so every way is a shortest one."""

    def __init__(self, charter: Charter) -> None:
        """Work out the worlds; nothing is searched yet."""
        self.charter = charter
        self.naming = naming_wordings(charter)
        self.worlds = tuple(worlds_of(charter, self.naming))
        self._nodes: dict[tuple[Spot, Known], Node] = {}
        self._moves: dict[tuple[Node, Hashable], Moves] = {}
        self._webs: dict[tuple[World | None, Tracked], Web] = {}

    def web(self, world: World, tracked: Tracked = NOTHING) -> Web:
        """Return what callers of a world can reach, with the tracked facts in the state."""
        if (world, tracked) not in self._webs:
            charter = self.charter
            lines = [name for name in charter.lines if world.languages & set(charter.languages_of(name))]
            roots = {self._node(Dialled(name)): world for name in lines}
            self._webs[world, tracked] = self._searched(
                roots, lambda node: self._moves_in(node, world), tracked
            )
        return self._webs[world, tracked]

    def union(self, tracked: Tracked = NOTHING) -> Web:
        """Return what any caller can reach in any world, taken together; no world has more."""
        if (None, tracked) not in self._webs:
            self._webs[None, tracked] = self._searched(self._dialled(), self._moves_anywhere, tracked)
        return self._webs[None, tracked]

    def beside(self, spots: Iterable[Spot]) -> Web:
        """Return what can be reached in any world by callers, and from other spots to which people lead."""
        roots = self._dialled()
        for spot in spots:
            roots.setdefault(self._node(spot), self.worlds[0])
        return self._searched(roots, self._moves_anywhere, NOTHING)

    def _dialled(self) -> dict[Node, World]:
        roots: dict[Node, World] = {}
        for world in self.worlds:
            for line in self.charter.lines:
                if world.languages & set(self.charter.languages_of(line)):
                    roots.setdefault(self._node(Dialled(line)), world)
        return roots

    def start(self, root: Node, world: World) -> Sentence:
        """Return how a way begins: who dials what, in which language, when."""
        line = root.spot.line if isinstance(root.spot, Dialled) else ""
        promised = (tag for tag in self.charter.languages_of(line) if tag in world.witnesses)
        language = next(promised, world.language)
        return sentence(
            N_("{dial} ({language}, {moment})"),
            dial=address(self.charter.lines[line]),
            language=language,
            moment=world.witnesses[language].said,
        )

    def told(self, web: Web, node: Node) -> tuple[Sentence, ...]:
        """Return the way to a node as a caller would tell it."""
        root, moves = web.way(node)
        return (self.start(root, web.roots[root]), *(move.label for move in moves))

    def search(
        self,
        find: Callable[[Web], Iterable[Found]],
        screen: Callable[[Web], Iterable[Found]] | None = None,
        worlds: Iterable[World] | None = None,
    ) -> list[Found]:
        """Return what `find` finds in any world, each once, by its shortest way.

        The union of all worlds is searched first: `screen` (unwritten: `find` itself) must find there what
        `find` finds in a world, by a way that is no longer; when all of it is found so, the search is over.
        `worlds`: no others are searched.
        """
        anywhere = self._consistent(self.union, screen or find)
        bounds = {found.same: len(found.way) for found in anywhere}
        best: dict[tuple[str, ...], Found] = {}
        for world in (self.worlds if worlds is None else worlds) if bounds else ():
            for found in self._consistent(partial(self.web, world), find):
                known = best.get(found.same)
                if known is None or len(found.way) < len(known.way):
                    best[found.same] = found
            if all(same in best and len(best[same].way) <= bound for same, bound in bounds.items()):
                break
        return list(best.values())

    def _consistent(
        self, web: Callable[[Tracked], Web], find: Callable[[Web], Iterable[Found]]
    ) -> list[Found]:
        """Return what `find` finds by ways that can be walked; each fact in the way is tracked by itself.

        What was found by a way that needs two values of a fact is looked for again with that fact in the
        state, and so is what comes to light then; all else that was found is not, for the facts of many
        findings, tracked at once, would multiply one another. Where even one takes more than `MOST`
        situations, it is told as it was found.
        """
        walked: dict[Same, Found] = {}
        todo: list[tuple[Tracked, frozenset[Same], dict[Same, Found]]] = [(NOTHING, frozenset(), {})]
        for tracked, others, doubtful in todo:
            try:
                found = [each for each in find(web(tracked)) if each.same not in others]
            except TooMany:
                walked = doubtful | walked
                continue
            barred: dict[str, dict[Same, Found]] = {}
            for each in found:
                if fact := clash(self.charter, each.moves):
                    barred.setdefault(fact, {})[each.same] = each
                elif each.same not in walked or len(each.way) < len(walked[each.same].way):
                    walked[each.same] = each
            same = {each.same for each in found}
            todo += [
                (tracked | {fact}, others | (same - again.keys()), again)
                for fact, again in barred.items()
                if fact not in tracked
            ]
        return list(walked.values())

    def _node(self, spot: Spot, known: Known = ()) -> Node:
        if (spot, known) not in self._nodes:
            self._nodes[spot, known] = Node(spot, known)
        return self._nodes[spot, known]

    def _moves_in(self, node: Node, world: World) -> Moves:
        """Return the moves from a node in a world, worked out once for all worlds that agree on them."""
        variant = self._variant(node.spot, world)
        if (node, variant) not in self._moves:
            found = open_moves(self.charter, node.spot, world.language, world.spoken)
            self._moves[node, variant] = [(move, self._node(move.to)) for move in found]
        return self._moves[node, variant]

    def _moves_anywhere(self, node: Node) -> Moves:
        variants = {self._variant(node.spot, world): world for world in self.worlds}
        found = [out for world in variants.values() for out in self._moves_in(node, world)]
        return list(dict.fromkeys(found)) if len(variants) > 1 else found

    def _variant(self, spot: Spot, world: World) -> Hashable:
        """Return what of the world the moves from a spot depend on."""
        if isinstance(spot, Waiting):
            return world.status[spot.team], world.language if self._waits_with_numbers else ""
        if isinstance(spot, Told):
            return world.language if (spot.question, spot.row) in self._noes_with_numbers else None
        return world.language if isinstance(spot, (At, With)) and spot in self._by_language else None

    @cached_property
    def _by_language(self) -> frozenset[Spot]:
        """The spots whose moves depend on the language: sentences that name lines, people, asking for it."""
        people = (With(name) for name, team in self.charter.teams.items() if team.in_practice)
        steps = (
            At(name, index)
            for name, walk in self.charter.paths.items()
            for index, step in enumerate(walk.steps)
            if (isinstance(step, Say) and f"say.{step.say}" in self.naming)
            or (isinstance(step, Ask) and (step.ask == LANGUAGE_FACT or _asking(step) in self.naming))
        )
        return frozenset((*people, *steps))

    @cached_property
    def _noes_with_numbers(self) -> frozenset[tuple[str, int]]:
        """The rows that say no in words that name a line."""
        return frozenset(
            (name, row)
            for name, question in self.charter.questions.items()
            for row, rule in enumerate(question.rules)
            if self.naming.intersection(heard_in_a_no(rule))
        )

    @property
    def _waits_with_numbers(self) -> bool:
        return any(key.startswith("waiting.") for key in self.naming)

    def leads(self, node: Node, world: World, goal: Callable[[Spot], bool]) -> bool:
        """Tell whether a spot that meets the goal lies ahead of a node in a world."""
        seen, todo = {node}, [node]
        for here in todo:
            if goal(here.spot):
                return True
            fresh = {to for _, to in self._moves_in(here, world)} - seen
            seen |= fresh
            todo += fresh
        return False

    def _searched(self, roots: dict[Node, World], moves: Callable[[Node], Moves], tracked: Tracked) -> Web:
        web = Web(roots, {}, dict.fromkeys(roots))
        waiting = deque(roots)
        while waiting:
            node = waiting.popleft()
            out = self._tracking(node, moves(self._node(node.spot)), tracked) if tracked else moves(node)
            web.moves[node] = out
            for move, to in out:
                if to not in web.parents:
                    web.parents[to] = (node, move)
                    waiting.append(to)
            if tracked and len(web.parents) > MOST:
                raise TooMany
        return web

    def _tracking(self, node: Node, out: Moves, tracked: Tracked) -> Moves:
        forgets = self.charter.cases.joins is None
        known = dict(node.known)
        return [
            (move, self._node(move.to, _learnt(known, move, tracked, forgets=forgets)))
            for move, _ in out
            if fits(move, known)
        ]


def _asking(step: Ask) -> str:
    return f"ask.{step.ask}.ask"


def _learnt(
    known: dict[str, tuple[tuple[int, int | None], ...]], move: Move, tracked: Tracked, *, forgets: bool
) -> Known:
    if forgets and isinstance(move.to, Dialled):
        return ()
    found = dict(known)
    for fact, ranges in move.learnt:
        if fact in tracked:
            found[fact] = intersected(found[fact], ranges) if fact in found and not move.again else ranges
    return tuple(sorted(found.items()))
