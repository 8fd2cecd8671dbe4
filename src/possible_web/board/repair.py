"""What can be done after something has happened, with its consequences, before anything is done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible.values import N_, Refused, sentence
from possible_web.board.asked import choices
from possible_web.board.day import day_context
from possible_web.board.scene import for_dispatch, scene_of, shown
from possible_web.board.words import Said
from possible_web.keeping.decisions import PART, REASONS, RISK, SICK, Happening
from possible_web.keeping.repairs import FEW, options_of, version_of
from possible_web.keeping.rounds import seen
from possible_web.pages.acting import whole
from possible_web.records.models import Visit


@for_dispatch
@require_safe
def repair(request: HttpRequest, team: str, day: str) -> HttpResponse:
    """Show the ways to go on after what has happened, drawn and in a list; nothing is done yet."""
    scene = scene_of(request, team, day)
    version = version_of(scene.team, scene.day)
    days = seen(scene.team, [scene.day], scene.now, scene.charter)
    searched = "search" in request.GET
    refused: Refused | None = None
    happening, options = Happening(), []
    try:
        happening = _happening(request)
        options = options_of(days, happening, scene.now, version, search=searched)
    except Refused as error:
        refused = error
    number = min(whole(request.GET.get("option", ""), 0) or 0, max(len(options) - 1, 0))
    context = day_context(request, scene, days, options[number : number + 1])
    name = happening.technician
    context |= {
        "happening": happening,
        "who": Said(scene).who(name),
        "choices": choices(context["said"], options),
        "drawn": number,
        "refused": refused,
        "can_search": not searched
        and len(days.plan.visits) > FEW
        and bool(options)
        and bool(options[0].put_off),
        "searched": searched,
        "at_door": [
            row
            for row in context["under_way"]
            if happening.kind == SICK and row.technician is not None and row.technician.name == name
        ],
        "coming": Visit.State.BOOKED,
    }
    return shown(request, "board/repair.html", scene, context, 200 if refused is None else 409)


def _happening(request: HttpRequest) -> Happening:
    fields = {name: str(value).replace("\x00", "") for name, value in request.GET.items()}
    kind, who = fields.get("what", RISK), fields.get("technician", "")
    reason = fields.get("reason", "other")
    if reason not in REASONS or kind not in (RISK, SICK, PART):
        raise Refused(sentence(N_("This is nothing that can happen to a day.")))
    part, left = fields.get("part", "").strip()[:60], whole(fields.get("left", ""), 0) or 0
    if kind == PART and not part:
        raise Refused(sentence(N_("Say which part is missing.")))
    return Happening(kind, who[:60], part, min(left, 10_000), reason)
