"""What a dispatcher does, each with one form: all of them work without a script."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.actions import board, shifts
from possible_web.actions.troubles import do_see_trouble
from possible_web.board.day import UNDO, UNDONE_WITHIN, undo_in
from possible_web.board.scene import Scene, acting, for_dispatch, scene_of
from possible_web.board.words import moment_on
from possible_web.keeping.clock import now
from possible_web.keeping.decisions import REASONS, read
from possible_web.pages.acting import back, note, whole
from possible_web.records.doors import NotHere
from possible_web.records.models import Visit

LONGEST_NUMBER = 10**15


def visit_of(number: int) -> Visit:
    """Return a visit by its number; `NotHere` without one."""
    row = Visit.objects.filter(pk=number) if number < LONGEST_NUMBER else Visit.objects.none()
    found = row.select_related("case__customer", "technician", "order").first()
    if found is None:
        raise NotHere(number)
    return found


def reason_in(request: HttpRequest) -> str:
    """Return the reason that was chosen; `Refused` for none of ours."""
    found = request.POST.get("reason", "")
    if found not in REASONS:
        raise Refused(sentence(N_("Say why nobody can come: the customer is told.")))
    return found


@for_dispatch
@acting
def place(request: HttpRequest, visit: int) -> HttpResponse:
    """Give a visit to a technician, at about a time: `technician@milliseconds`, or two fields."""
    row = visit_of(visit)
    name, _, at = request.POST.get("with", "").partition("@")
    name = name or request.POST.get("technician", "")
    moment = whole(at or request.POST.get("at", ""))
    found = board.Place(name, None if moment is None else Instant(moment))
    placed = board.do_place_visit(row.pk, found, scene_of(request).staff, now())
    assert placed.technician is not None  # noqa: S101 - it was given to somebody
    text = N_("{name} takes {visit}. The customer keeps the window, and was told.")
    name = placed.technician.shown_name
    note(request, sentence(text, name=name, visit=row.case.reference))
    return to_day(request, row)


def to_day(request: HttpRequest, row: Visit) -> HttpResponse:
    """Go back to where the form stood, else to the day of the visit."""
    if request.POST.get("next"):
        return back(request, "board-start")
    return redirect("board-day", row.team, row.day.isoformat())


@for_dispatch
@acting
def call_off(request: HttpRequest, visit: int) -> HttpResponse:
    """Call a visit off: credited now, and another window is to be chosen."""
    row = visit_of(visit)
    board.do_call_off_visit(row.pk, reason_in(request), scene_of(request).staff, now())
    text = N_(
        "{visit} is called off. The customer was told, with what is owed, and can choose another window."
    )
    note(request, sentence(text, visit=row.case.reference))
    return redirect("board-day", row.team, row.day.isoformat())


@for_dispatch
@acting
def ask(request: HttpRequest, visit: int) -> HttpResponse:
    """Ask the customer for another window: nothing moves without them."""
    row = visit_of(visit)
    board.do_ask_for_window(row.pk, reason_in(request), now())
    note(request, sentence(N_("The customer is asked. Nothing moves until they choose.")))
    return redirect("board-visit", row.pk)


@for_dispatch
@acting
def away(request: HttpRequest, visit: int) -> HttpResponse:
    """Note that the technician came and nobody opened."""
    row = visit_of(visit)
    shifts.do_note_customer_away(row.pk, scene_of(request).staff, now())
    note(
        request, sentence(N_("Noted. Nothing is charged. The customer was told, and chooses another window."))
    )
    return redirect("board-day", row.team, row.day.isoformat())


@for_dispatch
@acting
def locate(request: HttpRequest, visit: int) -> HttpResponse:
    """Put a visit on the map."""
    row = visit_of(visit)
    typed = request.POST.get("postcode", ""), request.POST.get("address", "")
    shifts.do_locate_visit(row.pk, *typed, now())
    note(request, sentence(N_("The place is known now. The visit waits for a technician.")))
    return redirect("board-day", row.team, row.day.isoformat())


@for_dispatch
@acting
def see_trouble(request: HttpRequest, number: int) -> HttpResponse:
    """Note that what a technician said was taken up: their page says so."""
    if number >= LONGEST_NUMBER:
        raise NotHere(number)
    row = do_see_trouble(number, scene_of(request).staff, now())
    text = N_("Noted: {name} reads that you have seen it.")
    note(request, sentence(text, name=row.staff.shown_name))
    return back(request, "board-start")


@for_dispatch
@acting
def decide(request: HttpRequest, team: str, day: str) -> HttpResponse:
    """Do what was decided about a broken day, and keep for some minutes what undoes it."""
    scene = scene_of(request, team, day)
    chosen = request.POST.get("decision", "")
    if not chosen:
        raise Refused(sentence(N_("Choose what is to be done first.")))
    decision = read(chosen)
    if (decision.team, decision.day) != (team, scene.day.isoformat()):
        raise Refused(sentence(N_("This proposal is about another day.")))
    undo = board.do_repair_day(decision, scene.staff, scene.now)
    if decision.routes or decision.happening.technician:
        request.session[UNDO] = {"until": scene.now + UNDONE_WITHIN, "undo": asdict(undo)}
    text = N_("Done. {count} customers were told, each in their language.")
    note(request, sentence(text, count=len(decision.concerned())))
    return redirect(scene.at("board-day"))


@for_dispatch
@acting
def undo(request: HttpRequest, team: str, day: str) -> HttpResponse:
    """Put assignments back as they were before the last repair from this browser."""
    scene = scene_of(request, team, day)
    found = undo_in(request, scene)
    if found is None:
        raise Refused(
            sentence(N_("This can no longer be undone.")), sentence(N_("move the visits one by one"))
        )
    board.do_undo_repair(found, scene.staff, scene.now)
    del request.session[UNDO]
    note(request, sentence(N_("Put back. Customers who were told of somebody else were told again.")))
    return redirect(scene.at("board-day"))


@for_dispatch
@acting
def traffic(request: HttpRequest, team: str, day: str) -> HttpResponse:
    """Note how slow the roads are."""
    scene = scene_of(request, team, day)
    percent = whole(request.POST.get("percent", ""), 0) or 0
    shifts.do_set_traffic(scene.team, scene.day, min(percent, 10**6), scene.now)
    note(request, sentence(N_("Noted. What is in danger by it is shown below.")))
    return redirect(scene.at("board-day"))


@for_dispatch
@acting
def end(request: HttpRequest, team: str, day: str) -> HttpResponse:
    """Note when somebody will be done with the visit at which they are."""
    scene = scene_of(request, team, day)
    number = whole(request.POST.get("visit", ""))
    if number is None:
        raise Refused(sentence(N_("Choose the visit first.")))
    row = visit_of(number)
    until = moment_on(scene, request.POST.get("until", ""))
    if until is None:
        raise Refused(sentence(N_("This is no time.")), sentence(N_("write it like 14:05")))
    shifts.do_expect_end(row.pk, until, scene.now)
    note(request, sentence(N_("Noted. What is in danger by it is shown below.")))
    return redirect(scene.at("board-day"))


@for_dispatch
@acting
def change_turn(request: HttpRequest, team: str, day: str) -> HttpResponse:
    """Change the hours of somebody's turn, or let them be away."""
    scene = scene_of(request, team, day)
    name = request.POST.get("technician", "")
    if request.POST.get("state") == "away":
        hours = shifts.Hours(reason=request.POST.get("why", "").replace("\x00", ""))
    else:
        hours = _hours(scene, request)
    shifts.do_change_turn(name, scene.day, hours, scene.staff, scene.now)
    note(request, sentence(N_("The turn is changed.")))
    return redirect(scene.at("board-turns"))


