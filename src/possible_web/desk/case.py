"""The page of one case: what was said on the left, what is wanted and answered on the right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_safe

from possible.charter.steps import Ask, Decide
from possible.journey.case import Case, Quote, Talk
from possible.journey.endings import held_until
from possible.journey.force import InForce
from possible.measure.receipts import CaseReceipts
from possible.values import N_, Language, Money, Refused
from possible.values.plain import from_plain
from possible_web.actions import messages as said
from possible_web.actions.looking import COUNTS
from possible_web.desk import standing
from possible_web.desk.acting import for_desk
from possible_web.desk.clocks import promises_of
from possible_web.desk.conversation import Past, conversation, past_of
from possible_web.desk.disputes import bill_of
from possible_web.desk.equipment import panel_of
from possible_web.desk.rings import owed_of
from possible_web.desk.scene import Scene, language_name, scene_of, shown
from possible_web.desk.wanted import Wanted, path_questions, wanted_of
from possible_web.desk.when import SNOOZES
from possible_web.desk.words import Words, words_of
from possible_web.keeping import events_of
from possible_web.keeping.clock import now
from possible_web.keeping.families import Ties, ties_of
from possible_web.keeping.force import force_of
from possible_web.keeping.reach import PHONE, newest
from possible_web.keeping.words_kept import THEIRS
from possible_web.pages import booking
from possible_web.pages.asking import asker_of
from possible_web.records.doors import case_seen_by
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Draft, Looking, Message, SavedReply, Staff, Visit, WorkOrder
from possible_web.records.prepared import Prepared

WRITES = 8_000  # milliseconds for which somebody counts as writing
STATUS_NAMES = {
    "open": N_("open"),
    "waits": N_("waits, with a clock"),
    "solved": N_("solved"),
    "closed": N_("is closed"),
}
SOURCE_NAMES = {
    "customer": N_("the customer"),
    "records": N_("our records"),
    "playbook": N_("the guided repair"),
    "system": N_("a measurement"),
}
AT_THE_DESK = ("agent", "lead", "admin")

_row = Prepared(lambda case: CaseRow.objects.select_related("customer", "owner").filter(pk=case))
_unread = Prepared(
    lambda case: Message.objects.filter(case=case, by__in=THEIRS, read_at=None).values_list("pk", flat=True)[
        :1
    ]
)
_orders = Prepared(lambda case: WorkOrder.objects.filter(case=case, done_at=None).order_by("pk"))
_visit = Prepared(
    lambda order: (
        Visit.objects.filter(order=order, state__in=(Visit.State.BOOKED, Visit.State.ARRIVED))
        .select_related("technician")
        .order_by("-pk")[:1]
    )
)
_drafts = Prepared(lambda case, staff: Draft.objects.filter(case=case, staff=staff))
_replies = Prepared(lambda language: SavedReply.objects.filter(language=language).order_by("title"))
_lookers = Prepared(
    lambda case, since, staff: (
        Looking.objects.filter(case=case, seen_at__gte=since)
        .exclude(staff=staff)
        .select_related("staff")
        .order_by("staff__name")
    )
)


@for_desk
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a case; one that is merged leads to the case that it goes on in (`?alone=1`: by itself)."""
    row = case_seen_by(asker_of(request), reference)
    ties = ties_of(row.pk)
    if ties.into is not None and "alone" not in request.GET:
        return redirect("desk-case", ties.into.reference)
    return _page(request, row, ties, 200, {})


def page_of(request: HttpRequest, row: CaseRow, status: int = 200, **more: Any) -> HttpResponse:
    """Return the page of a case, with more to be said on it where something was refused."""
    return _page(request, row, ties_of(row.pk), status, more)


def _page(request: HttpRequest, row: CaseRow, ties: Ties, status: int, more: dict[str, Any]) -> HttpResponse:
    scene = scene_of(request)
    _seen(row, scene)
    context = context_of(request, scene, row, ties) | more
    return shown(request, "desk/case.html", scene, context, status)


