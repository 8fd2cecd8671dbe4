"""The lead's page: exceptions to review, queues, who does what, the charter in force with its proof."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from possible.floor.parts import Presence as Seat
from possible.journey import turns
from possible.values import N_, Refused, money, sentence
from possible.values.instant import SECOND
from possible.values.plain import from_plain
from possible_web.actions import charters, contacts, desk, exceptions
from possible_web.desk.acting import acting, back, for_leads, note, whole
from possible_web.desk.disputes import disputes_of
from possible_web.desk.presence import staff_of
from possible_web.desk.rail import in_list, slips
from possible_web.desk.rule import Rule, rule_of
from possible_web.desk.scene import BREAKS, STATES, Scene, scene_of, shown
from possible_web.keeping import ratings
from possible_web.keeping.clock import now
from possible_web.keeping.families import not_merged
from possible_web.pages.asking import asker_of
from possible_web.pages.laws import LAWS, LEVELS, proof_of
from possible_web.records.doors import NotHere, case_seen_by
from possible_web.records.models import Activation, Case, Departure, Presence, Staff, Waiting

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue: how many wait, the longest wait and the promise in milliseconds, who is there for it."""

    team: str
    language: str
    waiting: int
    longest: int
    promise: int | None
    late: bool
    present: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work: what they do, since when, and what is in their hands."""

    staff: Staff
    state: str
    reason: str
    since: int
    cases: int
    hands: int


@for_leads
@require_safe
def lead(request: HttpRequest) -> HttpResponse:
    """Show what needs the lead, then who waits and who is there, beside the charter."""
    scene = scene_of(request)
    queues, people = queues_of(scene), people_of()
    context = {
        "departures": departures(scene),
        "disputes": disputes_of(scene),
        "queues": queues,
        "late_queues": sum(queue.late for queue in queues),
        "people": people,
        "unassigned": _unassigned(scene),
        "shares": ratings.shares(scene.now),
        "rated": ratings.lines(scene.now),
        "colleagues": Staff.objects.filter(active=True, role__in=("agent", "lead", "admin")).order_by("name"),
        "activation": Activation.objects.select_related("charter").first(),
        "can_roll_back": Activation.objects.values("charter").distinct().count() > 1,
        "laws": [(title, proof_of(law)) for law, title in LAWS.items()],
        "level_names": LEVELS,
        "price": lambda text: scene.words.sum(money(text)),
        "topics": [
            f"agent-{scene.staff.name}",
            "desk-exceptions",
            "charter-in-force",
            "pool-all",
        ],
    }
    return shown(request, "desk/lead.html", scene, context)


def departures(scene: Scene) -> list[Departure]:
    """Return the exceptions that nobody has reviewed, the most urgent first."""
    rows = Departure.objects.filter(closed_at=None).select_related("case__customer", "staff")
    found = list(rows.order_by(F("review_by").asc(nulls_last=True), "pk")[:SHOWN])
    for row in found:
        row.late = row.review_by is not None and row.review_by < scene.now  # type: ignore[attr-defined]
    return found


def queues_of(scene: Scene) -> list[Queue]:
    """Return every queue in which somebody waits or for which somebody is there."""
    waiting = Waiting.objects.filter(not_before__lte=scene.now)
    seats = [from_plain(Seat, row.body) for row in Presence.objects.all()]
    found = []
    for team, declared in scene.charter.teams.items():
        if declared.visits:
            continue
        for language in declared.languages:
            rows = waiting.filter(team=team, language=language)
            since = list(rows.order_by("since").values_list("since", flat=True))
            present = sum(
                team in seat.agent.teams and language in seat.agent.languages and seat.open for seat in seats
            )
            longest = scene.now - since[0] if since else 0
            promise = _promised(scene)
            late = promise is not None and longest > promise
            found.append(Queue(team, language, len(since), longest, promise, late, present))
    return sorted(found, key=lambda queue: (not queue.late, not queue.waiting, -queue.longest))


def _promised(scene: Scene) -> int | None:
    """Return how long one waits at most, in milliseconds; None where the charter sets no limit."""
    limit = scene.charter.waiting.at_most
    return limit.about * SECOND if limit is not None else None


def people_of() -> list[Person]:
    """Return who is at work, and how many cases each answers for."""
    staff = {row.name: row for row in Staff.objects.filter(active=True)}
    owned = dict(
        Case.objects.filter(place__isnull=False)
        .exclude(owner=None)
        .values_list("owner__name")
        .annotate(Count("pk"))
    )
    found = []
    for row in Presence.objects.order_by("agent"):
        seat = from_plain(Seat, row.body)
        if row.agent in staff:
            held = sum(hand.until is None for hand in seat.hands)
            state = STATES.get(row.state, row.state)
            reason = BREAKS.get(seat.reason, seat.reason)
            cases = owned.get(row.agent, 0)
            found.append(Person(staff[row.agent], state, reason, row.since, cases, held))
    return found


def _unassigned(scene: Scene) -> list[object]:
    """Return open cases of which nobody is the owner, or whose promise is past, the most urgent first."""
    late = Q(due__lt=scene.now)
    rows = in_list(not_merged(Case.objects.filter(Q(owner=None) | late, place__isnull=False)))
    found = list(rows.order_by("place", "pk")[:SHOWN])
    return list(slips(found, scene.words, scene.times))


# ---- what a lead does ------------------------------------------------------------------------------------


@for_leads
@acting
def reassign(request: HttpRequest) -> HttpResponse:
    """Give a case to somebody else; drafts and notes stay where they are."""
    row = _case(request)
    name = request.POST.get("owner", "")
    if not Staff.objects.filter(name=name, active=True).exists():
        raise Refused(sentence(N_("Nobody here is called `{name}`."), name=name[:60]))
    contacts.do_take_turn(row.pk, turns.Owns(agent=name), now())
    note(request, sentence(N_("Case {reference} has a new owner."), reference=row.reference))
    return back(request, "desk-lead")


def _case(request: HttpRequest) -> Case:
    typed = request.POST.get("case", "").strip().upper()
    try:
        return case_seen_by(asker_of(request), typed)
    except NotHere:
        raise Refused(sentence(N_("There is no case `{reference}`."), reference=typed[:16])) from None


@for_leads
@acting
def send_on_break(request: HttpRequest) -> HttpResponse:
    """Take somebody off the queue who left the desk ready; what they hold goes on."""
    person = Staff.objects.filter(name=request.POST.get("agent", ""), active=True).first()
    if person is None:
        raise Refused(
            sentence(N_("Nobody here is called `{name}`."), name=request.POST.get("agent", "")[:60])
        )
    desk.do_change_presence(person, "break", now(), "pause")
    return back(request, "desk-lead")


@for_leads
@require_safe
def rule(request: HttpRequest, number: int) -> HttpResponse:
    """Show the charter with a row that would say what an exception said, checked."""
    scene = scene_of(request)
    row = _departure(number)
    because = request.GET.get("because", "")
    found: Rule | None = None
    refused: Refused | None = None
    try:
        found = rule_of(row, because, request.GET.getlist("fact"))
    except Refused as error:
        refused = error
    charter = scene.charter
    reasons = sorted(key.removeprefix("because.") for key in _reasons(scene))
    context = {
        "departure": row,
        "rule": found,
        "refused": refused,
        "reasons": [(name, scene.words.reason(name)) for name in reasons],
        "because": found.because if found else because,
        "facts": [
            (fact, scene.words.fact(fact), scene.words.value(fact, value))
            for fact, value in row.facts.items()
        ],
        "chosen": found.facts if found else request.GET.getlist("fact"),
        "company": charter.company,
    }
    return shown(request, "desk/rule.html", scene, context)


def _reasons(scene: Scene) -> list[str]:
    words = scene.charter.words.get(scene.words.language)
    return [key for key in (words.texts if words else ()) if key.startswith("because.")]


def _departure(number: int) -> Departure:
    row = Departure.objects.select_related("case__customer", "staff").filter(pk=number).first()
    if row is None:
        raise NotHere(number)
    return row


@for_leads
@require_safe
def rule_file(request: HttpRequest, number: int) -> HttpResponse:
    """Give the charter's file with the row in it, to be published."""
    found = rule_of(_departure(number), request.GET.get("because", ""), request.GET.getlist("fact"))
    response = HttpResponse(found.text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="charter.yaml"'
    return response


@for_leads
@acting
def review(request: HttpRequest, number: int) -> HttpResponse:
    """Close the review of an exception: a rule, or explained."""
    row = _departure(number)
    verdict, why = request.POST.get("verdict", ""), request.POST.get("explanation", "")
    exceptions.do_review_exception(row.pk, verdict, why, staff_of(request), now())
    note(request, sentence(N_("Reviewed. {name} is told."), name=row.staff.shown_name))
    return redirect("desk-lead")


@for_leads
@acting
def roll_back(request: HttpRequest) -> HttpResponse:
    """Put the charter before this one in force again, with a reason."""
    reason = request.POST.get("reason", "").strip()
    newest = Activation.objects.values_list("pk", flat=True).first()
    if not reason:
        raise Refused(sentence(N_("Say why: the reason is kept with the charter.")))
    if whole(request.POST.get("activation", "")) != newest:
        raise Refused(sentence(N_("Another charter was put in force meanwhile.")))
    staff = staff_of(request)
    charters.do_roll_back_charter(charters.By(staff.shown_name, staff.account, reason), now())
    note(request, sentence(N_("The charter before is in force again. Open cases keep theirs.")))
    return redirect("desk-lead")
