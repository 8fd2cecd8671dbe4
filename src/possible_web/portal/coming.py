"""What a case shows of its visits: the window, when the technician comes, that nobody came, how it was."""

from __future__ import annotations

from typing import Any

from possible.values import Money, sentence
from possible.values.events import VisitCancelled
from possible.values.instant import HOUR
from possible.values.text import N_
from possible_web.keeping import events_of
from possible_web.keeping.rounds import QUARTER, eta, seen
from possible_web.portal.frame import Scene
from possible_web.records.models import Visit, WorkOrder
from possible_web.records.prepared import Prepared

STARS = (
    (5, N_("very good")),
    (4, N_("good")),
    (3, N_("neither good nor bad")),
    (2, N_("bad")),
    (1, N_("very bad")),
)
ON_THE_WAY = N_("{name} is on the way to you.")
NEXT = N_("You are next.")
ONE = N_("One visit comes before yours.")
SEVERAL = N_("{count} visits come before yours.")
BETWEEN = N_("We expect {name} between {low} and {high}.")
LATE = N_("{name} is late, and comes at about {time}. You need not wait: choose another window if you like.")
THERE = N_("{name} is with you.")


def coming(scene: Scene) -> list[dict[str, Any]]:
    """Return the visits that are to come, and those in whose window nobody came."""
    return [_visit(scene, row) for row in _coming(scene.row.pk)]


_coming = Prepared(
    lambda case: (
        Visit.objects.filter(case=case, state__in=(Visit.State.BOOKED, Visit.State.ARRIVED))
        .select_related("technician", "order", "case", "report")
        .order_by("starts")
    )
)
_over = Prepared(
    lambda case, since: (
        Visit.objects.filter(case=case, state=Visit.State.DONE, ended_at__gt=since)
        .select_related("technician")
        .order_by("-ended_at")[:1]
    )
)


def _visit(scene: Scene, visit: Visit) -> dict[str, Any]:
    quote = scene.case.quote(visit.quote)
    missed = visit.state == Visit.State.BOOKED and scene.now > visit.ends
    return {
        "row": visit,
        "window": scene.speech.window(visit.starts, visit.ends),
        "price": scene.speech.money(quote.price) if quote else "",
        "free": bool(quote and quote.waived),
        "technician": visit.technician.shown_name if visit.technician else "",
        "missed": missed,
        "credit": _credit(scene, visit) if missed else "",
        "there": visit.state == Visit.State.ARRIVED,
        "lines": _expected(scene, visit),
    }


def called_off(scene: Scene, order: WorkOrder) -> dict[str, Any] | None:
    """Return the visit of an order that we called off and that has no other window yet; None for none."""
    visit = order.visits.exclude(name="").order_by("-pk").first()
    if visit is None or visit.state != Visit.State.CANCELLED:
        return None
    rows = reversed(scene.noted("visit-cancelled"))
    said = (event for event in events_of(rows) if isinstance(event, VisitCancelled))
    last = next((event for event in said if event.visit == visit.name), None)
    if last is None or last.by != "company":
        return None
    quote = scene.case.quote(visit.quote)
    return {
        "window": scene.speech.window(visit.starts, visit.ends),
        "reason": last.reason,
        "credit": _credit(scene, visit),
        "free": bool(quote and quote.waived),
        "price": scene.speech.money(quote.price) if quote else "",
    }


def _credit(scene: Scene, visit: Visit) -> str:
    """Return what was credited because nobody came in the window; nothing before that is reckoned."""
    clock = next((each.clock for each in scene.case.visits if each.id == visit.name), "")
    given = [amount for ident, amount in scene.case.credits if ident == clock]
    return scene.speech.money(Money(sum(each.cents for each in given), given[0].currency)) if given else ""


def _expected(scene: Scene, visit: Visit) -> list[Any]:
    """Return when the technician comes, in sentences: on the day of the visit, as the day stands now."""
    calendar = scene.speech.charter.calendar()
    if calendar.day(scene.now) != visit.day or visit.technician is None:
        return []
    name = visit.technician.shown_name
    found = eta(seen(visit.team, [visit.day], scene.now, scene.speech.charter), visit)
    if found is None:
        return []
    if found.there:
        return [sentence(THERE, name=name)]
    if found.late:
        late = sentence(LATE, name=name, time=scene.speech.time(found.low))
        return [sentence(ON_THE_WAY, name=name), late] if _on_the_way(visit) else [late]
    before = (NEXT, ONE, SEVERAL)[min(found.before, 2)]
    hours = max(0, found.low - scene.now) // HOUR  # much can happen until then
    high = min(found.high + hours * QUARTER, visit.ends)
    place = sentence(before, count=found.before) if found.before > 1 else sentence(before)
    return [
        sentence(ON_THE_WAY, name=name) if _on_the_way(visit) else place,
        sentence(BETWEEN, name=name, low=scene.speech.time(found.low), high=scene.speech.time(high)),
    ]


def _on_the_way(visit: Visit) -> bool:
    """Tell whether whoever comes has set out: `keeping.rounds` forgets it when somebody else comes."""
    report = getattr(visit, "report", None)
    return report is not None and report.set_out_at is not None


def to_rate(scene: Scene) -> list[dict[str, Any]]:
    """Return the visits that are over and of which the customer can say how they were (for two weeks)."""
    found = _over(scene.row.pk, scene.now - 14 * 24 * HOUR)
    return [
        {
            "row": row,
            "technician": row.technician.shown_name if row.technician else "",
            "given": getattr(row, "rating", None),
        }
        for row in found
    ]
