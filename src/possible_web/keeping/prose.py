"""What people write in public, made safe: Markdown to a short list of tags, links that carry no weight."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre"}
SCHEMES = {"http", "https"}
LINK = "nofollow ugc noopener noreferrer"
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


@cache
def _reader() -> MarkdownIt:
    """Return what reads Markdown; with nh3 it is 3 MiB, which a process without stories does without."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - as said above

    reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return reader.disable(["image", "heading", "lheading", "hr"])


def cleaned(text: str) -> str:
    """Return the HTML of a Markdown text: no markup of its own, no picture, no heading, no script."""
    import nh3  # noqa: PLC0415 - as above

    return nh3.clean(
        _reader().render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel=LINK,
    )


def links_in(text: str) -> int:
    """Return how many links a text holds, written out or as Markdown."""
    return len(_LINK.findall(text))


def beginning(text: str, most: int = 200) -> str:
    """Return the first words of a Markdown text, without its marks, for lists, feeds and previews."""
    import nh3  # noqa: PLC0415 - as above

    plain = nh3.clean(_reader().render(text), tags=set())
    words = " ".join(html.unescape(plain).split())
    return words if len(words) <= most else words[: most - 1].rpartition(" ")[0] + "…"
