"""The day in order, one visit, and its end: fixed, or not fixed with what follows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible.charter.causes import CAUSES
from possible.charter.teams import Team
from possible_web.keeping import last_position
from possible_web.keeping.again import windows_again
from possible_web.keeping.equipment import present
from possible_web.pages.asking import asker_of
from possible_web.records.doors import NotHere, errands_of
from possible_web.records.models import Exchange, Trouble, Visit, VisitFile
from possible_web.van.before import done_before, exchanged_here, playbook_of, seen_before, to_do
from possible_web.van.errand import STATES, Errand, errands
from possible_web.van.frame import Scene, for_technicians, scene_of, shown

BACK = timedelta(days=1)  # a visit of yesterday can still be looked at: it may have ended after midnight


@for_technicians
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Show the visit that is under way or next as a whole, and the others of today in their order."""
    scene = scene_of(request)
    found = errands(scene, list(scene.visits))
    current = next((each for each in found if each.row == scene.current), None)
    troubles = list(Trouble.objects.filter(staff=scene.staff, day=scene.today).order_by("at"))
    context = {
        "errand": current,
        "others": [each for each in found if each is not current],
        "states": STATES,
        "troubles": troubles,
        "waits_for_word": any(each.seen_at is None for each in troubles),
        "position": last_position(),
        **(_of_errand(scene, current) if current else {}),
    }
    return shown(request, "van/day.html", scene, context)


@for_technicians
@require_safe
def visit(request: HttpRequest, number: int) -> HttpResponse:
    """Show one visit."""
    scene, errand = scene_of(request), errand_here(request, number)
    return shown(request, "van/visit.html", scene, {"errand": errand, **_of_errand(scene, errand)})


@for_technicians
@require_safe
def end(request: HttpRequest, number: int, *, fixed: bool) -> HttpResponse:
    """Ask what the cause was, what was used, who signs, and how it goes on where it is not fixed."""
    scene, errand = scene_of(request), errand_here(request, number)
    if errand.row.state == Visit.State.DONE:
        return visit(request, number)
    context = {
        "errand": errand,
        "fixed": fixed,
        "causes": CAUSES,
        "stock": sorted((scene.van.stock if scene.van else {}).items()),
        "windows": [] if fixed else windows_again(errand.row, scene.now),
        "teams": [] if fixed else teams_after(errand),
        "swap": any(each.counts_in for each in errand.force.charter.remedies.values()),
    }
    return shown(request, "van/end.html", scene, context)


def errand_here(request: HttpRequest, number: int) -> Errand:
    """Return one of the technician's own visits of today or yesterday; `NotHere` for any other."""
    scene = scene_of(request)
    days = (scene.today - BACK, scene.today)
    row = errands_of(asker_of(request)).filter(pk=number, day__in=days).first()
    if row is None:
        raise NotHere(number)
    return errands(scene, [row])[0]


def teams_after(errand: Errand) -> list[tuple[str, str]]:
    """Return the teams that a case can be handed on to, with their names."""
    teams: dict[str, Team] = errand.force.charter.teams
    return [
        (name, errand.speech.text("teams", name) or name) for name, team in teams.items() if not team.visits
    ]


def _to_exchange(errand: Errand) -> dict[str, Any] | None:
    """Return the exchange that a visit's customer has a code for, with the device that they have now."""
    found = Exchange.objects.filter(case=errand.row.case, used_at=None).order_by("-pk").first()
    if found is None:
        return None
    has = present(errand.row.case.customer, found.service)
    return {"has": has.serial if has else ""}


def _exchanged(errand: Errand) -> list[dict[str, Any]]:
    """Return what was exchanged at this visit's door: the new device, the old one, and where that is."""
    rows = exchanged_here(errand).select_related("old", "new")
    return [
        {
            "new": row.new.serial if row.new else "",
            "old": row.old.serial if row.old else "",
            "is_back": bool(row.old and row.old.returned_at is not None),
            "back_by": errand.speech.day(row.old.back_by) if row.old and row.old.back_by is not None else "",
        }
        for row in rows.order_by("used_at")
    ]


def _of_errand(scene: Scene, errand: Errand) -> dict[str, Any]:
    files = VisitFile.objects.filter(visit=errand.row).select_related("attachment").order_by("pk")
    return {
        "promised": errand.promised(),
        "before": done_before(errand),
        "seen": seen_before(errand),
        "to_do": to_do(errand),
        "checks": playbook_of(errand)[1],
        "files": files,
        "exchange": _to_exchange(errand),
        "exchanged": _exchanged(errand),
        "early": scene.now < errand.row.starts,
        "state_name": STATES[Visit.State(errand.row.state)],
    }
