"""What people write in public, made safe: Markdown to a short list of tags, links that carry no weight."""

from __future__ import annotations

import html
import re

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre"}
SCHEMES = {"http", "https"}
LINK = "nofollow ugc noopener noreferrer"
_READER = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "heading", "lheading", "hr"]
)
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def cleaned(text: str) -> str:
    """Return the HTML of a Markdown text: no markup of its own, no picture, no heading, no script."""
    return nh3.clean(
        _READER.render(text),
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
    plain = nh3.clean(_READER.render(text), tags=set())
    words = " ".join(html.unescape(plain).split())
    return words if len(words) <= most else words[: most - 1].rpartition(" ")[0] + "…"
