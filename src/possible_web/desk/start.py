"""The first page of the desk: promises that are mine, what I did today, who waits."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible.journey.case import Case
from possible.values.instant import HOUR
from possible.values.plain import from_plain
from possible_web.desk.acting import for_desk
from possible_web.desk.clocks import said_of
from possible_web.desk.scene import Scene, scene_of, shown
from possible_web.keeping.families import not_merged
from possible_web.keeping.force import force_of
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Contact, Departure, Note, Practice, Staff, Waiting

SHIFT = 14 * HOUR
DUE_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Due:
    """A promise of a case of mine, when it is due, and whether that is past."""

    case: CaseRow
    promise: str
    due: int
    late: bool


@for_desk
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what is mine and due, what was done since the shift began, and who waits in my languages."""
    scene = scene_of(request)
    context = {
        "dues": _dues(scene),
        "done": _done(scene),
        "waiting": _waiting(scene),
        "mentions": _mentions(scene),
        "practices": Practice.objects.filter(staff=scene.staff, ended_at=None).order_by("-pk")[:3],
        "no_passkey": not Authenticator.objects.filter(user=scene.staff.account_id).exists(),
        "departures": Departure.objects.filter(staff=scene.staff, closed_at=None).count(),
    }
    return shown(request, "desk/start.html", scene, context)


def _dues(scene: Scene) -> list[Due]:
    """Return the promises of one's own cases that run, the next one first."""
    mine = not_merged(CaseRow.objects.filter(owner=scene.staff, place__isnull=False))
    first = mine.exclude(due=None).select_related("customer").order_by("place")[:40]
    found = [due for row in first for due in _of(row, scene)]
    return sorted(found, key=lambda due: due.due)[:DUE_SHOWN]


def _of(row: CaseRow, scene: Scene) -> list[Due]:
    force, case = force_of(row.charter_id), from_plain(Case, row.state)
    found = []
    for clock in case.clocks:
        if clock.due is None or clock.broken:
            continue
        said = said_of(force, case, clock, scene.words, scene.times)
        found.append(Due(row, said, clock.due, clock.due < scene.now))
    return found


def _done(scene: Scene) -> dict[str, int]:
    """Return what somebody did in this shift."""
    mine = Contact.objects.filter(agent=scene.staff, arrived_at__gte=scene.now - SHIFT)
    return {"answered": mine.count()}


def _waiting(scene: Scene) -> list[tuple[str, int]]:
    """Return how many wait in each of one's languages, where one's teams are asked."""
    staff: Staff = scene.staff
    rows = Waiting.objects.filter(
        team__in=staff.teams, language__in=staff.languages, not_before__lte=scene.now
    )
    counted = dict(rows.values_list("language").annotate(Count("pk")))
    return [(language, counted.get(language, 0)) for language in staff.languages]


def _mentions(scene: Scene) -> list[Note]:
    """Return the newest notes of others that mention one, of the last days; among the newest 300 of all."""
    newest = Note.objects.select_related("case__customer", "staff").order_by("-pk")[:300]
    recent = [row for row in newest if row.at >= scene.now - 7 * 24 * HOUR and row.staff_id != scene.staff.pk]
    return [row for row in recent if scene.staff.name in row.mentions][:5]
