"""What every page of the van begins with: who drives, the day and its visits, what the phone keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from possible.values import N_
from possible.values.instant import Instant
from possible_web.keeping import clock
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.errands import coming
from possible_web.pages.asking import asker_of, for_roles
from possible_web.pages.said import say_html
from possible_web.pages.speech import Speech, language_here
from possible_web.pages.static import address, assets
from possible_web.records.models import Role, Staff, Technician, Visit
from possible_web.records.people import new_token

STATICS = ("site.css", "van.css", "site.js", "van.js")
OPEN = (Visit.State.BOOKED, Visit.State.ARRIVED)
for_technicians = for_roles(Role.TECHNICIAN)


@dataclass(frozen=True, slots=True)
class Scene:
    """The moment, the company's words, who looks, and their visits of today in order."""

    now: Instant
    today: date
    speech: Speech
    staff: Staff
    van: Technician | None
    visits: tuple[Visit, ...]

    @property
    def current(self) -> Visit | None:
        """The visit under way, else the next one."""
        return next((row for row in self.visits if row.state in OPEN), None)

    @property
    def over(self) -> int:
        """How many visits of today are over."""
        return sum(row.state == Visit.State.DONE for row in self.visits)


def scene_of(request: HttpRequest) -> Scene:
    """Return what a page begins with; `Refused` while no charter is in force."""
    charter = charter_in_force().charter
    staff = asker_of(request).staff
    assert staff is not None  # noqa: S101 - only technicians pass the guard of the page
    now = clock.now()
    van = Technician.objects.filter(staff=staff).first()
    speech = Speech(charter, language_here(charter))
    return Scene(now, charter.calendar().day(now), speech, staff, van, tuple(coming(staff, now)))


def shown(
    request: HttpRequest, template: str, scene: Scene, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page of the van."""
    frame = {"scene": scene, "speech": scene.speech, "kept": _kept(scene), "new_key": new_token}
    return render(request, template, {**frame, **context}, status=status)


def _kept(scene: Scene) -> dict[str, Any]:
    """Return what the phone is to keep: whose it is, until when, which pages, under which version."""
    pages = [reverse("van"), reverse("van-parts"), reverse("van-stuck")]
    for row in scene.visits:
        pages.append(reverse("van-visit", args=[row.pk]))
        if row.state in OPEN:
            pages += [reverse(name, args=[row.pk]) for name in ("van-fixed", "van-not-fixed")]
    return {
        "who": scene.staff.name,
        "zone": scene.speech.charter.timezone,
        "until": scene.speech.charter.calendar().ends(scene.today),
        "version": assets()["van.js"].digest,
        "pages": pages,
        "statics": [address(name) for name in STATICS],
        "nothing": str(say_html(NOTHING)),
    }


NOTHING = N_(
    "You are offline, and this page is not kept on the phone. What you noted is kept, and sent later."
)
