"""What stands behind a charter until systems are connected: records and work orders.

Each is a port with an embedded default: records are what is kept of a customer; work is a list for people.
"""

from __future__ import annotations

from possible.charter import Charter
from possible.journey.case import Case
from possible.values.instant import Instant
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import WorkOrder

NOT_KNOWN = {"yes/no": "no", "0 or more": "0"}


def known(row: CaseRow, case: Case, charter: Charter, fact: str) -> str | None:
    """Return what the records know of a fact; None where somebody has to find out.

    What the case itself counts comes from it. Of somebody whom no record knows, nothing is on record: no
    outage, no swap, no late bill.
    """
    if fact == "contacts":
        return str(case.contacts)
    found = row.customer.known.get(fact)
    if found is not None:
        return str(found)
    declared = charter.facts.get(fact)
    return NOT_KNOWN.get(str(declared.domain)) if declared else None


def order(
    row: CaseRow, remedy: str, quote: str, team: str, now: Instant, within: Instant | None = None
) -> WorkOrder:
    """Return the work that an accepted quote gives somebody to do."""
    values = {"language": row.language, "made_at": now, "team": team, "within": within}
    found, new = WorkOrder.objects.get_or_create(case=row, remedy=remedy, quote=quote, defaults=values)
    if not new and found.within != within:  # another window is looked for, in the time that there is from now
        found.within = within
        found.save(update_fields=["within"])
    return found
