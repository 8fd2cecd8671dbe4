"""What is in the rows is the plan: after any bookings, moves, repairs, and as the day goes on."""

import random
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from possible.dispatch.board import board_of, faults
from possible.dispatch.events import Sick, Traffic
from possible.dispatch.plan import TurnKey
from possible.dispatch.repair import repair
from possible.dispatch.reservations import confirm, release, reserve
from possible.dispatch.slots import Possible, accepted, slots
from possible.values.instant import HOUR, MINUTE, Instant
from possible_web.keeping.plans import seconds, without
from possible_web.keeping.rounds import Rounds, eta, seen, timetable_of_day
from possible_web.records.models import Poke, Round, Technician, Turn, Visit
from tests.web.rounds import crew
from tests.web.rounds.crew import DAYS, TEAM, asked, hire, visit_row

MONDAY = date(2025, 12, 1)


@pytest.fixture
def people(charter, now):
    return hire(now)


def shape(plan):
    """What a plan is, whichever way it came about."""
    routes = {key: route for key, route in plan.routes.items() if route}
    return plan.turns, plan.visits, routes, {day: slow for day, slow in plan.traffic.items() if slow != 100}


def changed(days, now, change, **how):
    """Change the plan under its lock, as an action does; `change` gives the new plan, or nothing."""
    with transaction.atomic(durable=True):
        rounds = Rounds(TEAM, days, now)
        plan = change(rounds)
        if plan is not None:
            rounds.keep(plan, **how)


def booked(rounds, row):
    rounds.add(row)
    visit, window = asked(row)
    answer = slots(board_of(rounds.plan), visit, [window])[0]
    return accepted(rounds.plan, visit, answer) if isinstance(answer, Possible) else None


def book(now, day, starts, **more):
    with transaction.atomic(durable=True):
        rounds = Rounds(TEAM, [day], now)
        row = visit_row(now, day, starts, **more)
        rounds.keep(booked(rounds, row))
    row.refresh_from_db()
    return row


def test_turns_come_from_the_hours_of_the_charter_until_somebody_enters_others(people, now):
    days = seen(TEAM, [*DAYS, date(2025, 12, 7)], now)
    amadou = days.turns[TurnKey("2025-12-02", "amadou")]
    midnight = amadou.starts - 8 * HOUR
    assert (amadou.ends, amadou.longest) == (midnight + 20 * HOUR, 10 * HOUR)
    assert amadou.breaks == [[midnight + int(11.5 * HOUR), midnight + int(13.5 * HOUR), HOUR]]
    assert not [key for key in days.turns if key.day == "2025-12-07"]  # a Sunday
    assert not Turn.objects.exists()  # who only looks makes nothing
    changed(DAYS, now, lambda _: None)
    assert Turn.objects.count() == 12
    Turn.objects.filter(day=DAYS[0], technician=people[0]).update(starts=midnight + 10 * HOUR)
    assert (
        seen(TEAM, DAYS, now).plan.turns[TurnKey("2025-12-02", "amadou")].start == seconds(midnight) + 36000
    )
    assert Turn.objects.count() == 12


def test_who_is_away_or_works_here_no_more_has_no_turn_and_their_visits_have_no_technician(people, now):
    row = book(now, DAYS[0], 10)
    key = TurnKey(DAYS[0].isoformat(), row.technician.name)
    changed(DAYS, now, lambda rounds: repair(rounds.plan, Sick(key), seconds(now)).plan, away="flu")
    turn = Turn.objects.get(technician__staff__name=key.technician, day=DAYS[0])
    assert (turn.state, turn.reason) == ("away", "flu")
    row.refresh_from_db()
    assert row.technician.name != key.technician
    row.technician.active = False
    row.technician.save()
    assert seen(TEAM, DAYS, now).plan.unserved() == (str(row.pk),)


@pytest.mark.parametrize("seed", range(3))
def test_the_plan_in_rows_is_the_plan_as_a_value_after_anything(any_db, people, now, seed):
    rng = random.Random(seed)
    changed(DAYS, now, lambda _: None)
    value = seen(TEAM, DAYS, now).plan
    rows = []
    for _ in range(20):
        value = _something(rng, value, rows, now)
        there = seen(TEAM, DAYS, now).plan
        assert shape(there) == shape(value)
        assert faults(there) == []
    assert len([row for row in rows if row is not None]) > 5
    _timetables_are_planned(now)


