"""What technicians do on the road: each act once, in one transaction, whatever the network does meanwhile.

An act that is refused writes nothing; its answer is kept by `do_keep_refusal`, so that the phone learns the
same whenever it asks again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.charter import Sort
from possible.charter.causes import CAUSES, NO_CAUSE
from possible.journey import turns
from possible.playbooks.interpreter import fact_of
from possible.values import N_, Refused, Sentence, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append, poke
from possible_web.keeping.again import booked_again, kept_again
from possible_web.keeping.equipment import read_code
from possible_web.keeping.errands import Act, answered, day_here, happened_at, keep_answer
from possible_web.keeping.exchanging import Swap, exchange_device
from possible_web.keeping.rounds import locked_round, topic_of, topics_of_route
from possible_web.keeping.sightings import keep_photo, keep_signature
from possible_web.keeping.turning import Turning
from possible_web.keeping.vans import keep_count, take_parts
from possible_web.keeping.words_kept import line_of_note
from possible_web.records.models import Exchange, Note, Staff, Trouble, VanAct, Visit, VisitReport

if TYPE_CHECKING:
    from datetime import date

    from possible.charter import Charter

ACTED = "shell-van-act"
LONGEST_NOTES, LONGEST_NAME = 2000, 200
GOES_ON = ("visit", "swap", "team")
TROUBLES = {
    "vehicle": N_("The van does not go on"),
    "ill": N_("I am ill or hurt"),
    "late": N_("I am running late"),
    "parts": N_("A part is missing"),
    "other": N_("Something else"),
}
CALL = N_("call the dispatcher; what you sent is kept")
GONE = N_("This visit is not yours any more: it was moved, given to somebody else, or called off.")


@dataclass(slots=True)
class Errand:
    """An act at a visit, while it is done: the locked case, the visit, and when it happened."""

    staff: Staff
    act: Act
    turning: Turning
    visit: Visit
    happened: Instant
    now: Instant

    @property
    def report(self) -> VisitReport:
        """The technician's report of the visit, begun where there is none."""
        return VisitReport.objects.get_or_create(visit=self.visit)[0]

    def at_the_door(self) -> None:
        """Let the case know that the technician is there; earlier than promised by consent."""
        visit, now = self.visit, self.now
        if visit.state != Visit.State.BOOKED:
            return
        if now < visit.starts:
            ends = Instant(visit.ends)
            self.turning.take(turns.Moves(visit=visit.name, starts=now, ends=ends, consent=True))
        self.turning.take(turns.IsThere(visit=visit.name))

    def keep(self, **columns: object) -> None:
        """Write the case, then the visit under its day's lock; `Refused` when it was moved away meanwhile."""
        self.turning.keep()
        lock = locked_round(self.visit.team, self.visit.day)
        mine = Visit.objects.filter(
            pk=self.visit.pk, technician=self.staff, state=self.visit.state, day=self.visit.day
        )
        if columns and not mine.update(**columns):
            raise Refused(sentence(GONE), sentence(CALL))
        for name, value in columns.items():
            setattr(self.visit, name, value)
        lock.version += 1
        lock.save(update_fields=["version"])


@action
def do_act_in_van(staff: Staff, act: Act, now: Instant) -> VanAct:
    """Do what a technician sent, once: the same name again gives the same row, and nothing happens.

    `Refused` when it cannot be: the visit is not theirs (any more), not to come, over already; too early;
    no such act. Nothing is written then.
    """
    row = answered(staff, act)
    if row is not None:
        return row
    if act.kind in WITHOUT_VISIT:
        day = day_here(now)
        happened = happened_at(act, day, now)
        said = WITHOUT_VISIT[act.kind](staff, act, now)
        return _noted(staff, act, None, day, happened, now, said)
    if act.kind not in AT_VISITS:
        raise Refused(sentence(N_("There is no such act.")), sentence(N_("load the page again")))
    visit = mine(staff, act.visit, now)
    turning = Turning(visit.case_id, now)
    row = answered(staff, act)  # somebody may have sent it while we waited for the case
    if row is not None:
        return row
    visit = mine(staff, act.visit, now)
    errand = Errand(staff, act, turning, visit, happened_at(act, visit.day, now, visit.arrived_at or 0), now)
    said = AT_VISITS[act.kind](errand)
    return _noted(staff, act, errand.visit, visit.day, errand.happened, now, said)


