"""Standards for programs (JSON) and for pages (Markdown, the reference of the docs)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from possible.cli.say import say, spoken
from possible.cli.standards import kinds, measured

if TYPE_CHECKING:
    from possible.check.standards import Live, Standard, Told


def as_json(rules: Sequence[Standard]) -> str:
    """Return one object: the rules with all that is known of them, and the pairs that contradict."""
    from possible.check.standards import contradictions

    ids = {rule.id for rule in rules}
    content = {
        "language": spoken(),
        "standards": [_object(rule) for rule in rules],
        "contradictions": [
            {"one": pair.one, "other": pair.other, "why": pair.why.said(spoken())}
            for pair in contradictions()
            if {pair.one, pair.other} & ids
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _object(rule: Standard) -> dict[str, Any]:
    days = {end: getattr(rule, end) for end in ("since", "until", "due")}
    return {
        "id": rule.id,
        "pack": rule.pack,
        "cite": rule.cite,
        "title": rule.title.said(spoken()),
        "status": rule.status.value,
        **{end: day.isoformat() if day else None for end, day in days.items()},
        "market": rule.market or None,
        "version": rule.version or None,
        "seen": rule.seen.value,
        "verified": rule.verified,
        "certainty": rule.certainty,
        "subject": rule.subject,
        "static": [demand.written for demand in rule.asks],
        "owes": [row.written for row in rule.owes],
        "live": _live(rule.live) if rule.live else None,
        "not-mechanical": _said(rule.not_mechanical),
        "except": _said(rule.unless),
        "note": _said(rule.note),
        "source": rule.source or None,
    }


def _said(told: Told | None) -> str | None:
    return told.said(spoken()) if told else None


def _live(live: Live) -> dict[str, Any]:
    return {
        "what": live.what.said(spoken()),
        "how": live.how,
        "limit": live.limit or None,
        "share": live.share or None,
        "each": live.each or None,
        "clock": _said(live.clock),
        "events": list(live.events),
        "measure": live.by or None,
    }


def as_markdown(rules: Sequence[Standard]) -> str:
    """Return the page of the reference: every pack with its rules, every static fact, every contradiction."""
    return "\n".join(_page(rules))


def _page(rules: Sequence[Standard]) -> Iterator[str]:
    from possible.check.standards import contradictions, markets, pack

    yield "# Standards\n"
    yield "<!-- made by `possible standards --format markdown`; do not edit -->\n"
    yield (
        "Facts in our own words, not legal advice. `press` and `memory` are unverified texts: they warn, "
        "they never fail a charter. `since` is from memory where the citation does not name the day."
    )
    for name in dict.fromkeys(rule.pack for rule in rules):
        found = pack(name)
        yield f"\n## {name}: {found.title.said(spoken())}\n"
        countries = ", ".join(markets().get(name, ())) or "none, only by name"
        yield f"{found.scope.said(spoken())} Markets: {countries}.\n"
        yield "| rule | asks | status | seen | static facts | measured live |"
        yield "|---|---|---|---|---|---|"
        yield from (_row(rule) for rule in rules if rule.pack == name)
    yield "\n## Static facts\n"
    yield from _facts()
    yield "\n## Contradictions\n"
    yield "Packs are held against one by one and never merged.\n"
    for pair in contradictions():
        yield f"- `{pair.one}` and `{pair.other}`: {pair.why.said(spoken())}"


def _row(rule: Standard) -> str:
    from possible.check.standards import STATUS_SAID

    days = [f"from {rule.since}"] if rule.since else []
    days += [f"until {rule.until}"] if rule.until else []
    days += [f"by {rule.due}"] if rule.due else []
    status = ", ".join([say(STATUS_SAID[rule.status]), *days, *([rule.market] if rule.market else [])])
    static = "<br>".join(f"`{demand.written}`" for demand in rule.asks)
    if not (rule.asks or rule.live) and rule.not_mechanical:
        static = f"{kinds(rule)}: {rule.not_mechanical.said(spoken())}"
    cells = [
        f"`{rule.id}`<br>{rule.cite}",
        rule.title.said(spoken()),
        status,
        f"{rule.seen.value} ({rule.certainty})",
        static,
        measured(rule.live) if rule.live else "",
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _facts() -> Iterator[str]:
    from possible.check.standards.facts import FACTS

    yield "| fact | written as | what it asks |"
    yield "|---|---|---|"
    for name, fact in sorted(FACTS.items()):
        yield f"| `{name}` | {fact.kind.words()} | {fact.doc} |"
