"""Practice mode: played customers ring; marked as practice on every page, and in no measure."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from possible.journey.case import Case
from possible.values.plain import from_plain
from possible_web.actions import practice as played
from possible_web.desk import standing
from possible_web.desk.acting import acting, for_desk, whole
from possible_web.desk.acts import TURNS
from possible_web.desk.case import SOURCE_NAMES, evidence
from possible_web.desk.clocks import promises_of
from possible_web.desk.presence import staff_of
from possible_web.desk.scene import scene_of, shown
from possible_web.desk.wanted import path_questions, wanted_of
from possible_web.desk.words import words_of
from possible_web.keeping.clock import now
from possible_web.keeping.force import force_of
from possible_web.records.doors import NotHere
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Customer, Practice

ACTS = ("fact", "action", "consent", "agree", "decline", "instead", "put", "path", "finish")


@for_desk
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what one can practise, and what was begun."""
    scene = scene_of(request)
    context = {
        "languages": scene.charter.languages,
        "open": Practice.objects.filter(staff=scene.staff, ended_at=None).order_by("-pk")[:10],
        "over": Practice.objects.filter(staff=scene.staff).exclude(ended_at=None).count(),
    }
    return shown(request, "desk/practice.html", scene, context)


@for_desk
@acting
def begin(request: HttpRequest) -> HttpResponse:
    """Let a played customer ring."""
    row = played.do_begin_practice(staff_of(request), request.POST.get("language", ""), now())
    return redirect("desk-practice-case", row.pk)


@for_desk
@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """Show the case of a played customer."""
    scene = scene_of(request)
    row = Practice.objects.filter(pk=number, staff=scene.staff).first()
    if row is None:
        raise NotHere(number)
    return shown(request, "desk/practice_case.html", scene, _context(request, row))


def _context(request: HttpRequest, row: Practice) -> dict[str, Any]:
    scene = scene_of(request)
    force, state = force_of(row.charter_id), from_plain(Case, row.state)
    words = words_of(force.charter)
    talk = state.talks[0] if state.talks else None
    with_us = talk if talk and talk.agent else None
    # Never saved: only what the standing answer reads of a case's row.
    unsaved = CaseRow(reference=state.reference, customer=Customer(name=row.name, known={}))
    chosen = request.GET.get("question", "")
    on_path = path_questions(words, talk)
    put = str(getattr(talk.spot, "question", "")) if talk else ""
    question = chosen if chosen in force.charter.questions else put or (on_path[0] if on_path else "")
    answer = standing.standing_of(unsaved, state, force, question, words, scene.now) if question else None
    return {
        "practice": row,
        "state_of_case": state,
        "heading": words.problem(dict(state.facts)),
        "talk": with_us,
        "wanted": wanted_of(state, with_us, words) if with_us else None,
        "evidence": evidence(state, talk, words),
        "standing": answer,
        "questions": [(name, words.question(name)) for name in force.charter.questions],
        "promises": promises_of(force, state, words, scene.times),
        "said": row.said,
        "source_names": SOURCE_NAMES,
    }


@for_desk
@acting
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Take the played customer who rings."""
    played.do_answer_practice(number, staff_of(request), now())
    return redirect("desk-practice-case", number)


@for_desk
@acting
def turn(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Do something with a played customer, as one would with a true one."""
    fields = {key: str(value).replace("\x00", "") for key, value in request.POST.items()}
    fields["contact"] = played.CONTACT
    version = whole(fields.get("version", ""))
    played.do_take_practice_turn(number, staff_of(request), TURNS[name](fields), now(), version)
    return redirect("desk-practice-case", number)


@for_desk
@acting
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """Write to a played customer."""
    played.do_say_in_practice(number, staff_of(request), request.POST.get("text", ""), now())
    return redirect("desk-practice-case", number)


@for_desk
@acting
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End a practice."""
    played.do_end_practice(number, staff_of(request), now())
    return redirect("desk-practice")