def _seen(row: CaseRow, scene: Scene) -> None:
    """Note as read what the customer wrote, when whoever answers for it (or talks) has it before them."""
    talks = any(talk.get("agent") == scene.staff.name for talk in row.state.get("talks", ()))
    if (row.owner_id == scene.staff.pk or talks) and _unread(row.pk):
        said.do_read_messages(row.pk, "agent", now())


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a case: its row, its value, the charter that it is pinned to, and the talk that one has."""

    scene: Scene
    row: CaseRow
    case: Case
    force: InForce
    words: Words
    talk: Talk | None
    ties: Ties
    past: Past


def context_of(request: HttpRequest, scene: Scene, row: CaseRow, ties: Ties) -> dict[str, Any]:
    """Return all that the page of a case shows. Its events are read before its row, which is never older."""
    past = past_of(row, ties.merged)
    row = _row(row.pk)[0]
    force, state = force_of(row.charter_id), from_plain(Case, row.state)
    talk = my_talk(state, scene.staff)
    look = Look(scene, row, state, force, words_of(force.charter), talk, ties, past)
    nothing = {"refused": "", "meanwhile": (), "typed": None, "noted": None, "seen": past.seen}
    return {**nothing, **_of_case(look), **_of_talk(request, look), **_of_writing(request, look)}


def _of_case(look: Look) -> dict[str, Any]:
    """Return the head of the page, and what can be done with the case itself."""
    row, state, force, words = look.row, look.case, look.force, look.words
    name = look.scene.staff.name
    writers = ("customer", "helper", "agent")
    return {
        "case": row,
        "state_of_case": state,
        "words": words,
        "into": look.ties.into,
        "family": look.ties.merged,
        "heading": words.problem(dict(state.facts)),
        "orders": orders(look),
        "promises": promises_of(force, state, words, look.scene.times),
        "lookers": lookers(row, look.scene),
        "links": look.ties.related,
        "paid": paid(row, look.past),
        "equipment": panel_of(row),
        "bill": bill_of(row, state, force, look.scene.staff),
        "owed": owed_of(state),
        "nothing": words.sum(Money(0, force.charter.currency)),
        "status_names": STATUS_NAMES,
        "source_names": SOURCE_NAMES,
        "snoozes": SNOOZES,
        "colleagues": [each for each in look.past.people if each.active and each.role in AT_THE_DESK],
        "case_number": newest(row.customer, PHONE),
        "callback_owed": state.callbacks[0] if state.callbacks else None,
        "topics": [
            f"agent-{name}",
            *(f"case-{each.pk}" for each in look.past.family),
            *(f"writing-{row.pk}.{who}" for who in writers),
        ],
    }


def _of_talk(request: HttpRequest, look: Look) -> dict[str, Any]:
    """Return what is wanted, found and answered in the talk that one has."""
    state, force, words, talk = look.case, look.force, look.words, look.talk
    wanted = wanted_of(state, talk, words) if talk else None
    stands = standing_for(request, look)
    had = look.past.had_by(talk.id) - {talk.team} if talk else set()
    return {
        "talk": talk,
        "held_until": held_until(force, talk.away) if talk and talk.away is not None else None,
        "wanted": wanted,
        "evidence": evidence(state, talk, words),
        "standing": stands,
        "questions": [(name, words.question(name)) for name in force.charter.questions],
        "teams_to": teams_to(force, talk, words, had),
        "teams_had": ", ".join(words.team(name) for name in force.charter.teams if name in had),
        "book": book_for(look, wanted, stands),
        "speaks": language_name(talk.language if talk else state.language),
        "exceptions": exceptions_of(force, talk, words),
    }


def _of_writing(request: HttpRequest, look: Look) -> dict[str, Any]:
    """Return what was said, and what is being written."""
    row, state, scene = look.row, look.case, look.scene
    replies = replies_for(row, state, look.talk, scene)
    drafts = {draft.kind: draft for draft in _drafts(row.pk, scene.staff.pk)}
    return {
        "lines": conversation(look.past, scene.staff, look.words, scene.times),
        "draft": drafts.get("reply"),
        "note_draft": drafts.get("note"),
        "reply_language": look.talk.language if look.talk else state.language,
        "replies": replies,
        "chosen_reply": chosen_reply(request, replies),
        "key": get_random_string(24),
        "note_key": get_random_string(24),
    }


def my_talk(case: Case, staff: Staff) -> Talk | None:
    """Return the talk of a case that somebody has."""
    return next((talk for talk in case.talks if talk.agent == staff.name), None)


def evidence(case: Case, talk: Talk | None, words: Words) -> list[tuple[str, str, str]]:
    """Return what has been found so far: each fact, its value, and who knew it.

    What was looked at or done several times is told once, as it was the last time.
    """
    found = [
        (words.fact(fact), words.value(fact, value), case.sources.get(fact, ""))
        for fact, value in words.in_order(case.facts)
    ]
    run = talk.run if talk else None
    tried: dict[tuple[str, bool], tuple[str, str, str]] = {}
    for line in (*case.evidence, *(run.log if run else ())):
        key = (line.name, line.what == "seen")
        if line.what == "seen" and line.name not in case.facts:
            tried.pop(key, None)
            tried[key] = (words.fact(line.name), words.value(line.name, line.value), "playbook")
        elif line.what in ("done", "unable"):
            tried.pop(key, None)
            tried[key] = (words.text("do", line.name) or line.name, line.what, "playbook")
    return [*found, *tried.values()][-14:]


def standing_for(request: HttpRequest, look: Look) -> standing.Standing | None:
    """Return the standing answer to the question chosen on the page, put last, or next on the path."""
    wanted = request.GET.get("question", "")
    if wanted not in look.force.charter.questions:
        wanted = _question(look)
    try:
        if wanted:
            return standing.standing_of(look.row, look.case, look.force, wanted, look.words, look.scene.now)
    except Refused:
        pass
    return None


def _question(look: Look) -> str:
    talk = look.case.talks[0] if look.case.talks else None
    put = getattr(talk.spot, "question", "") if talk else ""
    if put:
        return str(put)
    given = look.past.of("answer-given")
    if given:
        return str(given[-1].body["question"])
    on_path = path_questions(look.words, talk)
    return on_path[0] if on_path else _where_it_leads(look.case, look.force)


def _where_it_leads(case: Case, force: InForce) -> str:
    """Return the first question of the path to which what the customer said leads; nothing for none."""
    walk = next(iter(force.charter.paths.values()), None)
    for _ in range(len(force.charter.paths)):
        to = ""
        for each in walk.steps if walk else ():
            if isinstance(each, Decide):
                return each.decide
            to = _way(case, force, each) if isinstance(each, Ask) else ""
            if to:
                break
        walk = force.charter.paths.get(to)
    return ""


def _way(case: Case, force: InForce, asked: Ask) -> str:
    """Return the path to which the answer of a question leads, where it is known."""
    value = case.facts.get(asked.ask)
    if value is None:
        return ""
    number = force.number(asked.ask, value)
    ways = (way for cell, way in asked.to if cell.holds(number))
    return next((way for way in ways if way in force.charter.paths), "")


def teams_to(force: InForce, talk: Talk | None, words: Words, had: Collection[str]) -> list[tuple[str, str]]:
    """Return the teams to whom a customer can be handed on: none that had them, and nothing learnt since."""
    teams = force.charter.teams.items() if talk else ()
    return [
        (name, words.team(name))
        for name, team in teams
        if not team.visits and talk and name != talk.team and name not in had
    ]


def book_for(look: Look, wanted: Wanted | None, standing: standing.Standing | None) -> booking.Shown | None:
    """Return the windows of what is on offer, or of what the table would offer, where somebody comes."""
    case, force = look.case, look.force
    quote = wanted.quote if wanted and wanted.kind == "offer" else None
    if quote is None and standing is not None and standing.remedy:
        price = force.charter.remedies[standing.remedy].fee
        quote = Quote(
            id="", question="", remedy=standing.remedy, price=price, because="", expires=None, state="open"
        )
    if quote is None:
        return None
    return booking.shown(look.row, case, force, quote, Language(look.words.language), look.scene.now)


def orders(look: Look) -> list[dict[str, Any]]:
    """Return the work that is under way: visits with their windows, and those that still need one."""
    found = []
    row, case, force = look.row, look.case, look.force
    for order in _orders(row.pk):
        quote = case.quote(order.quote)
        if quote is None or quote.state in ("done", "declined"):
            continue
        visit = _visit.first(order.pk)
        visits = order.team in force.charter.teams and force.charter.teams[order.team].visits
        book = None
        if visits and (visit is None or visit.state == Visit.State.BOOKED):
            language = Language(look.words.language)
            book = booking.shown(row, case, force, quote, language, look.scene.now, visit)
        found.append({"order": order, "visit": visit, "book": book, "visits": visits})
    return found


def replies_for(row: CaseRow, case: Case, talk: Talk | None, scene: Scene) -> list[tuple[SavedReply, str]]:
    """Return the saved replies in the customer's language, filled for this case."""
    language = talk.language if talk else case.language
    rows, teams = _replies(language), set(scene.staff.teams)
    return [(reply, fill(reply.text, row, scene)) for reply in rows if not reply.team or reply.team in teams]


