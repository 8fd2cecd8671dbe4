"""Technicians and their turns: who goes out, when, from where; and what is known of a day as it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from possible.dispatch.plan import TurnKey
from possible.journey import turns
from possible.values import N_, Refused, sentence
from possible.values.instant import HOUR, MINUTE, Instant
from possible_web.keeping import Entry, action, append, locked_case, poke
from possible_web.keeping.places import spot_of
from possible_web.keeping.rounds import (
    Rounds,
    locked_round,
    seen,
    timetable_of_day,
    topic_of,
    topics_of_route,
)
from possible_web.keeping.turning import Turning
from possible_web.keeping.visit_news import VisitNews, tell
from possible_web.records.models import Role, Round, Staff, Technician, Turn, Visit

CHANGED = "shell-turn-changed"
CUSTOMER = "customer"
SLOWEST, QUICKEST = 300, 50  # percent of the usual time on the road
LONGEST_DAY = 16 * HOUR


@dataclass(frozen=True, slots=True)
class Hours:
    """A turn as somebody enters it; without `starts` and `ends` they are away, for `reason`."""

    starts: Instant | None = None
    ends: Instant | None = None
    reason: str = ""


@action
def do_change_turn(technician: str, day: date, hours: Hours, by: Staff, now: Instant) -> Turn:
    """Change the hours of a turn, or let somebody be away whose visits others have.

    `Refused` when visits are planned that could not be kept: they are moved first, or the day is repaired.
    """
    who = technician_named(technician)
    rounds = Rounds(who.staff.teams[0], [day], now)
    key = TurnKey(day.isoformat(), technician)
    turn = Turn.objects.filter(technician=who, day=day).first() or Turn(technician=who, day=day)
    if hours.starts is None or hours.ends is None:
        _free(rounds, key)
        turn.state, turn.reason = Turn.State.AWAY, hours.reason.strip()[:200]
        if turn.pk is None:
            raise Refused(sentence(N_("Nobody works on that day.")), sentence(N_("enter the hours first")))
    else:
        _right(hours.starts, hours.ends)
        turn.starts, turn.ends = hours.starts, hours.ends
        turn.state, turn.reason = Turn.State.PLANNED, ""
        turn.breaks = [each for each in turn.breaks if _fits(each, hours.starts, hours.ends)]
    turn.save()
    _still_kept(rounds, key, now)
    _changed(rounds.locks[day], now)
    body = {"agent": by.name, "technician": technician, "day": day.isoformat(), "state": turn.state}
    append([Entry(at=now, kind=CHANGED, body=body)])
    return turn


def technician_named(name: str) -> Technician:
    """Return a technician by the name of the staff; `Refused` where there is none."""
    found = Technician.objects.select_related("staff").filter(staff__name=name, staff__active=True).first()
    if found is None:
        raise Refused(sentence(N_("No technician is called `{name}`."), name=name[:60]))
    return found


def _free(rounds: Rounds, key: TurnKey) -> None:
    if rounds.plan.route(key):
        raise Refused(
            sentence(N_("This technician has visits on that day.")),
            sentence(N_("say on the board that they are ill: who takes over is proposed there")),
        )


def _right(starts: Instant, ends: Instant) -> None:
    if not 0 < ends - starts <= LONGEST_DAY:
        raise Refused(sentence(N_("A turn ends after it begins, and within sixteen hours.")))


def _fits(rest: list[int], starts: Instant, ends: Instant) -> bool:
    return starts <= rest[0] and rest[1] + rest[2] <= ends


def _still_kept(rounds: Rounds, key: TurnKey, now: Instant) -> None:
    after = seen(rounds.team, rounds.locks, now)
    had = key in rounds.plan.turns and timetable_of_day(rounds, key) is not None
    if had and key in after.plan.turns and timetable_of_day(after, key) is None:
        raise Refused(
            sentence(N_("Visits are planned that these hours could not keep.")),
            sentence(N_("give them to somebody else first")),
        )


def _changed(lock: Round, now: Instant) -> None:
    """Raise the version of a day, and let those look again who look at it."""
    lock.version += 1
    lock.save(update_fields=["version", "traffic"])
    poke(now, topic_of(lock.day), *topics_of_route(lock.team, lock.day))


@action
def do_set_traffic(team: str, day: date, percent: int, now: Instant) -> Round:
    """Note how slow the roads of a day are, in percent of the usual time; `Refused` below 50 and above 300.

    Nobody's visit moves: what is in danger by it is shown, and repaired by whoever decides so.
    """
    if not QUICKEST <= percent <= SLOWEST:
        raise Refused(
            sentence(N_("This is no traffic.")),
            sentence(N_("from {least} to {most} percent"), least=QUICKEST, most=SLOWEST),
        )
    lock = locked_round(team, day)
    if lock.traffic != percent:
        lock.traffic = percent
        _changed(lock, now)
    return lock


@action
def do_expect_end(visit_id: int, until: Instant, now: Instant) -> Visit:
    """Note when the work at a visit under way will be over, as the technician says.

    `Refused` where nobody is at the door, for a moment that is past, and beyond the day.
    """
    found = Visit.objects.values_list("case_id", "team", "day").get(pk=visit_id)
    locked_case(found[0])
    lock = locked_round(found[1], found[2])
    row = Visit.objects.select_related("case").get(pk=visit_id)
    if row.state != Visit.State.ARRIVED or row.arrived_at is None:
        raise Refused(sentence(N_("Nobody is at this visit just now.")))
    if not now < until <= row.arrived_at + LONGEST_DAY:
        raise Refused(sentence(N_("This moment is past, or too far away.")))
    row.duration = (until - row.arrived_at) // MINUTE * MINUTE
    row.save(update_fields=["duration"])
    _changed(lock, now)
    return row


@action
def do_note_customer_away(visit_id: int, by: Staff, now: Instant) -> Visit:
    """Note that the technician came and nobody opened: nothing is charged, another window is to be chosen.

    `Refused` before the window begins, and where no technician could have come.
    """
    case = Visit.objects.values_list("case_id", flat=True).get(pk=visit_id)
    turning = Turning(case, now)
    _ = turning.locked_floor  # the pool, before the day
    row = Visit.objects.select_related("case__customer", "technician").get(pk=visit_id)
    lock = locked_round(row.team, row.day)
    if row.technician is None or row.state not in (Visit.State.BOOKED, Visit.State.ARRIVED):
        raise Refused(sentence(N_("Nobody can have come to this visit.")))
    if now < row.starts:
        raise Refused(sentence(N_("The window that was promised has not begun.")))
    if row.state == Visit.State.BOOKED:
        turning.take(turns.IsThere(visit=row.name))
    turning.take(turns.VisitEnds(visit=row.name, fixed=False, cause=CUSTOMER, again=True))
    turning.keep()
    row.state, row.fixed, row.cause = Visit.State.DONE, False, CUSTOMER
    row.arrived_at, row.ended_at = row.arrived_at or now, now
    row.save(update_fields=["state", "fixed", "cause", "arrived_at", "ended_at"])
    _changed(lock, now)
    tell(row, VisitNews("away", "away", row.technician.name), now)
    append([Entry(at=now, kind=CHANGED, body={"visit": row.name, "agent": by.name}, case=row.case_id)])
    return row


@dataclass(frozen=True, slots=True)
class Van:
    """What somebody of the staff needs to go out; `team`: the one that they go out for."""

    postcode: str
    address: str
    team: str = ""
    equipment: tuple[str, ...] = ()
    stock: Mapping[str, int] = field(default_factory=dict)


@action
def do_enter_technician(name: str, van: Van, by: Staff, now: Instant) -> Technician:
    """Let somebody of the staff go out from their home, or change from where and with what.

    `UnknownPostcode` for a home that is on no map of ours; `Refused` for who is no technician.
    """
    staff = Staff.objects.filter(name=name, active=True, role=Role.TECHNICIAN).first()
    if staff is None:
        raise Refused(sentence(N_("No technician is called `{name}`."), name=name[:60]))
    home = spot_of(van.postcode, van.address)
    if van.team and staff.teams[:1] != [van.team]:
        staff.teams = [van.team, *(team for team in staff.teams if team != van.team)]
        staff.save(update_fields=["teams"])
    if not staff.teams:
        raise Refused(sentence(N_("This technician belongs to no team.")))
    values = {
        "address": f"{van.address.strip()}, {van.postcode.strip()}"[:200],
        "north": home.north,
        "east": home.east,
        "equipment": list(van.equipment),
        "stock": dict(van.stock),
    }
    made, _ = Technician.objects.update_or_create(staff=staff, defaults=values)
    append([Entry(at=now, kind="shell-technician", body={"agent": by.name, "technician": name})])
    return made


@action
def do_locate_visit(visit_id: int, postcode: str, address: str, now: Instant) -> Visit:
    """Put a visit on the map, whose address nobody could place: it can be planned from now on."""
    found = Visit.objects.values_list("case_id", "team", "day").get(pk=visit_id)
    locked_case(found[0])
    lock = locked_round(found[1], found[2])
    row = Visit.objects.select_related("case").get(pk=visit_id)
    if row.north is not None or row.state != Visit.State.BOOKED:
        raise Refused(sentence(N_("This visit has its place on the map already.")))
    spot = spot_of(postcode, address)
    row.north, row.east, row.postcode, row.address = spot.north, spot.east, postcode.strip(), address.strip()
    row.save(update_fields=["north", "east", "postcode", "address"])
    _changed(lock, now)
    return row
