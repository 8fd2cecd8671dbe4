"""What technicians said from the road and nobody has taken up: in their words, with the way to the repair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from possible_web.actions.van import TROUBLES
from possible_web.board.scene import Scene
from possible_web.keeping.decisions import PART, RISK, SICK
from possible_web.records.models import Technician, Trouble

REPAIRS = {
    "ill": (SICK, "sick"),
    "vehicle": (SICK, "other"),
    "late": (RISK, "late"),
    "parts": (PART, "part"),
    "other": (SICK, "other"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One of them: `why` as the technician chose it; `what` and `reason` as the repair's page takes them.

    `parts`: what is in the van, the part that the technician names first.
    """

    row: Trouble
    why: str
    what: str
    reason: str
    parts: tuple[str, ...] = ()


def troubles_of(scene: Scene) -> list[Said]:
    """Return what was said on the day by technicians of the team and not taken up, the first first.

    Who belongs to no team yet is shown on every board, so that nobody is overlooked.
    """
    mine = Q(staff__teams__0=scene.team) | Q(staff__teams=[])
    found = Trouble.objects.filter(mine, day=scene.day, seen_at=None).order_by("at", "pk")
    rows = list(found.select_related("staff", "visit__case"))
    vans = Technician.objects.filter(staff__in=[row.staff_id for row in rows])
    stocks = {van.staff_id: van.stock for van in vans}
    return [_said(row, stocks.get(row.staff_id, {})) for row in rows]


def _said(row: Trouble, stock: Mapping[str, int]) -> Said:
    what, reason = REPAIRS.get(row.why, REPAIRS["other"])
    parts = sorted(stock, key=lambda part: (part.casefold() not in row.text.casefold(), part))
    if what == PART and not parts:  # nothing is known of this van: whatever is in danger is shown
        what = RISK
    return Said(row, TROUBLES.get(row.why, row.why), what, reason, tuple(parts) if what == PART else ())
