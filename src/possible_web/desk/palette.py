"""The palette (Ctrl-K): cases and pages by what one types; and the page of keys."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from possible.values import N_
from possible_web.desk.acting import for_desk
from possible_web.desk.lists import VIEWS
from possible_web.desk.rail import in_list, slips
from possible_web.desk.scene import scene_of, shown
from possible_web.keeping.families import not_merged
from possible_web.keeping.finding import found, words_of
from possible_web.pages.asking import asker_of
from possible_web.pages.said import say_html
from possible_web.records.doors import cases_seen_by

MOST = 8
KEYS = (
    ("?", N_("These keys")),
    ("Ctrl K", N_("Go to a case or a page")),
    ("/", N_("Search")),
    ("A", N_("Answer what rings")),
    ("D", N_("Let it go to the next one")),
    ("R", N_("Write a reply")),
    ("Ctrl ↵", N_("Send what is being written")),
    ("N", N_("Write a note")),
    ("Q", N_("The customer agrees, or the one main act of the page")),
    ("1 … 9", N_("Choose the first, second … answer of the question")),
    ("T", N_("Hand on to another team")),
    ("S", N_("Put aside")),
    ("J, K", N_("Next, previous case of the list")),
    ("G D", N_("Go to the desk")),
    ("G C", N_("Go to the cases")),
    ("Esc", N_("Close what is open")),
)
PAGES = (
    ("desk-start", N_("Desk")),
    ("desk-cases", N_("Cases")),
    ("desk-replies", N_("Saved replies")),
    ("desk-practice", N_("Practice")),
    ("desk-help", N_("Keys and help")),
)


@for_desk
@require_safe
def palette(request: HttpRequest) -> HttpResponse:
    """Show where one can go by what was typed: cases that have these words, lists, pages."""
    scene = scene_of(request)
    typed = request.GET.get("q", "").strip()
    hits = found(typed)
    by_case = {hit.case for hit in hits if hit.case}
    by_customer = {hit.customer for hit in hits if hit.customer}
    seen = not_merged(cases_seen_by(asker_of(request)))
    hit = seen.filter(Q(pk__in=by_case) | Q(customer__in=by_customer))
    rows = list(in_list(hit).order_by("-changed_at")[:MOST])
    context = {
        "typed": typed,
        "slips": slips(rows, scene.words, scene.times),
        "places": [place for place in _places(scene.staff.role) if _fits(place[1], typed)][:MOST],
    }
    return shown(request, "desk/palette.html", scene, context)


def _places(role: str) -> list[tuple[str, str]]:
    found_places = [(reverse(name), str(say_html(title))) for name, title in PAGES]
    lists = [
        (f"{reverse('desk-cases')}?view={name}", str(say_html(view.title))) for name, view in VIEWS.items()
    ]
    leads = [(reverse("desk-lead"), str(say_html(N_("Lead"))))] if role in ("lead", "admin") else []
    return [*found_places, *leads, *lists]


def _fits(title: str, typed: str) -> bool:
    wanted = words_of(typed)
    words = words_of(title)
    return all(any(word.startswith(each) for word in words) for each in wanted)


@for_desk
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Show what can be done with which key."""
    return shown(request, "desk/help.html", scene_of(request), {"keys": KEYS})
