"""What is in the van, counted by who drives it; and the form for whoever cannot go on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible_web.actions.van import TROUBLES
from possible_web.van.frame import for_technicians, scene_of, shown


@for_technicians
@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Show the parts in the van, those that the visits of today need beside them."""
    scene = scene_of(request)
    needed: dict[str, int] = {}
    for row in scene.visits:
        for part, count in row.parts.items() if row.state != "done" else ():
            needed[part] = needed.get(part, 0) + count
    stock = sorted((scene.van.stock if scene.van else {}).items())
    return shown(request, "van/parts.html", scene, {"stock": stock, "needed": needed})


@for_technicians
@require_safe
def stuck(request: HttpRequest) -> HttpResponse:
    """Ask what stops somebody, and at which visit."""
    scene = scene_of(request)
    return shown(request, "van/stuck.html", scene, {"troubles": TROUBLES})