def fill(text: str, row: CaseRow, scene: Scene) -> str:
    """Return a saved reply with the names of this case in its gaps; others stay as they are."""
    known = {
        "{customer}": row.customer.name,
        "{agent}": scene.staff.shown_name,
        "{reference}": row.reference,
        "{company}": scene.charter.company,
    }
    for gap, value in known.items():
        text = text.replace(gap, value)
    return text


def chosen_reply(request: HttpRequest, replies: list[tuple[SavedReply, str]]) -> str:
    """Return the saved reply that was chosen without a script, filled; empty for none."""
    name = request.GET.get("reply", "")
    return next((text for reply, text in replies if reply.name == name), "")


def lookers(row: CaseRow, scene: Scene) -> list[tuple[str, bool]]:
    """Return who else has this case open, and whether they write."""
    return [
        (each.staff.shown_name, each.writing_at is not None and scene.now - each.writing_at < WRITES)
        for each in _lookers(row.pk, scene.now - COUNTS, scene.staff.pk)
    ]


def paid(row: CaseRow, past: Past) -> tuple[Money, ...]:
    """Return what waiting has cost the customer in this case: nothing, as a rule."""
    receipts = CaseReceipts(only=str(row.pk))
    for event in events_of(past.of("call-charged")):
        receipts.feed(event)
    receipt = receipts.result.get(str(row.pk))
    return receipt.to_wait if receipt else ()


def exceptions_of(force: InForce, talk: Talk | None, words: Words) -> dict[str, Any]:
    """Return who may depart from the table, whether that is whoever talks, and what can be given."""
    rule = force.charter.exceptions
    if rule is None:
        return {"allowed": False, "by": ""}
    charter = force.charter
    named = dict.fromkeys(
        ("no", *charter.remedies, *(a for q in charter.questions.values() for a in q.answers))
    )
    return {
        "allowed": talk is not None and talk.team == rule.by,
        "by": words.team(rule.by),
        "team": rule.by,
        "answers": [(name, words.answer(name)) for name in named],
        "currency": charter.currency,
    }
