"""Where the promised language is lost on the way: the two rules that need every caller's path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.law import Broken
from possible.check.no_dead_end.ends import alive
from possible.journey import End, Ended, Found, Waiting, With, is_good
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.check.subject import Subject
    from possible.journey import Graph, Web, World


def nobody_speaks(subject: Subject) -> Iterator[Broken]:
    """Find open teams that serve a caller in another language than the one promised and wanted."""
    charter = subject.charter

    def find(web: Web) -> Iterator[Found]:
        for node, moves in web.moves.items():
            for move, to in moves:
                if isinstance(node.spot, Waiting) and isinstance(to.spot, With) and move.other_language:
                    way = (*subject.graph.told(web, node), move.label)
                    language = _wanted(subject, web)
                    yield Found(
                        (*move.key, language),
                        (*web.way(node)[1], move),
                        way,
                        move,
                        (node.spot.team, language),
                    )

    told: set[tuple[str, ...]] = set()
    for found in sorted(subject.graph.search(find), key=lambda each: len(each.way)):
        team, language = found.about
        if (team, language) in told:
            continue
        told.add((team, language))
        text = N_("Team `{team}` is open, nobody there speaks `{language}`, and nothing says what follows.")
        attempt = sentence(N_("write `no-speaker:` under `waiting`, or put somebody there who speaks it"))
        place = charter.place("teams", team, "languages")
        yield Broken(place, sentence(text, team=team, language=language), found.way, attempt)


def sent_away(subject: Subject) -> Iterator[Broken]:
    """Find where a caller is sent away because nobody speaks the language, and nothing good lies ahead."""
    charter = subject.charter

    def find(web: Web) -> Iterator[Found]:
        living = alive(web, is_good)
        for node, moves in web.moves.items():
            for move, to in moves:
                ended = to.spot.how if isinstance(to.spot, Ended) else None
                lost = to not in living and ended is not End.DANGLING
                if isinstance(node.spot, Waiting) and move.key[-1] == "no-speaker" and lost:
                    way = (*subject.graph.told(web, node), move.label)
                    yield Found(
                        move.key,
                        (*web.way(node)[1], move),
                        way,
                        move,
                        (node.spot.team, _wanted(subject, web)),
                    )

    for found in subject.graph.search(find, _without_speaker, _suspects(subject.graph)):
        if found.where:
            text = N_(
                "Nobody at `{team}` speaks `{language}` then, and the caller is sent away with nothing."
            )
            attempt = sentence(
                N_("let `no-speaker:` lead to people who speak it at that hour, or to a promise to call back")
            )
            message = sentence(text, team=found.about[0], language=found.about[1])
            yield Broken(charter.place(*found.where.key), message, found.way, attempt)


def _suspects(graph: Graph) -> list[World]:
    """Return the worlds in which some way on for want of a speaker has nothing good ahead."""
    moves = graph.union().moves.values()
    targets = {to for out in moves for move, to in out if move.key[-1] == "no-speaker"}
    return [world for world in graph.worlds if any(not graph.leads(to, world, is_good) for to in targets)]


def _without_speaker(web: Web) -> Iterator[Found]:
    """Yield every way on for want of a speaker; a way of no length, so that every world is looked at."""
    for moves in web.moves.values():
        yield from (Found(move.key, (), ()) for move, _ in moves if move.key[-1] == "no-speaker")


def _wanted(subject: Subject, web: Web) -> str:
    return next(iter(web.roots.values())).language if web.roots else subject.charter.languages[0]
