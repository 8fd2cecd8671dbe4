"""Equipment at the desk: a code and a serial number exchange a device; old ones come back."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from possible.values import N_, sentence
from possible_web.actions.equipment import do_exchange_device, do_return_device
from possible_web.desk.acting import acting, for_desk, note
from possible_web.desk.presence import staff_of
from possible_web.desk.scene import scene_of, shown
from possible_web.keeping.clock import now
from possible_web.keeping.equipment import devices_of
from possible_web.keeping.exchanging import Swap
from possible_web.records.models import Case, Device, Exchange
from possible_web.records.prepared import Prepared

PLACES = (("shop", N_("in a shop")), ("relay", N_("at a relay")), ("technician", N_("by the technician")))

_waiting = Prepared(lambda case: Exchange.objects.filter(case=case, used_at=None).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Panel:
    """What a customer has from us, and the exchanges of a case that are open."""

    devices: tuple[Device, ...]
    open: tuple[Exchange, ...]


def panel_of(row: Case) -> Panel:
    """Return the equipment of a case's customer."""
    return Panel(tuple(devices_of(row.customer)), tuple(_waiting(row.pk)))


@for_desk
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the forms for an exchange, and for a device that comes back."""
    context = {"places": PLACES, "code": request.GET.get("code", "")[:12]}
    return shown(request, "desk/equipment.html", scene_of(request), context)


@for_desk
@acting
def exchange(request: HttpRequest) -> HttpResponse:
    """Exchange a device."""
    code, serial, place = (_given(request, name) for name in ("code", "serial", "place"))
    swap = Swap(code, serial, place, old_is_back=request.POST.get("back") == "yes")
    done = do_exchange_device(swap, staff_of(request), now())
    said = N_("Exchanged: case {reference}. The customer finds out whether it helps.")
    note(request, sentence(said, reference=done.case.reference))
    return redirect("desk-equipment")


def _given(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "")[:60]


@for_desk
@acting
def give_back(request: HttpRequest) -> HttpResponse:
    """Note that an old device is back."""
    device = do_return_device(_given(request, "serial"), now())
    note(request, sentence(N_("{serial} is back. Nothing more is to be done."), serial=device.serial))
    return redirect("desk-equipment")