@action
def do_keep_refusal(staff: Staff, act: Act, refused: Refused, now: Instant) -> VanAct:
    """Keep that an act was refused, and why; where its name was answered meanwhile, return that answer."""
    row = answered(staff, act)
    return row or keep_answer(staff, act, happened_at(act, day_here(now), now), now, refused)


def mine(staff: Staff, number: int, now: Instant) -> Visit:
    """Return a visit that is a technician's own, to come, under way or over; `Refused` for any other."""
    found = Visit.objects.select_related("case__customer", "order").filter(pk=number, technician=staff)
    visit = found.first()
    if visit is None or visit.state in (Visit.State.CANCELLED, Visit.State.RESERVED):
        raise Refused(sentence(GONE), sentence(CALL))
    if visit.day > day_here(now):
        raise Refused(
            sentence(N_("This visit was moved to {day}."), day=visit.day.isoformat()), sentence(CALL)
        )
    return visit


def _noted(  # noqa: PLR0913, PLR0917 - what a line of the journal and an answer are made of
    staff: Staff, act: Act, visit: Visit | None, day: date, happened: Instant, now: Instant, said: Sentence
) -> VanAct:
    """Note in the journal what was done and when by the phone's clock, poke, and keep the answer."""
    topics = (topic_of(day), f"agent-{staff.name}", *([f"case-{visit.case_id}"] if visit else ()))
    body = {"act": act.kind, "visit": act.visit, "agent": staff.name, "happened": happened}
    case = visit.case_id if visit else None
    append([Entry(at=now, kind=ACTED, body=body, case=case, topics=topics)])
    poke(now, topic_of(day), *(topics_of_route(visit.team, visit.day, staff) if visit else ()))
    return keep_answer(staff, act, happened, now, said)


# ---- at a visit -----------------------------------------------------------------------------------------


def _set_out(errand: Errand) -> Sentence:
    if errand.visit.state == Visit.State.BOOKED:
        report = errand.report
        report.set_out_at = report.set_out_at or errand.happened
        report.save(update_fields=["set_out_at"])
    return sentence(N_("Noted: you are on the way."))


def _arrive(errand: Errand) -> Sentence:
    visit = errand.visit
    if visit.state != Visit.State.BOOKED:
        return sentence(N_("Your arrival was noted already."))
    if errand.now < visit.starts and not errand.act.fields.get("early"):
        raise Refused(
            sentence(N_("The customer does not expect you yet.")),
            sentence(N_("call them; with their word, say that you come earlier")),
        )
    errand.at_the_door()
    errand.keep(state=Visit.State.ARRIVED, arrived_at=errand.happened)
    return sentence(N_("Noted: you have arrived."))


def _find(errand: Errand) -> Sentence:
    """Learn what was seen on the spot: into the case what the charter knows, into the report all."""
    _must_go_on(errand.visit)
    facts = {
        name.removeprefix("found-"): value.strip()[:200]
        for name, value in errand.act.fields.items()
        if name.startswith("found-") and value.strip()
    }
    if not facts:
        raise Refused(sentence(N_("Nothing was filled in.")), sentence(N_("choose what you found")))
    charter = errand.turning.force.charter
    for fact, value in facts.items():
        _must_be_a_choice(charter, fact, value)
        if fact in charter.facts and errand.turning.case.facts.get(fact) != value:
            errand.turning.take(turns.Knows(fact=fact, value=value, source="playbook"))
    errand.keep()
    report = errand.report
    report.found = {**report.found, **facts}
    report.save(update_fields=["found"])
    return sentence(N_("Noted: what you found."))


