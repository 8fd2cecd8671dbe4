"""The talk: one question on each page, the answer, the wait, the person; a click is a turn of the case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from possible.journey import turns
from possible.playbooks import Reply
from possible.values import N_, Refused, sentence
from possible_web.actions.contacts import do_take_turn
from possible_web.actions.visits import do_accept_visit, do_let_go, do_place_customer, do_reserve_visit
from possible_web.keeping import ChangedMeanwhile
from possible_web.pages import booking, limits
from possible_web.pages.asking import for_everybody
from possible_web.pages.said import say_html
from possible_web.pages.speech import SOURCES
from possible_web.portal import chat, start
from possible_web.portal.frame import Scene, page, scene_of_talk, seen
from possible_web.portal.shown import Shown, can_go_back, shown

MOVED_ON = N_("We had gone on already: this is where we stand now.")
ALWAYS: dict[str, type[turns.Turn]] = {"person": turns.WantsPerson, "back": turns.Unsays}
TEMPLATES = {
    "fact": "portal/fact.html",
    "consent": "portal/consent.html",
    "action": "portal/action.html",
    "offer": "portal/answer.html",
    "answer": "portal/answer.html",
}


@for_everybody
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the talk wants next; once it is over, the page of its case."""
    scene = scene_of_talk(request, token)
    if scene.talk is None:
        return redirect("portal-case", scene.row.reference)
    return shown_page(request, seen(scene, token))


def shown_page(request: HttpRequest, scene: Scene, refused: Refused | None = None) -> HttpResponse:
    """Return the page of a talk; `refused`: what was wrong with what was sent, as a summary above."""
    asked = shown(scene)
    status = 422 if refused else 200
    context = context_of(scene, asked) | {"refused": refused, "given": request.POST.dict()}
    talk = scene.talk
    if talk is None or talk.agent or asked.kind in ("waits", "person", "nothing"):
        return page(request, "portal/chat.html", context | chat.context_of(request, scene), status)
    return page(request, TEMPLATES[asked.kind], context, status)


def context_of(scene: Scene, asked: Shown) -> dict[str, object]:
    """Return what all pages of a talk show: the case's reference, what is known, what is wanted."""
    return {
        "scene": scene,
        "row": scene.row,
        "speech": scene.speech,
        "contact": scene.contact,
        "live_talk": scene.contact.token if scene.contact else None,
        "asked": asked,
        "can_go_back": can_go_back(scene),
        "known_facts": _known(scene),
        "joined": scene.case.contacts > 1,
    }


def _known(scene: Scene) -> list[tuple[str, object, str]]:
    """Return what is known, each with its name, its value and who knew it: none of it is asked again."""
    speech, case = scene.speech, scene.case
    found = ((fact, value) for fact, value in case.facts.items() if fact != "language")
    return [
        (speech.fact(fact), speech.value(fact, value), SOURCES.get(case.sources.get(fact, ""), ""))
        for fact, value in found
    ]


@for_everybody
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Take the customer's answer to what was asked; an answer to what is no longer asked changes nothing."""
    scene = scene_of_talk(request, token)
    limits.spend(request, "answer")
    asked = shown(scene)
    if scene.talk is None or request.POST.get("place") != asked.place:
        messages.info(request, say_html(MOVED_ON))
        return redirect("portal-talk", token)
    try:
        _taken(request, scene, asked)
    except ChangedMeanwhile:
        messages.info(request, say_html(MOVED_ON))
    except Refused as refused:
        return shown_page(request, scene, refused)
    return redirect("portal-talk", token)


def _taken(request: HttpRequest, scene: Scene, asked: Shown) -> None:
    """Take the turn that a click means."""
    act, contact = request.POST.get("act", ""), scene.contact
    if contact is None:
        return
    if asked.kind == "offer" and asked.book is not None and act in ("agree", "keep", "let-go", "address"):
        _window(request, scene, asked.quote, contact.token)
        return
    act = "agree" if act == "later" else act
    turn = _turn(asked, act, request.POST.get("value", "").strip()[:200], contact.token)
    do_take_turn(scene.row.pk, turn, scene.now, scene.row.version)


def _window(request: HttpRequest, scene: Scene, quote: str, contact: str) -> None:
    """Take what a click on an offered visit means: its address, its window kept, let go, or agreed to."""
    act = request.POST.get("act", "")
    if act == "address":
        do_place_customer(scene.row.pk, booking.address_in(request.POST), scene.now)
    elif act == "let-go":
        do_let_go(scene.row.pk, quote, scene.now)
    elif act == "keep":
        do_reserve_visit(scene.row.pk, booking.chosen_in(request.POST, quote), scene.now)
    else:
        do_accept_visit(scene.row.pk, booking.chosen_in(request.POST, quote, contact), scene.now)


def _turn(asked: Shown, act: str, value: str, contact: str) -> turns.Turn:  # noqa: C901, PLR0911 - one a click
    """Return the turn that a click means; `Refused` where nothing was chosen."""
    if act in ALWAYS:
        return ALWAYS[act](contact=contact)
    match asked.kind, act:
        case "fact", _ if value == "?" and asked.unknown:
            return turns.Replies(contact=contact, observation=Reply.UNKNOWN)
        case "fact", _ if value == "?":
            return turns.WantsPerson(contact=contact)
        case "fact", _ if value:
            return turns.Says(contact=contact, fact=asked.name, value=value)
        case "consent", "yes" | "no":
            return turns.Consents(contact=contact, consent=asked.name, given=act == "yes")
        case "action", "done":
            return turns.Replies(contact=contact, observation=Reply.DONE)
        case "action", "unable":
            return turns.Replies(contact=contact, observation=Reply.UNABLE)
        case (("offer" | "answer"), "agree"):
            return turns.Agrees(contact=contact)
        case "offer", "decline":
            return turns.Declines(contact=contact)
        case "answer", "instead":
            return turns.TakesInstead(contact=contact)
        case _:
            raise Refused(sentence(N_("Choose an answer.")), sentence(N_("“I don’t know” is one, too")))


@for_everybody
@require_POST
def person(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a person, from wherever the talk stands; who waits already goes on waiting."""
    scene = scene_of_talk(request, token)
    want_person(scene)
    return redirect("portal-talk", token)


def want_person(scene: Scene) -> None:
    """Let the talk wait for a person, unless it does or somebody is there."""
    talk, contact = scene.talk, scene.contact
    if talk is not None and contact is not None and not talk.queued and not talk.agent:
        do_take_turn(scene.row.pk, turns.WantsPerson(contact=contact.token), scene.now)


@for_everybody
@require_POST
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """End the contact; the case stays open, with its clocks."""
    scene = scene_of_talk(request, token)
    if scene.talk is not None:
        do_take_turn(scene.row.pk, turns.Leaves(contact=token), scene.now)
    return redirect("portal-case", scene.row.reference)


@for_everybody
@require_POST
def another(request: HttpRequest, token: str) -> HttpResponse:
    """Say that it is another matter: this contact ends, and a case of its own begins."""
    scene = scene_of_talk(request, token)
    limits.spend(request, "begin")
    if scene.talk is not None:
        do_take_turn(scene.row.pk, turns.Leaves(contact=token), scene.now)
    contact = start.begun(request, scene.row.customer, anew=True)
    return redirect("portal-talk", contact.token)