def _something(rng, value, rows, now):
    """Do one thing to the rows and to the value."""
    act = rng.choice(["book"] * 6 + ["move", "move", "release", "sick", "traffic", "reserve", "reserve"])
    if act in ("move", "release") and not rows:
        act = "book"
    if act in ("book", "reserve"):
        held = Instant(now + 5 * MINUTE) if act == "reserve" else None
        state = Visit.State.RESERVED if held else Visit.State.BOOKED
        row = visit_row(
            now,
            rng.choice(DAYS),
            rng.randrange(8, 18),
            rng.choice(crew.POSTCODES),
            state=state,
            held_until=held,
        )
        return _placed(rng, value, rows, row, now)
    if act == "move":
        return _moved(rng, value, rng.choice(rows), now)
    if act == "release":
        gone = rng.choice(rows)
        rows.remove(gone)
        changed(DAYS, now, lambda rounds: release(rounds.plan, str(gone.pk)))
        Visit.objects.filter(pk=gone.pk).update(state="cancelled")
        return release(value, str(gone.pk))
    if act == "traffic":
        event = Traffic(rng.choice(DAYS).isoformat(), rng.choice((100, 130, 150)))
    else:
        event = Sick(rng.choice(sorted(value.turns)))
    if isinstance(event, Sick) and len(value.turns) < 9:
        return value
    after = repair(value, event, seconds(now)).plan
    changed(DAYS, now, lambda rounds: repair(rounds.plan, event, seconds(now)).plan)
    open_ = set(after.unserved())
    for visit in open_:  # their windows are given up
        Visit.objects.filter(pk=int(visit)).update(state="cancelled")
        after = after.without_visit(visit)
    rows[:] = [row for row in rows if str(row.pk) not in open_]
    return after


def _placed(rng, value, rows, row, now):
    visit, window = asked(row)
    answer = slots(board_of(value), visit, [window])[0]
    if not isinstance(answer, Possible):
        row.delete()
        return value
    rows.append(row)
    held = row.state == Visit.State.RESERVED
    put = reserve(value, replace(visit, held_until=None), answer, seconds(now)).plan if held else None
    after = put or accepted(value, visit, answer)

    def change(rounds):
        rounds.add(row)
        found = slots(board_of(rounds.plan.without_visit(visit.id)), visit, [window])[0]
        without = rounds.plan.without_visit(visit.id)
        return reserve(without, visit, found, seconds(now)).plan if held else accepted(without, visit, found)

    changed(DAYS, now, change)
    if held and rng.random() < 0.5:
        after = confirm(after, visit.id, seconds(now))
        changed(DAYS, now, lambda rounds: confirm(rounds.plan, visit.id, seconds(now)))
        Visit.objects.filter(pk=row.pk).update(state="booked")
    return after


def _moved(rng, value, row, now):
    row.refresh_from_db()
    shift = rng.choice((-2, 2, 24)) * 3600
    visit = value.visits[str(row.pk)]
    wanted = replace(visit.window, start=visit.window.start + shift, end=visit.window.end + shift)
    if value.home_of(visit.id) is None:
        return value

    def moved(plan):
        without = release(plan, visit.id)
        asked_ = replace(visit, window=wanted)
        answer = slots(board_of(without), asked_, [wanted])[0]
        return accepted(without, asked_, answer) if isinstance(answer, Possible) else None

    after = moved(value)
    if after is None:
        return value
    changed(DAYS, now, lambda rounds: moved(rounds.plan))
    return after


def _timetables_are_planned(now):
    """Every row says when its visit begins by the timetable of its technician's day."""
    days = seen(TEAM, DAYS, now)
    for key, route in days.plan.routes.items():
        table = timetable_of_day(days, key)
        planned = [Visit.objects.get(pk=int(name)).planned_at for name in route]
        assert planned == [table.start_of(name) * 1000 for name in route]


def test_only_what_changed_is_written_and_the_days_that_changed_are_one_version_on(any_db, people, now):
    first, second = book(now, DAYS[0], 10), book(now, DAYS[1], 10)
    versions = dict(Round.objects.values_list("day", "version"))
    assert versions == {DAYS[0]: 1, DAYS[1]: 1}
    Poke.objects.all().delete()
    with transaction.atomic(durable=True):
        rounds = Rounds(TEAM, DAYS, now)
        assert rounds.keep(rounds.plan) == []
        assert [row.pk for row in rounds.keep(release(rounds.plan, str(first.pk)))] == [first.pk]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.technician, first.place, first.planned_at) == (None, None, None)
    assert second.technician is not None
    assert dict(Round.objects.values_list("day", "version")) == {DAYS[0]: 2, DAYS[1]: 1, DAYS[2]: 0}
    assert set(Poke.objects.values_list("topic", flat=True)) == {"board-2025-12-02", f"case-{first.case_id}"}


def test_a_reservation_that_ran_out_is_gone_from_the_plan_and_cancelled_by_the_next_who_writes(people, now):
    row = book(now, DAYS[0], 10, state="reserved", held_until=Instant(now + 5 * MINUTE))
    Visit.objects.filter(pk=row.pk).update(held_until=now + 5 * MINUTE)
    later = Instant(now + 6 * MINUTE)
    assert str(row.pk) in seen(TEAM, DAYS, now).plan.visits
    assert str(row.pk) not in seen(TEAM, DAYS, later).plan.visits
    changed(DAYS, later, lambda rounds: rounds.plan)
    row.refresh_from_db()
    assert (row.state, row.technician, row.held_until) == ("cancelled", None, None)


