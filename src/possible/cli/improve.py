"""`possible improve`: the same promises with less time on the road."""

from __future__ import annotations

import json
import random
import time
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from possible.cli.plans import add_plan_arguments, plan_in, with_server
from possible.cli.say import say
from possible.values.text import N_, Refused, sentence

if TYPE_CHECKING:
    from possible.dispatch.adopt import Verdict
    from possible.dispatch.engines.process import Engine
    from possible.dispatch.improve import Improved
    from possible.dispatch.plan import Plan

NAME = "improve"
HELP = N_("shorten a plan's journeys; every promise is kept")
ENGINES = ("own", "pyvrp", "vroom")
WORDS = {
    "adopted": N_("{day} {engine}: {before} → {after} minutes on the road"),
    "dearer": N_("{day} {engine}: nothing cheaper than {before} minutes on the road"),
    "refused": N_("{day} {engine}: its proposal was refused: {why}"),
    "failed": N_("{day} {engine}: gave no proposal: {why}"),
}


def add_arguments(parser: ArgumentParser) -> None:
    """Take the plan, the days, the seconds for each, the engines, and where the better plan goes."""
    add_plan_arguments(parser)
    parser.add_argument(
        "--day", action="append", default=[], metavar="DATE", help=say(N_("only this day; repeatable"))
    )
    parser.add_argument("--seconds", type=float, default=30.0, help=say(N_("for each day")))
    parser.add_argument(
        "--engines",
        default="",
        metavar="own,pyvrp,vroom",
        help=say(N_("which may be asked (all that are installed)")),
    )
    parser.add_argument("--seed", type=int, default=1, help=say(N_("of the search")))
    parser.add_argument("--output", type=Path, metavar="FILE", help=say(N_("where the better plan goes")))


def run(args: Namespace) -> int:
    """Improve and tell what became of each proposal; 0, or 2 when the plan cannot be read."""
    from possible.dispatch.improve import Budget, improve
    from possible.dispatch.planfile import write_plan

    file = plan_in(args.plan)
    plan = with_server(file.plan, args.osrm, [])
    unknown = [day for day in args.day if day not in plan.days()]
    if unknown:
        raise Refused(sentence(N_("Nobody works on {day} in this plan."), day=unknown[0]))
    budget = Budget(max(0.001, args.seconds), time.monotonic, _engines(args.engines))
    improved = improve(plan, args.day or plan.days(), budget, random.Random(args.seed))  # noqa: S311 - no secret hangs on it
    if args.format == "json":
        verdicts = [asdict(verdict) for verdict in improved.verdicts]
        print(
            json.dumps({"before": _road(plan), "after": _road(improved.plan), "verdicts": verdicts}, indent=2)
        )
    else:
        _tell(improved, plan)
    if args.output is not None:
        args.output.write_text(write_plan(file, improved.plan), encoding="utf-8")
    return 0


def _engines(given: str) -> tuple[Engine, ...]:
    from possible.dispatch.engines.process import PYVRP, VROOM

    known = {engine.name: engine for engine in (PYVRP, VROOM)}
    names = [name.strip() for name in given.split(",") if name.strip()]
    wrong = [name for name in names if name not in ENGINES]
    if wrong:
        why = sentence(N_("There is no engine `{name}`."), name=wrong[0])
        raise Refused(why, sentence(N_("one of: {known}"), known=", ".join(ENGINES)))
    return tuple(
        engine for name, engine in known.items() if (name in names or not names) and engine.installed()
    )


def _road(plan: Plan) -> int:
    from possible.dispatch.board import board_of

    return board_of(plan).seconds


def _tell(improved: Improved, before: Plan) -> None:
    for verdict in improved.verdicts:
        print(_line(verdict))
    print(
        say(
            N_("All days: {before} → {after} minutes on the road; every promise is kept."),
            before=_road(before) // 60,
            after=_road(improved.plan) // 60,
        )
    )


def _line(verdict: Verdict) -> str:
    facts = {
        "day": verdict.day,
        "engine": verdict.engine,
        "before": verdict.before // 60,
        "after": verdict.after // 60,
        "why": verdict.why,
    }
    return say(WORDS[verdict.word], **facts)
