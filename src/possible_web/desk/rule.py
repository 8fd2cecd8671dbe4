"""An exception made a rule: the charter's own lines with a row that would have said it, and what is wrong.

The new row tests the facts that mattered; rows that said something else to them say it to everybody but them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from possible.charter import Charter, read
from possible.charter.domains import Domain, Sort, intersected
from possible.charter.rules import Question
from possible.charter.rules import Rule as Row
from possible.charter.unreadable import Unreadable
from possible.values import N_, Refused, sentence
from possible_web.keeping.charters import charter_in_force
from possible_web.records.models import CharterVersion, Departure

MAIN = "charter.yaml"
_SLUG = re.compile(r"[^a-z0-9]+")
Ranges = tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """The change: its lines (`+`, `-` or a blank before each), the whole file, and the errors found in it."""

    lines: tuple[tuple[str, str], ...]
    text: str
    errors: tuple[str, ...]
    because: str
    facts: tuple[str, ...]


def rule_of(departure: Departure, because: str, facts: list[str]) -> Rule:
    """Return the change of the charter in force that makes an exception its rule.

    `because`: a reason of the words; `facts`: those that mattered (none: all that the table tested).
    `Refused` when the question is gone, or its rows are not written one to a line.
    """
    in_force = charter_in_force()
    charter = in_force.charter
    question = charter.questions.get(departure.question)
    if question is None:
        raise Refused(sentence(N_("The charter in force has no question `{name}`."), name=departure.question))
    because = because or departure.said.get("because", "") or _any_reason(question)
    chosen = _facts(departure, question, facts)
    when = _when(charter, chosen)
    files: dict[str, str] = CharterVersion.objects.values_list("files", flat=True).get(pk=in_force.id)
    old = files[MAIN].splitlines()
    new = _changed(charter, departure, question, when, because, old)
    text = "\n".join(new) + "\n"
    return Rule(tuple(_diff(old, new)), text, _errors(files, text), because, tuple(chosen))


def _any_reason(question: Question) -> str:
    return next((row.because for row in question.rules if row.because), "")


def _facts(departure: Departure, question: Question, wanted: list[str]) -> dict[str, str]:
    """Return the facts that the new row tests: those chosen, else those that the old row tested."""
    known = {fact: departure.facts[fact] for fact in question.asks if fact in departure.facts}
    chosen = {fact: value for fact, value in known.items() if fact in wanted}
    if chosen:
        return chosen
    told = [row for row in question.rules if row.id in departure.said.get("rows", ())]
    tested = {fact for row in told for fact in row.when}
    return {fact: value for fact, value in known.items() if fact in tested} or known


def _when(charter: Charter, facts: Mapping[str, str]) -> dict[str, Ranges]:
    """Return the numbers that each fact of the new row may be: the very value."""
    found: dict[str, Ranges] = {}
    for fact, value in facts.items():
        number = charter.domain_of(fact).number(value)
        found[fact] = ((number, number),)
    return found


def _changed(
    charter: Charter,
    departure: Departure,
    question: Question,
    when: dict[str, Ranges],
    because: str,
    old: list[str],
) -> list[str]:
    first = charter.place("questions", departure.question).line - 1
    lines = {row.id: _line_of(row, old, first) for row in question.rules}
    indent = old[min(lines.values())][
        : len(old[min(lines.values())]) - len(old[min(lines.values())].lstrip())
    ]
    new_row = _written(charter, _named(departure, question), when, _says(departure, because))
    replaced: dict[int, list[str]] = {}
    for row in question.rules if not question.first_wins else ():
        boxes = list(_without(charter, row, when))
        if _meets(charter, row, when):
            replaced[lines[row.id]] = [
                f"{indent}- {_written(charter, _numbered(row.id, n), box, _says_row(row))}"
                for n, box in enumerate(boxes)
            ]
    top = min(lines.values())
    found = []
    for number, line in enumerate(old):
        if number == top:
            found.append(f"{indent}- {new_row}")
        found += replaced.get(number, [line])
    return found


def _line_of(row: Row, old: list[str], first: int) -> int:
    """Return the line on which a row is written; `Refused` when it takes more than one."""
    shape = re.compile(rf"\s*- \{{\s*id: {re.escape(row.id)}\s*,.*\}}\s*(#.*)?$")
    for number in range(first, len(old)):
        if shape.fullmatch(old[number]):
            return number
    raise Refused(
        sentence(N_("The row `{name}` is not written on one line."), name=row.id),
        sentence(N_("change the charter by hand, then publish it")),
    )


def _named(departure: Departure, question: Question) -> str:
    """Return a name for the new row that no other row has."""
    base = _SLUG.sub("-", f"{departure.answer}-{departure.case.reference}".lower()).strip("-")
    taken = {row.id for row in question.rules}
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, 99))) if name not in taken)


def _numbered(name: str, number: int) -> str:
    return name if number == 0 else f"{name}-{number + 1}"


def _meets(charter: Charter, row: Row, when: Mapping[str, Ranges]) -> bool:
    """Tell whether a row and the new one can hold for the same facts."""
    return all(
        intersected(row.when[fact].ranges if fact in row.when else _all(charter, fact), ranges)
        for fact, ranges in when.items()
    )


def _without(charter: Charter, row: Row, when: Mapping[str, Ranges]) -> Iterator[dict[str, Ranges]]:
    """Yield what is left of a row when the new one is taken out: disjoint tests, none for nothing."""
    before: dict[str, Ranges] = {fact: cell.ranges for fact, cell in row.when.items()}
    for fact, ranges in when.items():
        own = before.get(fact, _all(charter, fact))
        rest = intersected(own, _complement(charter.domain_of(fact), ranges))
        if rest:
            yield {**before, fact: rest}
        before = {**before, fact: intersected(own, ranges)}


def _all(charter: Charter, fact: str) -> Ranges:
    domain = charter.domain_of(fact)
    return ((domain.low, domain.high),)


def _complement(domain: Domain, ranges: Ranges) -> Ranges:
    """Return every number of a domain that is in none of the ranges."""
    found: list[tuple[int, int | None]] = []
    low = domain.low
    for start, end in ranges:
        if low < start:
            found.append((low, start - 1))
        if end is None:
            return tuple(found)
        low = end + 1
    if domain.high is None or low <= domain.high:
        found.append((low, domain.high))
    return tuple(found)


def _says(departure: Departure, because: str) -> str:
    price = f", price: {departure.price}" if departure.price else ""
    if departure.answer == "no":
        instead = departure.said.get("instead", "")
        return f"answer: no, because: {because}" + (f", instead: {instead}" if instead else "")
    return f"answer: {departure.answer}{price}, because: {because}"


def _says_row(row: Row) -> str:
    parts = [f"answer: {row.answer}"]
    parts += [f"price: {row.price}"] if row.price is not None else []
    parts += [f"because: {row.because}"] if row.because else []
    parts += [f"instead: {row.instead}"] if row.instead else []
    parts += [f"appeal: {row.appeal}"] if row.appeal else []
    return ", ".join(parts)


def _written(charter: Charter, name: str, when: Mapping[str, Ranges], says: str) -> str:
    tests = ", ".join(f"{fact}: {_cell(charter.domain_of(fact), ranges)}" for fact, ranges in when.items())
    return f"{{id: {name}, when: {{{tests}}}, {says}}}"


def _cell(domain: Domain, ranges: Ranges) -> str:
    """Return ranges as a charter writes them."""
    if domain.sort is Sort.CHOICE:
        values = [
            domain.values[n]
            for low, high in ranges
            for n in range(low, (domain.high or 0 if high is None else high) + 1)
        ]
    else:
        values = [_range(domain, low, high) for low, high in ranges]
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def _range(domain: Domain, low: int, high: int | None) -> str:
    if high is None:
        return f"{domain.text(low)} or more"
    if low == high:
        return domain.text(low)
    if low == domain.low:
        return f"up to {domain.text(high)}"
    return f"{domain.text(low)} to {domain.text(high)}"


def _diff(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for line in difflib.unified_diff(old, new, lineterm="", n=1):
        if line.startswith(("---", "+++", "@@")):
            continue
        yield line[:1].strip(), line[1:]


def _errors(files: Mapping[str, str], text: str) -> tuple[str, ...]:
    """Return what keeps the changed charter from being published: unreadable, or refuted by a law."""
    # The laws are 70 modules, for a page that leads open now and then.
    from possible.check import check  # noqa: PLC0415

    changed = {name: content.encode() for name, content in {**files, MAIN: text}.items()}
    try:
        charter = read(changed)
    except Unreadable as unreadable:
        return tuple(str(fault.message) for fault in unreadable.faults)
    return tuple(f"{found.place}: {found.rule}" for found in check(charter) if found.level == "error")
