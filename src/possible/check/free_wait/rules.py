"""Follows the meter of the line that was dialled along every path, before and after the first person.

Three proofs count: the phase costs nothing on every network; the call is not yet answered (`picks-up:
person`); the charge is credited unasked (`refunds`, with `credits` that are paid in time).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from possible.charter.tariffs import Meter, Phase, Tariff
from possible.check.law import Broken, Law, Rule
from possible.journey import Dialled, Found, Waiting, With
from possible.values import N_, Rate, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.check.subject import Subject
    from possible.journey import Move, Node, Web

BEFORE = frozenset({Phase.CONNECT, Phase.MENU, Phase.QUEUE})


@dataclass(frozen=True, slots=True)
class Metered:
    """Somewhere, on the meter of a line, before or after the first person of the call."""

    node: Node
    line: str
    served: bool


Parents = dict[Metered, tuple[Metered, "Move"] | None]


@dataclass(frozen=True, slots=True)
class Charge:
    """A phase that costs something: the tariff, the network, the rate, and the key at which it is written."""

    tariff: str
    network: str
    phase: Phase
    rate: Rate
    key: tuple[str, ...]


def charges(charter: Charter, line: str, phase: Phase, *, served: bool) -> list[Charge]:
    """Return what a phase costs on a line, for each network; nothing when one of the three proofs holds."""
    found = charter.lines[line]
    if (found.picks_up == "person" and not served) or _refunded(charter, line, phase):
        return []
    tariff = charter.tariff_of(line)
    networks = [
        (name, meter, _meter_key(found.tariff, tariff, name)) for name, meter in tariff.meters().items()
    ]
    return [
        Charge(found.tariff, network, phase, rate, _rate_key(meter, phase, key))
        for network, meter, key in networks
        if (rate := meter.rate(phase))
    ]


def _refunded(charter: Charter, line: str, phase: Phase) -> bool:
    credits_ = charter.credits
    return phase in charter.lines[line].refunds and credits_.unasked and credits_.paid_within is not None


def _meter_key(name: str, tariff: Tariff, network: str) -> tuple[str, ...]:
    split = (tariff.own_network if network == "own-network" else tariff.other_network) is not None
    return ("tariffs", name, network) if split else ("tariffs", name)


def _rate_key(meter: Meter, phase: Phase, key: tuple[str, ...]) -> tuple[str, ...]:
    if phase == Phase.CONNECT and meter.per_call:
        return (*key, "per-call")
    return (*key, "per-minute", phase) if isinstance(meter.per_minute, dict) else (*key, "charged-in")


def metered(charter: Charter, web: Web) -> Parents:
    """Return every metered situation with the move that first led to it; a new call starts a new meter.

    Lines that are charged alike share a meter: the first of them stands for all.
    """
    alike = _alike(charter)
    parents: Parents = {}
    todo = [
        Metered(root, alike[root.spot.line], served=False)
        for root in web.roots
        if isinstance(root.spot, Dialled)
    ]
    parents.update(dict.fromkeys(todo))
    for here in todo:
        for move, node in web.moves.get(here.node, ()):
            new_call = isinstance(node.spot, Dialled)
            line = alike[node.spot.line] if isinstance(node.spot, Dialled) else here.line
            to = Metered(node, line, served=not new_call and (here.served or isinstance(node.spot, With)))
            if to not in parents:
                parents[to] = (here, move)
                todo.append(to)
    return parents


def _alike(charter: Charter) -> dict[str, str]:
    first: dict[object, str] = {}
    return {
        name: first.setdefault((line.tariff, line.picks_up, line.refunds), name)
        for name, line in charter.lines.items()
    }


def _spent(web: Web, here: Metered) -> Iterator[Phase]:
    """Yield the phases in which a caller is at a metered situation."""
    spot = here.node.spot
    if isinstance(spot, Dialled):
        yield Phase.CONNECT
    elif isinstance(spot, Waiting):
        yield Phase.TRANSFER if spot.handed or here.served else Phase.QUEUE
    elif isinstance(spot, With):
        yield Phase.HOLD
        yield Phase.TRANSFER  # people hand on with the case, unless the charter says otherwise
    elif web.moves.get(here.node) and not here.served:
        yield Phase.MENU


def _find(subject: Subject, wanted: frozenset[Phase], web: Web) -> Iterator[Found]:
    """Yield for each tariff and phase the first place, hence the nearest, at which it is paid."""
    charter = subject.charter
    costly = any(
        charges(charter, line, phase, served=True)
        for line in set(_alike(charter).values())
        for phase in wanted
    )
    parents = metered(charter, web) if costly else {}
    told: set[tuple[str, Phase]] = set()
    for here in parents:
        for phase in _spent(web, here):
            costs = charges(charter, here.line, phase, served=here.served) if phase in wanted else []
            if costs and (costs[0].tariff, phase) not in told:
                told.add((costs[0].tariff, phase))
                yield _paid(subject, web, parents, here, costs[0])


def _paid(subject: Subject, web: Web, parents: Parents, here: Metered, charge: Charge) -> Found:
    root, moves = _way(parents, here)
    start = subject.graph.start(root, web.roots[root])
    return Found(
        (charge.tariff, charge.phase),
        tuple(moves),
        (start, *(move.label for move in moves), _paying(charge)),
        about=(here.line, charge.network, str(charge.rate), *charge.key),
    )


def _paying(charge: Charge) -> Sentence:
    return sentence(
        N_("pay {rate} ({phase}, {network})"), rate=charge.rate, phase=charge.phase, network=charge.network
    )


def _way(parents: Parents, here: Metered) -> tuple[Node, list[Move]]:
    """Return where the way to a metered situation began, and its moves."""
    found: list[Move] = []
    while step := parents[here]:
        here, move = step
        found.append(move)
    return here.node, found[::-1]


def _charged(subject: Subject, phases: frozenset[Phase], text: str, attempt: str) -> Iterator[Broken]:
    """Yield one finding for each tariff that charges in these phases: the nearest, and the others by name."""
    grouped: dict[str, list[Found]] = {}
    for found in subject.graph.search(partial(_find, subject, phases)):
        grouped.setdefault(found.same[0], []).append(found)
    for tariff, all_found in grouped.items():
        nearest = min(all_found, key=lambda each: len(each.way))
        line, network, rate, *key = nearest.about
        names = ", ".join(phase for phase in Phase if (tariff, phase) in {each.same for each in all_found})
        message = sentence(text, line=line, tariff=tariff, phases=names, rate=rate, network=network)
        yield Broken(subject.charter.place(*key), message, nearest.way, sentence(attempt))


def paid_before_person(subject: Subject) -> Iterator[Broken]:
    """Find tariffs that charge before a person takes the call."""
    text = N_("Line `{line}` charges {rate} ({network}) before a person takes the call: {phases}.")
    attempt = N_(
        "charge nothing then, let only a person pick up (`picks-up: person`), or refund it (`refunds`)"
    )
    yield from _charged(subject, BEFORE, text, attempt)


def paid_on_hold(subject: Subject) -> Iterator[Broken]:
    """Find tariffs that charge while a caller is on hold."""
    text = N_("Line `{line}` charges {rate} a minute ({network}) while the caller is on hold.")
    yield from _charged(
        subject,
        frozenset({Phase.HOLD}),
        text,
        N_("take `hold` out of `charged-in`, or refund it unasked (`refunds`)"),
    )


def paid_in_transfer(subject: Subject) -> Iterator[Broken]:
    """Find tariffs that charge while a caller is handed on."""
    text = N_("Line `{line}` charges {rate} a minute ({network}) while the caller is handed on.")
    yield from _charged(
        subject,
        frozenset({Phase.TRANSFER}),
        text,
        N_("take `transfer` out of `charged-in`, or refund it unasked (`refunds`)"),
    )


def help_fee(subject: Subject) -> Iterator[Broken]:
    """Find tariffs with a fee for the help itself, on top of the call."""
    charter = subject.charter
    for name, tariff in charter.tariffs.items():
        line = next((line for line, found in charter.lines.items() if found.tariff == name), None)
        if tariff.help_fee and line and any(tariff.help_fee.rate(phase) for phase in Phase):
            message = sentence(
                N_("Line `{line}` takes a fee for the help itself, on top of the call."), line=line
            )
            place = charter.place("tariffs", name, "help-fee")
            yield Broken(
                place, message, subject.way_to("lines", line), sentence(N_("take the `help-fee` away"))
            )


LAW = Law(
    "free-wait",
    N_("Nobody pays before a person serves them, nor on hold, nor across a transfer."),
    (
        Rule("paid-before-person", N_("connecting, the menu or the queue is charged"), paid_before_person),
        Rule("paid-on-hold", N_("holding is charged"), paid_on_hold),
        Rule("paid-in-transfer", N_("being handed on is charged"), paid_in_transfer),
        Rule("help-fee", N_("a fee is taken on top of the call"), help_fee),
    ),
)
