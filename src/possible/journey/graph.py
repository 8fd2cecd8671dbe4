"""All situations that a charter allows, searched: worlds, reachable spots, shortest ways, ends and cycles.

A *world* is what a caller's language and the moment make of the charter: which teams speak it, are open, or
closed, and which lines its sentences name. Callers with the same world walk the same graph, so it is searched
once. The union of all worlds is searched first: what it does not contain, no world contains.

Facts are not in the state. When a way found needs two values of one fact, that fact is tracked and the search
is done again (counterexample-guided refinement).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from possible.charter.domains import intersected
from possible.charter.steps import Say
from possible.journey.moments import moment_classes
from possible.journey.moves import address, fits, open_moves
from possible.journey.said import lines_named
from possible.journey.spots import At, Dialled, Known, Move, Spot, Waiting, With
from possible.values import N_, Language, Moment, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from possible.charter import Charter
    from possible.journey.moments import Spoken

CLOSED, SPEAKS, OTHER = 0, 1, 2
Variant = tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]
Node = tuple[Spot, Known]


@dataclass(frozen=True, slots=True)
class World:
    """What some callers (language and moment) make of the charter: the first of them stands for all."""

    language: Language
    moment: Moment
    spoken: Spoken
    languages: frozenset[Language]


@dataclass(slots=True)
class Web:
    """The graph that one search walked: the moves from each node, and how each node was first reached."""

    roots: dict[Node, World]
    moves: dict[Node, list[tuple[Move, Node]]] = field(default_factory=dict)
    parents: dict[Node, tuple[Node, Move] | None] = field(default_factory=dict)

    def way(self, node: Node) -> tuple[Node, list[Move]]:
        """Return the root and the moves of the shortest way to a node."""
        found: list[Move] = []
        while step := self.parents[node]:
            node, move = step
            found.append(move)
        return node, found[::-1]


class Graph:
    """The situations of one charter; every search is breadth first, so every way is a shortest one."""

    def __init__(self, charter: Charter) -> None:
        """Work out the worlds; nothing is searched yet."""
        self.charter = charter
        self.naming = _naming_sentences(charter)
        self.worlds = tuple(self._worlds())
        self._cache: dict[tuple[Spot, Hashable], tuple[Move, ...]] = {}
        self._webs: dict[tuple[Hashable, frozenset[str]], Web] = {}

    def web(self, world: World, tracked: frozenset[str] = frozenset()) -> Web:
        """Return what callers of a world can reach, with the tracked facts in the state."""
        at = (world.language, world.moment)
        if (at, tracked) not in self._webs:
            roots = [
                Dialled(line)
                for line in self.charter.lines
                if world.languages & set(self.charter.languages_of(line))
            ]
            self._webs[at, tracked] = self._search(
                dict.fromkeys(roots, world), lambda spot: self.moves(spot, world), tracked
            )
        return self._webs[at, tracked]

    def union(self) -> Web:
        """Return what any caller can reach in any world, taken together; no world has more."""
        if ("all", frozenset()) not in self._webs:
            roots: dict[Spot, World] = {}
            for world in self.worlds:
                for line in self.charter.lines:
                    if world.languages & set(self.charter.languages_of(line)):
                        roots.setdefault(Dialled(line), world)
            self._webs["all", frozenset()] = self._search(roots, self._any_moves, frozenset())
        return self._webs["all", frozenset()]

    def moves(self, spot: Spot, world: World) -> tuple[Move, ...]:
        """Return the moves from a spot in a world."""
        variant = self._variant(spot, world)
        if (spot, variant) not in self._cache:
            self._cache[spot, variant] = tuple(open_moves(self.charter, spot, world.language, world.spoken))
        return self._cache[spot, variant]

    def start(self, root: Node, world: World) -> Sentence:
        """Return how a way begins: who dials what, in which language, when."""
        line = root[0].line if isinstance(root[0], Dialled) else ""
        promised = [tag for tag in self.charter.languages_of(line) if tag in world.languages]
        return sentence(
            N_("{dial} ({language}, {moment})"),
            dial=address(self.charter.lines[line]),
            language=promised[0] if promised else world.language,
            moment=world.moment,
        )

    def told(self, web: Web, node: Node) -> tuple[Sentence, ...]:
        """Return the way to a node as a caller would tell it."""
        root, moves = web.way(node)
        return (self.start(root, web.roots[root]), *(move.label for move in moves))

    def search(
        self, find: Callable[[Web], Iterable[Found]], screen: Callable[[Web], Iterable[object]] | None = None
    ) -> list[Found]:
        """Return what `find` finds in any world, each once, by its shortest way.

        The union of all worlds is searched first: `screen` (unwritten: `find` itself) must find something
        there whenever `find` finds something in a world.
        """
        if not any(True for _ in (screen or find)(self.union())):
            return []
        best: dict[tuple[str, ...], Found] = {}
        for world in self.worlds:
            for found in self._consistent(world, find):
                known = best.get(found.same)
                if known is None or len(found.way) < len(known.way):
                    best[found.same] = found
        return list(best.values())

    def _consistent(self, world: World, find: Callable[[Web], Iterable[Found]]) -> list[Found]:
        tracked: frozenset[str] = frozenset()
        while True:
            found = list(find(self.web(world, tracked)))
            clashes = {
                fact for each in found if (fact := clash(self.charter, each.moves)) and fact not in tracked
            }
            if not clashes:
                return [each for each in found if not clash(self.charter, each.moves)]
            tracked |= clashes

    def _worlds(self) -> Iterator[World]:
        worlds: dict[Variant, World] = {}
        languages: dict[Variant, set[Language]] = {}
        for each in moment_classes(self.charter):
            for language in self.charter.languages:
                variant = self._world_variant(language, each.spoken)
                worlds.setdefault(variant, World(language, each.witness, each.spoken, frozenset()))
                languages.setdefault(variant, set()).add(language)
        for variant, world in worlds.items():
            yield World(world.language, world.moment, world.spoken, frozenset(languages[variant]))

    def _world_variant(self, language: Language, spoken: Spoken) -> Variant:
        statuses = tuple(_status(there, language) for there in spoken.values())
        named = tuple(lines_named(self.charter, name, language) for name in self.naming)
        asked = (str(self.charter.languages.index(language)),) if self._asks_language else ()
        return statuses, (*named, asked)

    @property
    def _asks_language(self) -> bool:
        """Tell whether some step sends the languages different ways."""
        steps = (step for walk in self.charter.paths.values() for step in walk.steps)
        return any(getattr(step, "ask", "") == "language" and getattr(step, "to", ()) for step in steps)

    def _variant(self, spot: Spot, world: World) -> Hashable:
        """Return what of the world the moves from a spot depend on."""
        if isinstance(spot, Waiting):
            return _status(world.spoken[spot.team], world.language)
        return world.language if isinstance(spot, (At, With)) and self._by_language(spot) else None

    def _by_language(self, spot: At | With) -> bool:
        if isinstance(spot, With):
            return bool(self.charter.teams[spot.team].in_practice)
        steps = self.charter.paths[spot.path].steps
        step = steps[spot.index] if spot.index < len(steps) else None
        return (isinstance(step, Say) and step.say in self.naming) or getattr(step, "ask", "") == "language"

    def _any_moves(self, spot: Spot) -> tuple[Move, ...]:
        if isinstance(spot, Waiting) or (isinstance(spot, (At, With)) and self._by_language(spot)):
            variants = {self._variant(spot, world): world for world in self.worlds}
            return tuple(
                dict.fromkeys(move for world in variants.values() for move in self.moves(spot, world))
            )
        return self.moves(spot, self.worlds[0])

    def _search(
        self, roots: dict[Spot, World], moves: Callable[[Spot], tuple[Move, ...]], tracked: frozenset[str]
    ) -> Web:
        web = Web({(spot, ()): world for spot, world in roots.items()})
        web.parents = dict.fromkeys(web.roots)
        waiting: deque[Node] = deque(web.roots)
        forgets = self.charter.cases.joins is None
        while waiting:
            node = waiting.popleft()
            out: list[tuple[Move, Node]] = []
            for move in moves(node[0]):
                if tracked and not fits(move, dict(node[1])):
                    continue
                to = (move.to, _learnt(node[1], move, tracked, forgets=forgets)) if tracked else (move.to, ())
                out.append((move, to))
                if to not in web.parents:
                    web.parents[to] = (node, move)
                    waiting.append(to)
            web.moves[node] = out
        return web


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a search found: what makes it the same elsewhere, the moves to it, the way told."""

    same: tuple[str, ...]
    moves: tuple[Move, ...]
    way: tuple[Sentence, ...]
    where: Move | None = None
    about: tuple[str, ...] = ()


