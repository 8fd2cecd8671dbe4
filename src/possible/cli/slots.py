"""`possible slots`: which windows a visit can have, with whom, and why not where it cannot."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from possible.cli.plans import add_plan_arguments, plan_in, text_in, with_server
from possible.cli.say import say
from possible.values.text import N_, Refused, sentence

if TYPE_CHECKING:
    from possible.dispatch.board import Board
    from possible.dispatch.plan import Visit, Window
    from possible.dispatch.planfile import PlanFile
    from possible.dispatch.slots import Answer, Insertion, Possible

NAME = "slots"
HELP = N_("tell which windows a visit can have, with whom, and why not")
EFFORT = 3_000_000
"""Part arrangements that a proof of impossibility may look at: a few seconds, on a small day only."""

TIERS = ("insertion", "any-order", "exchange", "deep")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the plan, the visit, the windows, how far to search, and what to do with the first that is had."""
    add_plan_arguments(parser)
    parser.add_argument(
        "--visit", required=True, metavar="JSON", help=say(N_("the visit: JSON, or a file that holds it"))
    )
    parser.add_argument(
        "--window",
        action="append",
        metavar="FROM/TO",
        default=[],
        help=say(N_("a window to ask for; repeatable")),
    )
    parser.add_argument(
        "--hours", type=int, default=2, metavar="N", help=say(N_("length of the windows asked for otherwise"))
    )
    parser.add_argument("--tier", choices=TIERS, default="exchange", help=say(N_("how far to search")))
    parser.add_argument(
        "--seconds", type=float, default=10.0, help=say(N_("for each window of the deep search"))
    )
    parser.add_argument("--seed", type=int, default=1, help=say(N_("of the deep search")))
    parser.add_argument(
        "--reserve", type=int, metavar="MINUTES", help=say(N_("keep the first possible window this long"))
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help=say(N_("where the changed plan goes")))
    parser.add_argument("--verify", action="store_true", help=say(N_("check every answer again, slowly")))


def run(args: Namespace) -> int:
    """Answer; 0 when some window is possible, 1 when none is, 2 when the plan or the visit cannot be read."""
    from possible.dispatch.board import board_of

    if args.reserve is not None and args.output is None:
        raise Refused(sentence(N_("A reservation needs --output: a plan that nobody keeps keeps no slot.")))
    file = plan_in(args.plan)
    visit = _visit(file, args.visit)
    plan = with_server(file.plan, args.osrm, [visit.spot])
    windows = [_window(file, text) for text in args.window] or _windows(file, visit, args.hours)
    board = board_of(plan)
    answers = _answers(board, visit, windows, args)
    if args.verify:
        _verified(board, visit, answers)
    told = json.dumps(_as_json(file, board, answers), ensure_ascii=False, indent=2)
    print(told if args.format == "json" else "\n".join(_as_text(file, board, visit, answers)))
    had = [answer for answer in answers if _is_possible(answer)]
    if had and args.reserve is not None:
        _reserve(file, board, visit, had[0], args)  # type: ignore[arg-type]
    return 0 if had else 1


def _visit(file: PlanFile, given: str) -> Visit:
    from possible.dispatch.planfile import read_visit
    from possible.dispatch.reading import Item
    from possible.dispatch.travel import FlatMap

    text = given if given.lstrip().startswith("{") else text_in(Path(given))
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(sentence(N_("The visit is no JSON."))) from None
    visit = read_visit(Item(raw, "visit", file.zone), flat=isinstance(file.plan.travel, FlatMap))
    if visit.id in file.plan.visits:
        raise Refused(sentence(N_("Visit {visit} is in the plan already."), visit=visit.id))
    return visit


def _window(file: PlanFile, text: str) -> Window:
    from possible.dispatch.plan import Window
    from possible.dispatch.reading import Item

    first, _, last = text.partition("/")
    ends = [Item(end, "--window", file.zone).instant() for end in (first, last)]
    if ends[1] < ends[0]:
        raise Refused(sentence(N_("The window {window} ends before it starts."), window=text))
    return Window(ends[0], ends[1])


def _windows(file: PlanFile, visit: Visit, hours: int) -> list[Window]:
    """All windows of so many hours while somebody works, within the visit's own."""
    from possible.dispatch.plan import Window

    length, found = max(1, hours) * 3600, []
    for day in file.plan.days():
        turns = file.plan.turns_on(day)
        start, end = min(turn.start for turn in turns), max(turn.end for turn in turns)
        found += [Window(at, min(at + length, end)) for at in range(start, end, length)]
    return [window for window in found if window.end > visit.window.start and window.start < visit.window.end]


def _answers(board: Board, visit: Visit, windows: list[Window], args: Namespace) -> list[Answer]:
    import random

    from possible.dispatch.slots import NotFoundYet, Tier, deeper, slots

    tier = Tier(TIERS.index(args.tier) + 1)
    answers = slots(board, visit, windows, tier, _insertion(board), effort=EFFORT)
    for number, answer in enumerate(answers):
        if tier is Tier.DEEP and isinstance(answer, NotFoundYet):
            begun, seconds = time.monotonic(), max(0.001, args.seconds)
            answers[number] = deeper(
                board,
                visit,
                answer.window,
                random.Random(args.seed),  # noqa: S311 - no secret hangs on it
                lambda begun=begun, seconds=seconds: (time.monotonic() - begun) / seconds,  # type: ignore[misc]
            )
    return answers