def _hours(scene: Scene, request: HttpRequest) -> shifts.Hours:
    starts, ends = (moment_on(scene, request.POST.get(field, "")) for field in ("starts", "ends"))
    if starts is None or ends is None:
        raise Refused(sentence(N_("This is no time.")), sentence(N_("write it like 14:05")))
    return shifts.Hours(starts, ends)


@for_dispatch
@acting
def enter(request: HttpRequest, team: str, day: str) -> HttpResponse:
    """Let somebody of the staff go out from their home, with what is in the van."""
    scene = scene_of(request, team, day)
    fields = {name: str(value).replace("\x00", "") for name, value in request.POST.items()}
    van = shifts.Van(
        fields.get("postcode", ""),
        fields.get("address", ""),
        scene.team,
        tuple(filter(None, (each.strip()[:60] for each in fields.get("equipment", "").split(",")))),
        _stock(fields.get("stock", "")),
    )
    shifts.do_enter_technician(fields.get("technician", ""), van, scene.staff, scene.now)
    note(request, sentence(N_("Entered. Turns come from the hours of the charter.")))
    return redirect(scene.at("board-turns"))


def _stock(text: str) -> dict[str, int]:
    """Return the parts in a van from what was typed: `box 2, cable 5`."""
    found = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, _, count = part.rpartition(" ")
        number = whole(count)
        if number is None or not name.strip() or number > 10_000:
            raise Refused(
                sentence(N_("`{part}` is no part with its number."), part=part[:60]),
                sentence(N_("write parts like this: box 2, cable 5")),
            )
        found[name.strip()[:60]] = number
    return found
