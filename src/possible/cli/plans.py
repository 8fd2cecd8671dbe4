"""What `possible slots` and `possible improve` share: reading a plan, and travel times from a server."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from possible.cli.say import say
from possible.values.text import N_, Refused, sentence

if TYPE_CHECKING:
    from possible.dispatch.plan import Plan
    from possible.dispatch.planfile import PlanFile
    from possible.dispatch.spots import Spot

FETCH_SECONDS = 20


def add_plan_arguments(parser: ArgumentParser) -> None:
    """Take the plan, where travel times come from, and the form of the answer."""
    parser.add_argument("plan", metavar="PLAN.json", type=Path, help=say(N_("the plan, see plan-json")))
    parser.add_argument("--osrm", metavar="URL", help=say(N_("take travel times from this OSRM server")))
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=say(N_("how it is printed"))
    )


def plan_in(path: Path) -> PlanFile:
    """Read the plan of a file; travel tables are looked for beside it."""
    from possible.dispatch.planfile import read_plan

    return read_plan(text_in(path), lambda name: text_in(path.parent / name))


def text_in(path: Path) -> str:
    """Read a file's text; Refused when it is none."""
    try:
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, ValueError):
        raise Refused(sentence(N_("{path} is no text in UTF-8."), path=path)) from None


def with_server(plan: Plan, server: str | None, more: list[Spot]) -> Plan:
    """Return the plan with travel times from a server, where one is named; Refused when it does not
    answer.
    """
    if not server:
        return plan
    from possible.dispatch.tables import osrm_table

    spots = [visit.spot for visit in plan.visits.values()] + more
    spots += [spot for turn in plan.turns.values() for spot in (turn.origin, turn.finish)]
    try:
        return replace(plan, travel=osrm_table(spots, _fetch, server))
    except (ValueError, OSError) as error:
        why = sentence(N_("No travel times from {server}: {why}"), server=server, why=error)
        raise Refused(why, sentence(N_("leave out --osrm: distances are then estimated"))) from None


def _fetch(address: str) -> bytes:
    from urllib.request import urlopen

    if not address.startswith(("http://", "https://")):
        raise ValueError(address)
    with urlopen(address, timeout=FETCH_SECONDS) as answer:  # noqa: S310 - only those two pass
        body: bytes = answer.read()
    return body
