"""A no to something that the same table gives others at a price.

A no may well stand beside a price: during an outage nobody comes, not even for money. It has then a reason of
its own. The rule is broken where the price and the no differ in nothing that a customer could understand: the
same facts asked of another team, the same reason, or neither reason nor alternative at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from possible.check.law import Broken
from possible.check.one_answer.tables import examined, refusals, row_place, row_region, way_with
from possible.values import N_, sentence

if TYPE_CHECKING:
    from possible.answers import Examination
    from possible.check.subject import Subject


def refused_though_priced(subject: Subject) -> Iterator[Broken]:
    """Find rows that refuse what another row of the table sells, without a reason that sets them apart."""
    tables = {table.name: table for table in examined(subject)}
    for question, row in refusals(subject):
        table = tables[question]
        for other in _sold(table):
            same_facts = bool(table.table.meeting(table.table.boxes[row]) >> other & 1)
            if same_facts or _alike(table, row, other):
                yield _broken(subject, table, row, other)
                break


def _sold(table: Examination) -> list[int]:
    """Return the rows that give a remedy at a price."""
    remedies = table.charter.remedies
    return [
        row
        for row, outcome in enumerate(table.outcomes)
        if outcome.answer in remedies
        and outcome.price is not None
        and outcome.price.cents > 0
        and table.reached(row)
    ]


def _alike(table: Examination, row: int, other: int) -> bool:
    """Tell whether nothing that the customer is told sets the refusal apart from the sale."""
    no, sale = table.outcomes[row], table.outcomes[other]
    if not no.because:
        return not no.instead
    return no.because == sale.because


def _broken(subject: Subject, table: Examination, row: int, other: int) -> Broken:
    rules, sale = table.question.rules, table.outcomes[other]
    region = row_region(table, row)
    return Broken(
        row_place(subject, table.name, row),
        sentence(
            N_("Row `{row}` of `{question}` refuses what row `{other}` sells: `{remedy}` for {price}."),
            row=rules[row].id,
            question=table.name,
            other=rules[other].id,
            price=sale.price,
            remedy=sale.answer,
        ),
        way_with(subject, table.name, region, rules[row].who or (), str(region)),
        sentence(N_("offer it at that price here too; or give the reason that makes these facts different")),
    )
