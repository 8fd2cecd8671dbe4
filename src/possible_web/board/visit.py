"""One visit on the board: what was promised, who comes, who else could, what the customer can be asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible_web.board.acts import visit_of
from possible_web.board.asked import takers
from possible_web.board.scene import for_dispatch, scene_of, shown
from possible_web.board.words import Said
from possible_web.keeping.decisions import REASONS
from possible_web.keeping.owing import if_called_off
from possible_web.keeping.risks import risks_of
from possible_web.keeping.rounds import eta, seen, topic_of
from possible_web.records.doors import NotHere
from possible_web.records.models import Visit


@for_dispatch
@require_safe
def page(request: HttpRequest, visit: int) -> HttpResponse:
    """Show a visit, and the forms that change who comes."""
    row = visit_of(visit)
    try:
        scene = scene_of(request, row.team, row.day.isoformat())
    except NotHere:  # of a team that goes out no more
        raise NotHere(visit) from None
    days = seen(scene.team, [scene.day], scene.now, scene.charter)
    said = Said(scene)
    comes = days.plan.home_of(str(row.pk))
    risk = next((each for each in risks_of(days, scene.now) if each.stay.row.pk == row.pk), None)
    booked = row.state == Visit.State.BOOKED
    context = {
        "said": said,
        "row": row,
        "takers": takers(said, days, row) if row.state in ("booked", "reserved") else [],
        "comes": said.who(comes.technician) if comes else "",
        "comes_name": comes.technician if comes else "",
        "eta": eta(days, row) if comes else None,
        "risk": risk,
        "reasons": REASONS,
        "owed": if_called_off(row, scene.now) if booked else None,
        "booked": booked,
        "topic": topic_of(scene.day),
    }
    return shown(request, "board/visit.html", scene, context)