def test_a_route_that_cannot_be_kept_is_not_written(people, now):
    rows = [book(now, DAYS[0], 10, duration=3 * HOUR) for _ in range(2)]
    names = [row.technician.name for row in rows]
    assert names[0] != names[1]
    both = {
        TurnKey(DAYS[0].isoformat(), names[0]): tuple(str(row.pk) for row in rows),
        TurnKey(DAYS[0].isoformat(), names[1]): (),
    }
    with pytest.raises(ValueError, match="cannot be kept"):
        changed(DAYS, now, lambda rounds: rounds.plan.with_routes(both))
    rows[1].refresh_from_db()
    assert rows[1].technician.name == names[1]


def at(day, hour):
    return Instant(crew.charter_in_force().charter.calendar().starts(day) + int(hour * HOUR))


def today(people, now):
    """A day with one technician and three visits: at ten, at two, at four."""
    Technician.objects.exclude(staff__name="amadou").delete()
    rows = [
        book(now, DAYS[0], hour, postcode=code)
        for hour, code in ((10, "75001"), (14, "75018"), (16, "94200"))
    ]
    assert [row.place for row in (Visit.objects.get(pk=row.pk) for row in rows)] == [0, 1, 2]
    return rows


def test_how_many_visits_come_before_yours_and_when_the_technician_comes(people, now):
    rows = today(people, now)
    days = seen(TEAM, DAYS, at(DAYS[0], 9))
    found = [eta(days, row) for row in rows]
    assert [each.before for each in found] == [0, 1, 2]
    for row, each in zip(rows, found, strict=True):
        assert row.starts <= each.low < each.high <= row.ends
        assert not each.there


def test_the_day_goes_on_from_where_the_technician_is(people, now):
    first, second, third = today(people, now)
    Visit.objects.filter(pk=first.pk).update(state="arrived", arrived_at=at(DAYS[0], 11))
    days = seen(TEAM, DAYS, at(DAYS[0], 12))
    key = TurnKey(DAYS[0].isoformat(), "amadou")
    assert days.plan.fixed == {key: 1}
    first.refresh_from_db()
    assert eta(days, first).there
    assert eta(days, second).before == 1
    table = timetable_of_day(days, key)
    assert table.start_of(str(first.pk)) == seconds(at(DAYS[0], 11))
    Visit.objects.filter(pk=first.pk).update(state="done", ended_at=at(DAYS[0], 12.5))
    days = seen(TEAM, DAYS, at(DAYS[0], 13))
    assert eta(days, second).before == 0
    assert days.plan.turns[key].origin == visit_spot(first)
    assert days.plan.fixed == {}
    assert days.plan.turns[key].start == seconds(at(DAYS[0], 12.5))  # at lunch since then, by the plan
    assert seen(TEAM, DAYS, at(DAYS[0], 13.5)).plan.turns[key].start == seconds(at(DAYS[0], 13.5))
    changed(DAYS[:1], at(DAYS[0], 13), lambda rounds: release(rounds.plan, str(second.pk)))
    third.refresh_from_db()
    assert third.place == 1  # the visit that is over keeps the first place


def visit_spot(row):
    return asked(row)[0].spot


def test_a_visit_that_takes_too_long_makes_the_next_one_late_and_says_so(people, now):
    first, second, _ = today(people, now)
    Visit.objects.filter(pk=first.pk).update(state="arrived", arrived_at=at(DAYS[0], 11.5))
    assert not eta(seen(TEAM, DAYS, at(DAYS[0], 13)), second).late
    late = eta(seen(TEAM, DAYS, at(DAYS[0], 16)), second)
    assert late.late
    over = eta(seen(TEAM, DAYS, at(DAYS[0], 16.5)), second)
    assert over.late
    assert over.low > at(DAYS[0], 16)


def test_of_a_day_that_is_late_a_visit_can_be_taken_off(people, now):
    first, second, third = today(people, now)
    Visit.objects.filter(pk=first.pk).update(state="arrived", arrived_at=at(DAYS[0], 11.5))
    late = at(DAYS[0], 17.5)
    changed(DAYS[:1], late, lambda rounds: without(rounds.plan, str(second.pk)))
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.technician, third.place) == (None, 1)
    assert third.planned_at > late


def test_who_is_on_the_road_is_not_sent_elsewhere(people, now):
    first, *_ = today(people, now)
    key = TurnKey(DAYS[0].isoformat(), "amadou")
    table = timetable_of_day(seen(TEAM, DAYS, now), key)
    early, driving = ((table.leave + shift) * 1000 for shift in (-60, 60))
    assert seen(TEAM, DAYS, Instant(early)).plan.fixed == {}
    days = seen(TEAM, DAYS, Instant(driving))
    assert days.plan.fixed == {key: 1}
    assert eta(days, first).before == 0


def test_a_part_that_is_short_today_is_there_tomorrow(people, now):
    Technician.objects.exclude(staff__name="amadou").delete()
    rows = [visit_row(now, MONDAY, 16, parts={"box": 3}), visit_row(now, DAYS[0], 10, parts={"box": 3})]
    found = []
    for row in rows:
        plan = seen(TEAM, [row.day], now).plan.without_visit(str(row.pk))
        visit, window = asked(row)
        found.append(isinstance(slots(board_of(plan), visit, [window])[0], Possible))
    assert found == [False, True]
