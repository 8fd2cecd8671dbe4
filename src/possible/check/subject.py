"""What rules look at: the charter, and what is worked out of it once for all of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from possible.journey import At, Dialled, End, Ended, Found, Graph, Put, Told, Waiting, With

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from possible.charter import Charter
    from possible.journey import Spot, Web
    from possible.values import Sentence


class Subject:
    """A charter under examination; analyses that several rules need are made once, when first asked for."""

    def __init__(self, charter: Charter) -> None:
        """Keep the charter."""
        self.charter = charter
        self._ways: dict[tuple[str, ...], tuple[Sentence, ...]] = {}

    @cached_property
    def graph(self) -> Graph:
        """All situations that the charter allows."""
        return Graph(self.charter)

    @cached_property
    def situations(self) -> int:
        """How many situations a caller can be in: those of every world (hours, language) added up."""
        return sum(len(self.graph.web(world).parents) for world in self.graph.worlds)

    def way_to(self, *key: str) -> tuple[Sentence, ...]:
        """Return the shortest caller's path to a part of the charter (`"questions", "visit"`), or nothing."""
        if key not in self._ways:
            wanted = spots_of(self.charter, key)
            self._ways[key] = self._shortest(wanted) if wanted else ()
        return self._ways[key]

    def _shortest(self, wanted: Callable[[Spot], bool]) -> tuple[Sentence, ...]:
        def find(web: Web) -> Iterator[Found]:
            for node in web.parents:
                if wanted(node.spot):
                    yield Found(("way",), tuple(web.way(node)[1]), self.graph.told(web, node))
                    return

        found = self.graph.search(find)
        return found[0].way if found else ()


def spots_of(  # noqa: PLR0911 - one answer for each section
    charter: Charter, key: tuple[str, ...]
) -> Callable[[Spot], bool] | None:
    """Return the test of the spots at which a caller meets a part of the charter; nothing: there is none."""
    section, name = (*key, "", "")[:2]
    match section:
        case "lines":
            return lambda spot: isinstance(spot, Dialled) and spot.line == name
        case "paths":
            index = int(key[3]) if len(key) > 3 else 0
            return lambda spot: isinstance(spot, At) and (spot.path, spot.index) == (name, index)
        case "teams":
            return lambda spot: isinstance(spot, With) and spot.team == name
        case "waiting":
            return lambda spot: isinstance(spot, Waiting)
        case "questions" | "remedies":
            return _asked(charter, {name} if section == "questions" else _questions_giving(charter, name))
        case "promises":
            return lambda spot: _promises(charter, spot, name)
        case "playbooks":
            return lambda spot: isinstance(spot, At) and _step(charter, spot, "play") == name
        case "tariffs":
            return lambda spot: isinstance(spot, Dialled) and charter.lines[spot.line].tariff == name
        case "words":
            sentence_name = key[3] if key[2:3] == ("say",) and len(key) > 3 else ""
            return (
                (lambda spot: isinstance(spot, At) and _step(charter, spot, "say") == sentence_name)
                if sentence_name
                else None
            )
        case _:
            return None


def _asked(charter: Charter, questions: set[str]) -> Callable[[Spot], bool]:
    """A question is met at a step that decides it, else with any person, who gives the same answer."""
    decided = {
        getattr(step, "decide", "") for walk in charter.paths.values() for step in walk.steps
    } & questions
    if decided:
        return lambda spot: isinstance(spot, (Told, Put)) and spot.question in decided
    return lambda spot: bool(questions) and isinstance(spot, With)


def _questions_giving(charter: Charter, remedy: str) -> set[str]:
    return {
        name
        for name, found in charter.questions.items()
        if any(rule.answer == remedy for rule in found.rules)
    }


def _promises(charter: Charter, spot: Spot, promise: str) -> bool:
    if not isinstance(spot, Ended):
        return False
    if spot.how is End.PROMISED:
        return spot.name == promise
    return (
        spot.how is End.AGREED
        and spot.name in charter.remedies
        and charter.remedies[spot.name].promise == promise
    )


def _step(charter: Charter, spot: At, attribute: str) -> str:
    steps = charter.paths[spot.path].steps
    found: str = getattr(steps[spot.index], attribute, "") if spot.index < len(steps) else ""
    return found
