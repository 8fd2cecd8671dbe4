"""Which open case a new contact goes on in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.journey.case import Case, CaseState

if TYPE_CHECKING:
    from possible.journey.force import InForce
    from possible.values.instant import Instant


def joining(
    force: InForce, cases: list[Case], now: Instant, says: tuple[str, str] | None = None
) -> Case | None:
    """Return the case that a new contact of a customer joins: the open one touched last, in the time that
    the charter gives; None where there is none, or where each contact begins again (`joins: no`).

    `says`: a fact that the customer begins with; a case of which they said the same goes before the others.
    """
    within = force.charter.cases.joins
    if within is None:
        return None
    found = [
        case
        for case in cases
        if case.state is CaseState.OPEN and force.calendar.due(case.touched or case.opened, within) >= now
    ]
    same = [case for case in found if says and case.facts.get(says[0]) == says[1]]
    return max(same or found, key=lambda case: case.touched or case.opened, default=None)
