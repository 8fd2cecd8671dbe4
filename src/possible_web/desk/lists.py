"""Lists of cases: mine, my teams', unassigned, due soon, waiting, all; and what is found by words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from possible.values import N_
from possible.values.instant import HOUR, Instant, written
from possible_web.actions import replies
from possible_web.desk.acting import acting, back, for_desk, whole
from possible_web.desk.presence import staff_of
from possible_web.desk.rail import Slip, awake, in_list, slips
from possible_web.desk.scene import Scene, scene_of, shown
from possible_web.keeping.clock import now
from possible_web.keeping.families import not_merged
from possible_web.keeping.finding import Hit, found
from possible_web.pages.asking import asker_of
from possible_web.records.doors import Asker, cases_seen_by
from possible_web.records.models import Case, Message, Note, Role, SavedView
from possible_web.records.prepared import Prepared

PAGE = 50
SOON = 4 * HOUR
AROUND = 60
KEPT = ("view", "q", "language", "team")


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list; `said`: where the words were found, when they were looked for in what was said."""

    slip: Slip
    said: str


@dataclass(frozen=True, slots=True)
class View:
    """A list: its title, which values it goes by (of `Sought.values`), and the condition for a case."""

    title: str
    by: tuple[str, ...]
    holds: Callable[..., Q]


OPEN = Q(place__isnull=False)  # as the index has it
VIEWS: dict[str, View] = {
    "mine": View(N_("Mine"), ("staff", "now"), lambda staff, now: OPEN & Q(owner=staff) & awake(now)),
    "teams": View(N_("My teams"), ("teams", "now"), lambda teams, now: OPEN & Q(team__in=teams) & awake(now)),
    "unassigned": View(N_("Nobody’s"), ("now",), lambda now: OPEN & Q(owner=None) & awake(now)),
    "due": View(N_("Due soon"), ("soon",), lambda soon: Q(place__lte=soon)),
    "waiting": View(N_("Waiting"), (), lambda: OPEN & Q(status=Case.Status.WAITS)),
    "aside": View(
        N_("What is put aside"), ("staff", "now"), lambda staff, now: Q(owner=staff, snoozed_until__gt=now)
    ),
    "all": View(N_("All"), (), Q),
}


@dataclass(frozen=True, slots=True)
class Sought:
    """What a page asks for: a list, words in it, a team or a language, and which page of it."""

    view: str
    words: str
    narrowed: tuple[tuple[str, str], ...]
    page: int


def sought(request: HttpRequest) -> Sought:
    """Return what the address of a page asks for; a list that is not known is one's own cases."""
    view, words = request.GET.get("view", ""), request.GET.get("q", "").strip()
    view = view if view in VIEWS else "all" if words else "mine"
    given = ((name, request.GET.get(name, "")[:60]) for name in ("team", "language"))
    page = whole(request.GET.get("page", ""), 1) or 1
    return Sought(view, words, tuple((name, value) for name, value in given if value), page)


def rows_of(asked: Sought, hits: list[Hit], asker: Asker, now: Instant) -> list[Case]:
    """Return the cases of a page and one more, where there is one. `hits`: where the words were found."""
    staff = asker.staff
    assert staff is not None  # noqa: S101 - only staff pass the guard of the page
    values = {"staff": staff.pk, "teams": staff.teams, "now": now, "soon": now + SOON}
    narrowed = tuple(name for name, _ in asked.narrowed)
    prepared = _list(asked.view, narrowed, bool(asked.words), min(asked.page, 1000) - 1)
    given: list[Any] = [values[name] for name in VIEWS[asked.view].by]
    given += [value for _, value in asked.narrowed]
    if asked.words:
        given += [[hit.case or 0 for hit in hits] or [0], [hit.customer or 0 for hit in hits] or [0]]
    return prepared(*given)


@lru_cache(maxsize=256)
def _list(view: str, narrowed: tuple[str, ...], words: bool, page: int) -> Prepared[Case]:  # noqa: FBT001 - a key
    """Return the query of a page of a list; every role at the desk sees the same cases."""
    own = len(VIEWS[view].by)

    def query(*values: Any) -> QuerySet[Case]:
        rows = not_merged(cases_seen_by(Asker(Role.AGENT)).filter(VIEWS[view].holds(*values[:own])))
        rows = rows.filter(**dict(zip(narrowed, values[own:], strict=False)))
        if words:
            rows = rows.filter(Q(pk__in=values[-2]) | Q(customer__in=values[-1]))
        sort = "-changed_at" if view == "all" else "place"
        return in_list(rows).order_by(sort, "pk")[page * PAGE : (page + 1) * PAGE + 1]

    return Prepared(query)


_saved = Prepared(lambda staff: SavedView.objects.filter(staff=staff).order_by("name"))


@for_desk
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show a list; `q` looks for words in it, `team` and `language` narrow it."""
    scene, asked = scene_of(request), sought(request)
    hits = found(asked.words) if asked.words else []
    listed = rows_of(asked, hits, asker_of(request), scene.now)
    context = {
        "topics": [f"agent-{scene.staff.name}", "desk-cases"],
        "views": {name: view.title for name, view in VIEWS.items()},
        "view": asked.view,
        "words_sought": asked.words,
        "rows": _listed(listed[:PAGE], hits, scene),
        "page": asked.page,
        "more": len(listed) > PAGE,
        "query": {name: request.GET[name] for name in KEPT if request.GET.get(name)},
        "here": urlencode({name: request.GET[name] for name in KEPT if request.GET.get(name)}),
        "saved": _saved(scene.staff.pk),
        "teams": [(name, scene.words.team(name)) for name in scene.charter.teams],
        "team": request.GET.get("team", ""),
        "language": request.GET.get("language", ""),
        "languages": scene.charter.languages,
    }
    return shown(request, "desk/cases.html", scene, context)


@for_desk
@require_safe
def cases_as_json(request: HttpRequest) -> HttpResponse:
    """Return the same lists for programs: moments in RFC 3339, the page after this one where there is one."""
    scene, asked = scene_of(request), sought(request)
    hits = found(asked.words) if asked.words else []
    listed = rows_of(asked, hits, asker_of(request), scene.now)
    here = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    following = urlencode({**here, "page": asked.page + 1}) if len(listed) > PAGE else ""
    return JsonResponse(
        {
            "view": asked.view,
            "page": asked.page,
            "cases": [_as_json(row, scene) for row in listed[:PAGE]],
            "next": f"{request.path}?{following}" if following else None,
        }
    )


def _as_json(row: Case, scene: Scene) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "customer": str(row.customer),
        "problem": scene.words.problem(dict(getattr(row, "facts", None) or {})),
        "status": row.status,
        "team": row.team,
        "language": row.language,
        "due": None if row.due is None else written(Instant(row.due)),
        "snoozed-until": None if row.snoozed_until is None else written(Instant(row.snoozed_until)),
        "href": f"/desk/cases/{row.reference}",
    }


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
    texts = {("message", number): text for number, text in _messages(of["message"])}
    return texts | {("note", number): text for number, text in _notes(of["note"])}


_messages = Prepared(lambda rows: Message.objects.filter(pk__in=rows).values_list("pk", "text"))
_notes = Prepared(lambda rows: Note.objects.filter(pk__in=rows).values_list("pk", "text"))


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
