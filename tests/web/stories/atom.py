"""What RFC 4287 demands of an Atom feed, read from its text and not from what wrote the feed.

Sections in brackets. `faults(text)` returns one line for each breach; no line: the feed is valid as far as
our feeds go (no `source`, no extension elements, no `base`).
"""

import re
from collections import Counter
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from tests.web.stories.active import active

ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = {
    "feed": {"id", "title", "updated"},  # 4.1.1
    "entry": {"id", "title", "updated"},  # 4.1.2
}
AT_MOST_ONCE = {
    "feed": {"generator", "icon", "logo", "rights", "subtitle"},
    "entry": {"content", "published", "rights", "source", "summary"},
}
MANY = {
    "feed": {"author", "category", "contributor", "link", "entry"},
    "entry": {"author", "category", "contributor", "link"},
}
# 3.3: a date-time of RFC 3339 with an upper-case T, and Z where there is no offset.
MOMENT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def faults(text: bytes) -> list[str]:
    try:
        feed = ET.fromstring(text)
    except ET.ParseError as error:
        return [f"not well-formed: {error}"]
    if feed.tag != f"{ATOM}feed":
        return ["the document element is no atom:feed [2]"]
    entries = feed.findall(f"{ATOM}entry")
    found = [*of_part(feed, "feed")]
    for entry in entries:
        found += of_part(entry, "entry")
        found += of_entry(feed, entry)
    idents = Counter((one.findtext(f"{ATOM}id"), one.findtext(f"{ATOM}updated")) for one in entries)
    return found + [f"two entries are {ident} [4.1.1]" for ident, count in idents.items() if count > 1]


def of_part(part, name):
    counted = Counter(child.tag.removeprefix(ATOM) for child in part)
    yield from (f"{name}: {each} {counted[each]} times [4.1]" for each in ONCE[name] if counted[each] != 1)
    yield from (f"{name}: {each} twice [4.1]" for each in AT_MOST_ONCE[name] if counted[each] > 1)
    known = ONCE[name] | AT_MOST_ONCE[name] | MANY[name]
    yield from (f"{name}: nobody knows {each} [6]" for each in counted if each not in known)
    for child in part:
        yield from of_child(child, child.tag.removeprefix(ATOM))
    turns = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in part.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    )
    yield from (f"{name}: two alternate links [4.1]" for count in turns.values() if count > 1)


def of_child(child, name):
    if name in ("updated", "published") and not MOMENT.fullmatch(child.text or ""):
        yield f"{name} is no date-time: {child.text} [3.3]"
    if name in ("id", "icon", "logo") and not absolute(child.text):
        yield f"{name} is no absolute IRI: {child.text} [4.2.6]"
    if name == "link" and not absolute(child.get("href")):
        yield f"link leads nowhere: {child.get('href')} [4.2.7]"
    if name == "category" and not child.get("term"):
        yield "category without a term [4.2.2]"
    if name in ("author", "contributor"):
        yield from of_person(child, name)
    if name in ("title", "subtitle", "summary", "rights", "content"):
        kind = child.get("type", "text")
        if kind not in ("text", "html"):
            yield f"{name} of type {kind}: ours are text or html [3.1.1]"
        if len(child):
            yield f"{name} has elements inside [3.1.1]"
        if kind == "html" and active(child.text or "").runs:
            yield f"{name} holds what could run [8.1]"


def of_person(child, name):
    counted = Counter(each.tag.removeprefix(ATOM) for each in child)
    if counted["name"] != 1 or not child.findtext(f"{ATOM}name"):
        yield f"{name} without one name [3.2]"
    if counted["uri"] > 1 or counted["email"] > 1 or set(counted) - {"name", "uri", "email"}:
        yield f"{name} has {sorted(counted)} [3.2]"


def of_entry(feed, entry):
    if entry.find(f"{ATOM}author") is None and feed.find(f"{ATOM}author") is None:
        yield "entry: nobody wrote it [4.1.2]"
    turns = [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    if entry.find(f"{ATOM}content") is None and not turns:
        yield "entry: neither content nor an alternate link [4.1.2]"


def absolute(text):
    parts = urlsplit(text or "")
    return bool(parts.scheme and parts.netloc) and not re.search(r"\s", text)