def _insertion(board: Board) -> Insertion:
    """Numpy's, where it is installed and the plan is large enough to be worth its start; else the plain
    one.
    """
    from possible.dispatch.insertion import cheapest

    if len(board.plan.visits) < 1000:
        return cheapest
    try:
        from possible.dispatch.fast import FastBoard
    except ImportError:
        return cheapest
    fast = FastBoard(board)
    return lambda _, visit, windows: fast.cheapest(visit, windows)


def _is_possible(answer: Answer) -> bool:
    from possible.dispatch.slots import Possible

    return isinstance(answer, Possible)


def _verified(board: Board, visit: Visit, answers: list[Answer]) -> None:
    """Check again with the naive code; a wrong answer is a fault of ours, and said so."""
    from possible.dispatch.certificates import within
    from possible.dispatch.proofs import holds, walks
    from possible.dispatch.slots import Impossible, Possible, accepted

    for answer in answers:
        good = True
        if isinstance(answer, Possible):
            after = accepted(board.plan, visit, answer)
            good = all(
                walks(after, after.turns[key], [after.visits[name] for name in route])
                for key, route in answer.routes
            )
        elif isinstance(answer, Impossible):
            asked = within(visit, answer.window)
            good = asked is None or holds(board.plan, asked, answer.certificate)
        if not good:
            raise Refused(sentence(N_("An answer did not stand the check: please report this plan.")))


def _as_text(file: PlanFile, board: Board, visit: Visit, answers: list[Answer]) -> list[str]:
    from possible.dispatch.explained import TIERS as WORDS
    from possible.dispatch.explained import because
    from possible.dispatch.slots import Impossible, Possible

    lines = [say(N_("Visit {visit}, {minutes} minutes:"), visit=visit.id, minutes=visit.duration // 60)]
    for answer in answers:
        window = (
            f"{file.local(answer.window.start)[:16].replace('T', ' ')}-{file.local(answer.window.end)[11:]}"
        )
        if isinstance(answer, Possible):
            offer = _offer(board, visit, answer)
            lines.append("  " + say(N_("{window}  possible: {offer}"), window=window, offer=offer))
            lines.append(f"    {_proof(file, board, visit, answer)}")
        elif isinstance(answer, Impossible):
            why = say(because(board.plan, answer.certificate, file.local))
            lines.append("  " + say(N_("{window}  impossible: {why}"), window=window, why=why))
        else:
            how = "; ".join(say(WORDS[tier]) for tier in answer.searched)
            lines.append("  " + say(N_("{window}  not found yet; searched: {how}"), window=window, how=how))
    return lines


def _offer(board: Board, visit: Visit, answer: Possible) -> str:
    who = board.plan.technicians[answer.key.technician]
    facts = {
        "technician": who.name or who.id,
        "minutes": round(answer.extra / 60),
        "language": visit.language,
    }
    if not visit.language:
        return say(N_("{technician}, {minutes} minutes more on the road"), **facts)
    if answer.speaks:
        return say(N_("{technician}, who speaks {language}, {minutes} minutes more on the road"), **facts)
    return say(
        N_("{technician}, who does NOT speak {language} (say so), {minutes} minutes more on the road"),
        **facts,
    )


def _proof(file: PlanFile, board: Board, visit: Visit, answer: Possible) -> str:
    """The day of the technician who comes: when each visit starts."""
    from possible.dispatch.explained import TIERS as WORDS

    table = _table(board, visit, answer)
    stops = " · ".join(
        f"{file.local(stop.start)[11:]} {stop.visit or say(N_('break'))}" for stop in table.stops
    )
    return say(N_("proof ({how}): {stops}"), how=say(WORDS[answer.tier]), stops=stops)


def _table(board: Board, visit: Visit, answer: Possible) -> Any:
    from possible.dispatch.slots import accepted
    from possible.dispatch.timetable import timetable_of

    return timetable_of(accepted(board.plan, visit, answer), answer.key)


def _as_json(file: PlanFile, board: Board, answers: list[Answer]) -> dict[str, Any]:
    return {
        "version": board.plan.version,
        "answers": [_answer_json(file, board, answer) for answer in answers],
    }


def _answer_json(file: PlanFile, board: Board, answer: Answer) -> dict[str, Any]:
    from dataclasses import asdict

    from possible.dispatch.explained import TIER_NAMES, because
    from possible.dispatch.slots import Impossible, Possible

    told: dict[str, Any] = {"window": [file.local(answer.window.start), file.local(answer.window.end)]}
    if isinstance(answer, Possible):
        routes = [
            {"day": k.day, "technician": k.technician, "visits": list(route)} for k, route in answer.routes
        ]
        return told | {
            "answer": "possible",
            "technician": answer.key.technician,
            "day": answer.key.day,
            "extra-seconds": answer.extra,
            "speaks": answer.speaks,
            "tier": TIER_NAMES[answer.tier],
            "routes": routes,
            "travel": answer.travel,
        }
    if isinstance(answer, Impossible):
        proof = {"rule": answer.certificate.rule, **asdict(answer.certificate)}
        return told | {
            "answer": "impossible",
            "because": say(because(board.plan, answer.certificate, file.local)),
            "certificate": proof,
        }
    return told | {"answer": "not found yet", "searched": [TIER_NAMES[tier] for tier in answer.searched]}


def _reserve(file: PlanFile, board: Board, visit: Visit, answer: Possible, args: Namespace) -> None:
    from possible.dispatch.planfile import write_plan
    from possible.dispatch.reservations import Taken, reserve

    kept = reserve(board.plan, visit, answer, int(time.time()), args.reserve * 60)
    if isinstance(kept, Taken):
        raise Refused(sentence(N_("The slot is taken.")))
    args.output.write_text(write_plan(file, kept.plan), encoding="utf-8")
