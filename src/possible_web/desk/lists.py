"""Lists of cases: mine, my teams', unassigned, due soon, waiting, all; and what is found by words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from possible.values import N_
from possible.values.instant import HOUR, Instant
from possible_web.actions import replies
from possible_web.desk.acting import acting, back, for_desk, whole
from possible_web.desk.presence import staff_of
from possible_web.desk.rail import Slip, in_list, slips
from possible_web.desk.scene import Scene, scene_of, shown
from possible_web.keeping.clock import now
from possible_web.keeping.families import not_merged
from possible_web.keeping.finding import Hit, found
from possible_web.pages.asking import asker_of
from possible_web.records.doors import cases_seen_by
from possible_web.records.models import Case, Message, Note, SavedView, Staff

PAGE = 50
SOON = 4 * HOUR
AROUND = 60
KEPT = ("view", "q", "language", "team")


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list; `said`: where the words were found, when they were looked for in what was said."""

    slip: Slip
    said: str


def _awake(at: Instant) -> Q:
    return Q(snoozed_until=None) | Q(snoozed_until__lte=at)


OPEN = Q(place__isnull=False)  # as the index has it
VIEWS: dict[str, tuple[str, Callable[[Staff, Instant], Q]]] = {
    "mine": (N_("Mine"), lambda staff, at: OPEN & Q(owner=staff) & _awake(at)),
    "teams": (N_("My teams"), lambda staff, at: OPEN & Q(team__in=staff.teams) & _awake(at)),
    "unassigned": (N_("Nobody’s"), lambda _, at: OPEN & Q(owner=None) & _awake(at)),
    "due": (N_("Due soon"), lambda _, at: Q(place__lte=at + SOON)),
    "waiting": (N_("Waiting"), lambda _, __: OPEN & Q(status=Case.Status.WAITS)),
    "aside": (N_("Put aside"), lambda staff, at: Q(owner=staff, snoozed_until__gt=at)),
    "all": (N_("All"), lambda _, __: Q()),
}


@for_desk
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show a list; `q` looks for words in it, `team` and `language` narrow it."""
    scene = scene_of(request)
    view = request.GET.get("view", "")
    words = request.GET.get("q", "").strip()
    view = view if view in VIEWS else "all" if words else "mine"
    chosen = VIEWS[view][1](scene.staff, scene.now)
    rows = in_list(not_merged(cases_seen_by(asker_of(request)).filter(chosen)))
    rows = _narrowed(rows, request)
    hits = found(words) if words else []
    if words:
        rows = rows.filter(_of_hits(hits))
    page = whole(request.GET.get("page", ""), 1) or 1
    first = (min(page, 1000) - 1) * PAGE
    sort = "-changed_at" if view == "all" else "place"
    listed = list(rows.order_by(sort, "pk")[first : first + PAGE + 1])
    context = {
        "topics": [f"agent-{scene.staff.name}", "desk-cases"],
        "views": {name: title for name, (title, _) in VIEWS.items()},
        "view": view,
        "words_sought": words,
        "rows": _listed(listed[:PAGE], hits, scene),
        "page": page,
        "more": len(listed) > PAGE,
        "query": {name: request.GET[name] for name in KEPT if request.GET.get(name)},
        "here": urlencode({name: request.GET[name] for name in KEPT if request.GET.get(name)}),
        "saved": SavedView.objects.filter(staff=scene.staff).order_by("name"),
        "teams": [(name, scene.words.team(name)) for name in scene.charter.teams],
        "team": request.GET.get("team", ""),
        "language": request.GET.get("language", ""),
        "languages": scene.charter.languages,
    }
    return shown(request, "desk/cases.html", scene, context)


def _narrowed(rows: QuerySet[Case], request: HttpRequest) -> QuerySet[Case]:
    for name in ("team", "language"):
        if value := request.GET.get(name, "").replace("\x00", "")[:60]:
            rows = rows.filter(**{name: value})
    return rows


def _of_hits(hits: list[Hit]) -> Q:
    cases = {hit.case for hit in hits if hit.case}
    customers = {hit.customer for hit in hits if hit.customer}
    return Q(pk__in=cases) | Q(customer__in=customers)


def _listed(rows: list[Case], hits: list[Hit], scene: Scene) -> list[Listed]:
    said = {hit.case: hit for hit in reversed(hits) if hit.kind in ("message", "note")}
    sought = _texts(hits)
    return [
        Listed(slip, _around(said[slip.case.pk], sought) if slip.case.pk in said else "")
        for slip in slips(rows, scene.words, scene.times)
    ]


def _texts(hits: list[Hit]) -> dict[tuple[str, int], str]:
    """Return the texts in which words were found, by kind and row."""
    if not hits:
        return {}
    of = {kind: [hit.row for hit in hits if hit.kind == kind] for kind in ("message", "note")}
    texts = {("message", row.pk): row.text for row in Message.objects.filter(pk__in=of["message"])}
    return texts | {("note", row.pk): row.text for row in Note.objects.filter(pk__in=of["note"])}


def _around(hit: Hit, texts: dict[tuple[str, int], str]) -> str:
    text = " ".join(texts.get((hit.kind, hit.row), "").split())
    return text if len(text) <= 2 * AROUND else f"{text[: 2 * AROUND]}…"


@for_desk
@acting
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep a list under a name of one's own."""
    wanted = dict(parse_qsl(request.POST.get("query", "")[:400]))
    kept = urlencode({name: wanted[name] for name in KEPT if name in wanted})
    replies.do_save_view(staff_of(request), request.POST.get("name", ""), kept, now())
    return back(request, "desk-cases")


@for_desk
@acting
def remove_view(request: HttpRequest) -> HttpResponse:
    """Forget a list of one's own."""
    number = whole(request.POST.get("view", ""))
    if number is not None:
        replies.do_remove_view(staff_of(request), number, now())
    return redirect("desk-cases")
