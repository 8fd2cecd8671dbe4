"""The path of a caller who wants one language, to a part of the charter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.subject import spots_of
from possible.journey import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.check.subject import Subject
    from possible.journey import Web
    from possible.values import Language, Sentence


def way_in(subject: Subject, language: Language, *key: str) -> tuple[Sentence, ...]:
    """Return the shortest path to a part of the charter of a caller who wants a language, or nothing."""
    wanted = spots_of(subject.charter, key)
    if wanted is None:
        return ()

    def first(web: Web) -> Iterator[Found]:
        for node in web.parents:
            if wanted(node.spot):
                yield Found(("way",), tuple(web.way(node)[1]), subject.graph.told(web, node))
                return

    def of_language(web: Web) -> Iterator[Found]:
        return first(web) if language in {world.language for world in web.roots.values()} else iter(())

    found = subject.graph.search(of_language, first)
    return found[0].way if found else ()
