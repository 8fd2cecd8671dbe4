"""What a call for help costs: phases, classes of numbers, fees on top, ways to a dearer line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from possible.charter import Charter
from possible.charter.kinds import ListOf, OneOf, Record, YesNo, key, record
from possible.charter.quantities import WORD
from possible.charter.tariffs import CLASSES, PHASE, PHASES, Phase
from possible.check.free_wait.rules import BEFORE, Charge, charges
from possible.check.law import Broken
from possible.check.standards.facts.reach import help_lines, reach
from possible.check.standards.facts.register import fact
from possible.check.standards.said import sentence
from possible.check.subject import Subject
from possible.values import N_, Sentence

NETWORKS = ("own-network", "other-network")


@record
class FreeIn:
    """The phases that must be free, from which networks, and the classes of numbers that are let off."""

    phases: tuple[str, ...] = key(ListOf(PHASE), "the phases")
    networks: tuple[str, ...] = key(
        ListOf(OneOf(*NETWORKS)), "the networks from which one calls", default=NETWORKS
    )
    unless_class: tuple[str, ...] = key(
        ListOf(OneOf(*CLASSES)), "classes of numbers that are let off", default=()
    )


@fact("free-in", Record(FreeIn))
def free_in(subject: Subject, want: FreeIn) -> Iterator[Broken]:
    """Calls for help cost nothing in these phases, from these networks."""
    charter = subject.charter
    told: set[tuple[str, ...]] = set()
    for name in help_lines(charter, "phone"):
        if charter.tariff_of(name).number_class in want.unless_class:
            continue
        for charge in _charges(charter, name, want.phases):
            at = (*charge.key, charge.phase)
            if charge.network in want.networks and at not in told:
                told.add(at)
                text = N_("On line `{line}` the phase `{phase}` costs {rate}, from: {network}.")
                message = sentence(
                    text, line=name, phase=charge.phase.value, rate=charge.rate, network=charge.network
                )
                way = subject.way_to("lines", name)
                yield Broken(charter.place(*charge.key), message, way, _without(charge.phase))


def _charges(charter: Charter, line: str, phases: Iterable[str]) -> Iterator[Charge]:
    """Yield all that a call on a line is charged in these phases, the fee on top included."""
    fee, on_answer = charter.tariff_of(line).help_fee, charter.lines[line].picks_up == "person"
    for phase in map(Phase, phases):
        served = phase not in BEFORE
        yield from charges(charter, line, phase, served=served)
        if fee and (rate := fee.rate(phase)) and (served or not on_answer):
            tariff = charter.lines[line].tariff
            for network in NETWORKS:
                yield Charge(tariff, network, phase, rate, ("tariffs", tariff, "help-fee"))


def _without(phase: Phase) -> Sentence:
    """Say how a phase comes to cost nothing; before a person answers there are two ways."""
    if phase in BEFORE:
        text = N_("leave `{phase}` out of `charged-in`, or write `picks-up: person` for the line")
        return sentence(text, phase=phase.value)
    return sentence(N_("leave `{phase}` out of `charged-in`"), phase=phase.value)


@fact("number-class", ListOf(OneOf(*CLASSES)))
def number_class(subject: Subject, want: tuple[str, ...]) -> Iterator[Broken]:
    """Every number for help is of one of these classes."""
    charter = subject.charter
    told: dict[str, list[str]] = {}
    for name, line in help_lines(charter, "phone").items():
        if charter.tariff_of(name).number_class not in want:
            told.setdefault(line.tariff, []).append(name)
    for tariff, lines in told.items():
        message = sentence(
            N_("Numbers of the class `{given}` (lines: {lines}); allowed are: {want}."),
            given=charter.tariff_of(lines[0]).number_class, lines=", ".join(lines), want=", ".join(want),
        )  # fmt: skip
        at = ("tariffs", tariff, "class") if tariff in charter.tariffs else ("lines", lines[0], "tariff")
        yield Broken(charter.place(*at), message, subject.way_to("lines", lines[0]))


@fact("no-help-fee", YesNo())
def no_help_fee(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Nothing is charged on top of the call: the company earns nothing from it."""
    charter = subject.charter
    for name, line in help_lines(charter, "phone").items():
        fee = charter.tariff_of(name).help_fee
        if fee and any(fee.rate(phase) for phase in PHASES):
            message = sentence(N_("On line `{line}` a fee comes on top of the price of the call."), line=name)
            place = charter.place("tariffs", line.tariff, "help-fee")
            yield Broken(place, message, subject.way_to("lines", name), sentence(N_("leave `help-fee` out")))


@fact("printed", ListOf(WORD))
def printed(subject: Subject, want: tuple[str, ...]) -> Iterator[Broken]:
    """The number for help is printed on these papers."""
    for name, line in help_lines(subject.charter, "phone").items():
        lacking = [paper for paper in want if paper not in line.printed]
        if lacking:
            message = sentence(
                N_("The number of line `{line}` is not printed on: {papers}."),
                line=name,
                papers=", ".join(lacking),
            )
            yield Broken(subject.charter.place("lines", name, "printed"), message)


@fact("no-dearer-line", YesNo())
def no_dearer_line(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """A caller of a free number is never sent on to one that costs."""
    charter, known = subject.charter, reach(subject)
    dear = {name for name in charter.lines if _costs(charter, name)}
    jumps = {at: dear.intersection(ways) for at, ways in known.ways.items() if dear.intersection(ways)}
    for name in help_lines(charter):
        if name not in dear:
            behind = known.behind(name)
            for at, others in jumps.items():
                yield from (_dearer(subject, name, other, at) for other in sorted(others) if at[1] in behind)


def _costs(charter: Charter, name: str) -> bool:
    return any(True for _ in _charges(charter, name, PHASES))


def _dearer(subject: Subject, line: str, other: str, at: tuple[str, ...]) -> Broken:
    text = N_("From line `{line}`, which is free, callers are sent to `{other}`, which costs.")
    place = subject.charter.place(*at)
    return Broken(place, sentence(text, line=line, other=other), subject.way_to("lines", line))
