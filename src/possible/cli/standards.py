"""`possible standards`: the packs of standards, one pack or law, or the page of one rule."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from possible.cli.say import say, spoken
from possible.values.text import N_

if TYPE_CHECKING:
    from possible.check.standards import Live, Pack, Standard

NAME = "standards"
HELP = N_("list the packs of standards, one pack or law, or show one of its rules")
FORMATS = ("text", "json", "markdown")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the name of a pack, law or rule, and the form."""
    parser.add_argument(
        "name",
        nargs="?",
        metavar=say(N_("PACK|LAW|RULE")),
        help=say(N_("such as `fr`, `es-10-2025` or `de.tkg.115`; unwritten: all packs")),
    )
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help=say(N_("for people, programs or pages"))
    )


def run(args: Namespace) -> int:
    """Print what is asked for; `Refused` for a name that there is not."""
    from possible.check.standards import named, standards

    if args.format == FORMATS[0]:
        print("\n".join(_text(args.name)))
        return 0
    from possible.cli.standards_forms import as_json, as_markdown

    form = as_json if args.format == "json" else as_markdown
    print(form(named(args.name) if args.name else standards()))
    return 0


def _text(name: str | None) -> Iterator[str]:
    from possible.check.standards import named, pack, pack_names

    if name is None:
        yield from _packs([pack(each) for each in pack_names()])
    elif name.lower() in pack_names():
        found = pack(name.lower())
        yield f"{found.pack}: {found.title.said(spoken())}"
        yield found.scope.said(spoken())
        yield from _rules(found.rules)
    elif len(found_ := named(name)) == 1:
        yield from page(found_[0])
    else:
        yield from _rules(found_)


def _packs(packs: Sequence[Pack]) -> Iterator[str]:
    width = max(len(each.pack) for each in packs)
    for each in packs:
        counts = say(
            N_("rules {rules} · static {static} · live {live} · not mechanical {neither}"),
            rules=len(each.rules),
            static=sum(bool(rule.asks) for rule in each.rules),
            live=sum(rule.live is not None for rule in each.rules),
            neither=sum(not rule.asks and rule.live is None for rule in each.rules),
        )
        yield f"{each.pack:<{width}}  {each.title.said(spoken())}\n{'':<{width}}  {counts}"


def _rules(rules: Sequence[Standard]) -> Iterator[str]:
    for rule in rules:
        yield f"\n{rule.id}  {rule.cite}"
        yield f"  {rule.title.said(spoken())}"
        yield f"  {' · '.join([*_force(rule), kinds(rule)])}"


def kinds(rule: Standard) -> str:
    """Return how a standard is decided: on the charter, on events, or by no machine."""
    found = [say(N_("static"))] if rule.asks else []
    found += [say(N_("live"))] if rule.live else []
    return " + ".join(found) or say(N_("not mechanical"))


def _force(rule: Standard) -> Iterator[str]:
    from possible.check.standards import SEEN_SAID, STATUS_SAID

    yield say(STATUS_SAID[rule.status])
    if rule.since:
        yield say(N_("from {day}"), day=rule.since)
    if rule.until:
        yield say(N_("until {day}"), day=rule.until)
    if rule.due:
        yield say(N_("to be met by {day}"), day=rule.due)
    if rule.market:
        yield rule.market
    yield say(SEEN_SAID[rule.seen])


def page(rule: Standard) -> Iterator[str]:
    """Yield the lines of the page of one rule."""
    from possible.check.standards import contradictions

    language = spoken()
    yield f"{rule.id}: {rule.title.said(language)}"
    yield f"  {rule.cite}"
    yield f"  {' · '.join(_force(rule))}"
    if rule.version:
        yield "  " + say(N_("version seen: {version}"), version=rule.version)
    for demand in rule.asks:
        days = [say(N_("from {day}"), day=demand.since)] if demand.since else []
        days += [say(N_("until {day}"), day=demand.until)] if demand.until else []
        yield (
            "  "
            + say(N_("asks of a charter:"))
            + f" {demand.written}"
            + (f" ({', '.join(days)})" if days else "")
        )
    for row in rule.owes:
        yield "  " + say(N_("owes for a breach:")) + f" {row.written}"
    if rule.live:
        yield "  " + say(N_("measured live:")) + f" {measured(rule.live)}"
    for label, told in (
        (N_("not mechanical:"), rule.not_mechanical),
        (N_("except:"), rule.unless),
        (N_("note:"), rule.note),
    ):
        if told:
            yield f"  {say(label)} {told.said(language)}"
    for pair in contradictions():
        if rule.id in (pair.one, pair.other):
            other = pair.other if rule.id == pair.one else pair.one
            yield "  " + say(N_("contradicts {other}: {why}"), other=other, why=pair.why.said(language))
    if rule.source:
        yield "  " + say(N_("seen in: {source}"), source=rule.source)


def measured(live: Live) -> str:
    """Return what is measured in one line: the quantity, its limit, its share, its period, the events."""
    parts = [live.what.said(spoken()), live.limit]
    parts += [say(N_("in {share} of cases"), share=live.share)] if live.share else []
    parts += [say(N_("over each {period}"), period=say(PERIODS[live.each]))] if live.each else []
    parts += [live.clock.said(spoken())] if live.clock else []
    return f"{' · '.join(filter(None, parts))} ({', '.join(live.events)})"


PERIODS = {"quarter": N_("quarter"), "year": N_("year")}