def _must_be_a_choice(charter: Charter, fact: str, value: str) -> None:
    """Refuse what no playbook asks on the spot, and values that it does not have."""
    declared = (fact_of(charter, name, fact) for name in charter.playbooks)
    domains = [each.domain for each in declared if each is not None and each.domain.sort is Sort.CHOICE]
    if not any(value in domain.values for domain in domains):
        raise Refused(sentence(N_("`{value}` is nothing that can be found here."), value=value[:60]))


def _must_go_on(visit: Visit) -> None:
    if visit.state == Visit.State.DONE:
        raise Refused(sentence(N_("This visit is over already.")), sentence(CALL))


def _nobody(errand: Errand) -> Sentence:
    """Leave, since nobody opened: nothing is charged, the price holds for another window."""
    _must_go_on(errand.visit)
    if errand.now < errand.visit.starts:
        raise Refused(sentence(N_("The customer does not expect you yet.")), sentence(N_("wait until then")))
    errand.at_the_door()
    errand.turning.take(turns.VisitEnds(visit=errand.visit.name, fixed=False, cause=NO_CAUSE, again=True))
    _over(errand, fixed=False, cause=NO_CAUSE)
    report = errand.report
    report.nobody_there, report.notes = True, errand.act.text("notes", LONGEST_NOTES)
    report.save(update_fields=["nobody_there", "notes"])
    _tell_desk(errand, sentence(N_("Nobody was there.")), report.notes)
    return sentence(N_("Noted: nobody was there. The customer can choose another time; it costs nothing."))


def _over(errand: Errand, *, fixed: bool, cause: str) -> None:
    arrived = errand.visit.arrived_at or errand.happened
    columns = {"arrived_at": arrived, "ended_at": errand.happened, "fixed": fixed, "cause": cause}
    errand.keep(state=Visit.State.DONE, **columns)


def _end(errand: Errand) -> Sentence:
    """End a visit with its report; what follows where it is not fixed is settled on the spot."""
    _must_go_on(errand.visit)
    act = errand.act
    fixed, cause, step = (
        act.fields.get("fixed") == "yes",
        act.fields.get("cause", ""),
        act.fields.get("step", ""),
    )
    if cause not in CAUSES:
        raise Refused(sentence(N_("Say what the cause was.")), sentence(N_("choose one of them")))
    if not fixed and step not in GOES_ON:
        raise Refused(sentence(N_("Say how it goes on.")), sentence(N_("choose one of them")))
    team = _team(errand, step) if not fixed else ""
    notes, name = act.text("notes", LONGEST_NOTES), act.text("signed", LONGEST_NAME)
    again = not fixed and step == "visit"
    errand.at_the_door()
    errand.turning.take(turns.VisitEnds(visit=errand.visit.name, fixed=fixed, cause=cause, again=again))
    if team:
        errand.turning.row.team = team
    said = _goes_on(errand, fixed=fixed, cause=cause, again=again)
    report = errand.report
    report.notes, report.signed_by = notes, name
    report.parts = take_parts(errand.staff, act.fields)
    report.next_step, report.next_team = ("", "") if fixed else (step, team)
    report.save()
    if act.file is not None:
        keep_signature(errand.visit, act.file, errand.now)
    if notes or team:
        _tell_desk(errand, said, notes)
    return said


def _team(errand: Errand, step: str) -> str:
    """Return the team that goes on; `Refused` for one that is not there."""
    charter = errand.turning.force.charter
    team = errand.act.fields.get("team", "")
    if step == "swap":
        team = next((each.by for each in charter.remedies.values() if each.counts_in), "")
    if step in ("swap", "team") and team not in charter.teams:
        raise Refused(sentence(N_("Say which team goes on.")), sentence(N_("choose one of them")))
    return team if step in ("swap", "team") else ""