def clash(charter: Charter, moves: Iterable[Move]) -> str | None:
    """Return a fact of which a way needs two values, or nothing: then the way can be walked."""
    known: dict[str, tuple[tuple[int, int | None], ...]] = {}
    for move in moves:
        if charter.cases.joins is None and isinstance(move.to, Dialled):
            known = {}
        for fact, ranges in move.learnt:
            both = intersected(known[fact], ranges) if fact in known and not move.again else ranges
            if not both:
                return fact
            known[fact] = both
    return None


def _learnt(known: Known, move: Move, tracked: frozenset[str], *, forgets: bool) -> Known:
    if forgets and isinstance(move.to, Dialled):
        return ()
    found = dict(known)
    for fact, ranges in move.learnt:
        if fact in tracked:
            found[fact] = intersected(found[fact], ranges) if fact in found and not move.again else ranges
    return tuple(sorted(found.items()))


def _status(there: frozenset[Language], language: Language) -> int:
    return CLOSED if not there else SPEAKS if language in there else OTHER


def _naming_sentences(charter: Charter) -> tuple[str, ...]:
    """Return the sentences that name a line in some language."""
    names = dict.fromkeys(
        key.removeprefix("say.")
        for words in charter.words.values()
        for key in words.texts
        if key.startswith("say.")
    )
    return tuple(name for name in names if any(lines_named(charter, name, tag) for tag in charter.languages))
