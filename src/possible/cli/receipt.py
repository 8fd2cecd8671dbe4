"""`possible receipt`: how long a customer waited, what it cost, what was told, promised and kept."""

from __future__ import annotations

import dataclasses
import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from possible.cli.event_files import add_event_arguments, add_zone_argument, events_in, zone_in
from possible.cli.say import say, spoken
from possible.values.text import N_, Refused, sentence

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from possible.ledger import Line
    from possible.measure import Receipt

NAME = "receipt"
HELP = N_("print a customer's receipt: waited, paid, told, promised, paid back")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the events, and whose receipt is wanted."""
    add_event_arguments(parser)
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument(
        "--case", metavar=say(N_("CASE")), help=say(N_("only this case (default: every case)"))
    )
    whose.add_argument("--customer", metavar=say(N_("CUSTOMER")), help=say(N_("all that this customer had")))
    add_zone_argument(parser)


def run(args: Namespace) -> int:
    """Print the receipts; Refused for a case or customer that no event names."""
    from possible.measure import CaseReceipts, CustomerReceipts

    zone = zone_in(args.timezone)
    fold = CustomerReceipts(args.customer) if args.customer else CaseReceipts(args.case or "")
    for _, event in events_in(args.events):
        fold.feed(event)
    found = fold.result
    if not found and (args.case or args.customer):
        why = sentence(N_("No event is of `{name}`."), name=args.case or args.customer)
        raise Refused(why, sentence(N_("leave out --case and --customer to see all")))
    print(_json(list(found.values())) if args.format == "json" else _text(list(found.values()), zone))
    return 0


def _text(receipts: list[Receipt], zone: ZoneInfo) -> str:
    from possible.measure import itemised

    return "\n\n".join(
        "\n".join("  " * level + say(line) for level, line in itemised(receipt, zone)) for receipt in receipts
    )


def _json(receipts: list[Receipt]) -> str:
    content = {"language": spoken(), "receipts": [_object(receipt) for receipt in receipts]}
    return json.dumps(content, ensure_ascii=False, indent=2)


def _object(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as it is, with its sums; lengths of time are milliseconds."""
    totals = {
        kind: receipt.minutes(kind) for kind in ("waited", "menu", "held", "transferred", "spoke", "lasted")
    }
    more = {"paid": receipt.paid, "credited": receipt.credited, "refusals": len(receipt.refusals)}
    plain: dict[str, Any] = _plain(receipt)
    plain["bill"] = [_line(line) for line in receipt.bill.lines]
    return plain | {"in-all": totals} | {name: _plain(value) for name, value in more.items()}


def _line(line: Line) -> dict[str, Any]:
    """Return a line of the bill; sums are cents."""
    from possible.ledger import why_told

    why = why_told(line)
    return {
        "of": line.of, "name": line.name, "currency": line.currency, "charged": line.charged,
        "waived": line.waived, "given-back": line.back, "credit": line.given, "due": line.due,
        "billed": line.billed, "state": line.state.value, "why": say(why) if why else "",
    }  # fmt: skip


INSTANTS = {"at", "began", "made", "due", "solved"}


def _plain(value: Any, name: str = "") -> Any:
    from possible.values.instant import written

    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {each.name.replace("_", "-"): _plain(getattr(value, each.name), each.name) for each in fields}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return written(value) if name in INSTANTS and value is not None else value