def _goes_on(errand: Errand, *, fixed: bool, cause: str, again: bool) -> Sentence:
    """Keep the end of a visit; with another one after it, book that where its window can still be had."""
    _over(errand, fixed=fixed, cause=cause)
    if not again:
        return sentence(N_("The visit is over: fixed.") if fixed else N_("The visit is over: not fixed."))
    starts = _starts(errand.act)
    if starts is None:
        return sentence(N_("The visit is over. The customer chooses when somebody comes again."))
    before, now = errand.visit, errand.now
    held = kept_again(before, starts, now)
    if held is None or before.order is None:
        return sentence(N_("The visit is over. That window has just gone: the customer chooses another."))
    turning = Turning(before.case_id, now)
    turning.take(turns.Books(quote=held.quote, starts=Instant(held.starts), ends=Instant(held.ends)))
    turning.keep()
    booked_again(held, before, before.order, turning.case.visits[-1].id, now)
    return sentence(N_("The visit is over. The next one is booked."))


def _starts(act: Act) -> Instant | None:
    text = act.fields.get("starts", "")
    return Instant(int(text)) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def _tell_desk(errand: Errand, said: Sentence, notes: str) -> None:
    text = "\n".join(filter(None, [str(said), notes]))
    note = Note.objects.create(
        key=f"van-{errand.act.digest[:40]}",
        case=errand.turning.row,
        staff=errand.staff,
        text=text,
        at=errand.now,
    )
    append([line_of_note(note)])


def _exchange(errand: Errand) -> Sentence:
    """Give the customer another device at the door, for the code of the exchange that they agreed to.

    Whoever has that code is at the door, whether they have said so or not: the arrival is noted with it.
    """
    code, serial = errand.act.text("code", 20), errand.act.text("serial", 60)
    if not errand.visit.case.exchanges.filter(code=read_code(code)).exists():
        raise Refused(
            sentence(N_("No exchange of this case has this code.")),
            sentence(N_("eight signs, as they stand in the customer's letter and on their page")),
        )
    if errand.visit.state == Visit.State.BOOKED:
        errand.at_the_door()
        errand.keep(state=Visit.State.ARRIVED, arrived_at=errand.happened)
    old_is_back = errand.act.fields.get("old-is-back") == "yes"
    exchange_device(Swap(code, serial, Exchange.Place.TECHNICIAN, old_is_back), errand.staff, errand.now)
    return sentence(N_("The device is exchanged: {serial}."), serial=serial)


def _photo(errand: Errand) -> Sentence:
    if errand.act.file is None:
        raise Refused(sentence(N_("There is no photo.")), sentence(N_("choose one, or take one")))
    keep_photo(errand.visit, errand.act.file, errand.now)
    return sentence(N_("The photo is kept with the case."))


# ---- without one ----------------------------------------------------------------------------------------


def _stuck(staff: Staff, act: Act, now: Instant) -> Sentence:
    """Tell the dispatcher that somebody cannot go on."""
    why = act.fields.get("why", "")
    if why not in TROUBLES:
        raise Refused(sentence(N_("Say what stops you.")), sentence(N_("choose one of them")))
    visit = Visit.objects.filter(pk=act.visit, technician=staff).first()
    Trouble.objects.create(
        staff=staff, visit=visit, day=day_here(now), why=why, text=act.text("notes", 500), at=now
    )
    return sentence(N_("The dispatcher knows. Wait for word, or call if it is urgent."))


def _count(staff: Staff, act: Act, now: Instant) -> Sentence:
    keep_count(staff, act.fields)
    poke(now, topic_of(day_here(now)))
    return sentence(N_("The parts in the van are noted."))


AT_VISITS: dict[str, Callable[[Errand], Sentence]] = {
    "set-out": _set_out,
    "arrive": _arrive,
    "find": _find,
    "photo": _photo,
    "exchange": _exchange,
    "end": _end,
    "nobody": _nobody,
}
WITHOUT_VISIT: dict[str, Callable[[Staff, Act, Instant], Sentence]] = {"stuck": _stuck, "count": _count}
