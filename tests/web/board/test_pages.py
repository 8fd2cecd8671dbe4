"""The board through its addresses, without scripts: the day, what is in danger and why, forms that act."""

import re

import pytest
from django.test import Client

from possible.values.instant import MINUTE
from possible_web.actions import shifts
from possible_web.actions.van import do_act_in_van
from possible_web.board import repair as board_repair
from possible_web.keeping import repairs
from possible_web.keeping.risks import risks_of
from possible_web.keeping.rounds import seen
from possible_web.records.models import Journal, Message, Poke, Round, Technician, Trouble, Turn, Visit
from tests.web.board.day import DAY, at, promised
from tests.web.van.conftest import Phone
from tests.web.van.road import act

PAGE = f"/board/technicians/{DAY.isoformat()}"


def page(browser, address=PAGE, **query):
    answer = browser.get(address, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def arrived(row, when):
    """Let the technician be at the door: in the row alone, as the plan reads it."""
    Visit.objects.filter(pk=row.pk).update(state="arrived", arrived_at=when)


def test_the_day_shows_who_goes_where_and_who_waits_for_a_technician(lead, now):
    placed, waits = promised(now, 10, "julie"), promised(now, 14)
    text = page(lead)
    assert "visits: 2" in text
    assert "To place: 1" in text
    assert f'data-visit="{placed.pk}" data-name="{placed.case.reference}"' in text
    assert re.search(
        rf'action="/board/visit/{waits.pk}/place".*?<option value="amadou">Amadou, \d\d:\d\d', text, re.DOTALL
    )
    assert "does not speak English" in text  # Julie and Karim do not, and it is said before one chooses


def test_each_row_has_as_many_quarters_as_the_head(lead, now):
    for starts, who in ((10, "julie"), (12, "julie"), (8, "tom")):
        promised(now, starts, who)
    text = page(lead)
    quarters = int(re.search(r'data-quarters="(\d+)"', text)[1])
    rows = re.findall(r"<tr data-technician.*?</tr>", text, re.DOTALL)
    assert len(rows) == 4
    assert [sum(map(int, re.findall(r'colspan="(\d+)"', row))) for row in rows] == [quarters] * 4


def test_a_promise_in_danger_says_why_and_what_can_be_done(lead, now, wall):
    first = promised(now, 8, "julie", language="fr")
    second = promised(now, 10, "julie", language="fr", ends=at(11))
    arrived(first, at(9))
    wall.at = at(9, minutes=20)
    answer = lead.post(f"{PAGE}/end", {"visit": first.pk, "until": "11:05"}, follow=True)
    text = answer.content.decode()
    assert "promises in danger: 1" in text
    why = rf"Julie ends {first.case.reference} at 11:05 and is not there before 11:\d\d\."
    assert re.search(why, text)
    assert re.search(
        rf"Leave {second.case.reference} with Julie</span></label></th><td><span class=\"late\">\d+ min late",
        text,
    )
    assert "€32.00 owed" in text
    assert re.search(rf"(Amadou|Tom|Karim) takes {second.case.reference} at 10:\d\d", text)
    assert 'data-state="proposed"' in text


def test_a_repair_by_the_form_and_its_undo(lead, now, wall):
    row = promised(now, 14, "amadou")
    wall.at = at(8, minutes=30)
    text = page(lead, f"{PAGE}/repair", what="sick", technician="amadou", reason="sick")
    assert "Nothing is done yet." in text
    assert Turn.objects.get(technician__staff__name="amadou", day=DAY).state == "planned"
    decision = re.search(r'name="decision" value="([^"]+)" checked', text)[1]
    answer = lead.post(f"{PAGE}/decide", {"decision": decision}, follow=True)
    assert "customers were told" in answer.content.decode()
    row.refresh_from_db()
    assert row.technician.name != "amadou"
    assert "Undo the last repair" in page(lead)
    again = lead.post(f"{PAGE}/decide", {"decision": decision, "next": PAGE}, follow=True)
    assert "The day has changed meanwhile" in again.content.decode()
    answer = lead.post(f"{PAGE}/undo", follow=True)
    assert "Put back." in answer.content.decode()
    row.refresh_from_db()
    assert row.technician.name == "amadou"
    assert "Undo the last repair" not in page(lead)


def test_a_forged_decision_is_refused(lead, now):
    answer = lead.post(f"{PAGE}/decide", {"decision": "e30:1vR:abc"}, follow=True)
    assert "This proposal is too old." in answer.content.decode()


def test_a_visit_is_moved_as_dragging_does_it_and_never_out_of_its_window(lead, now):
    row = promised(now, 10, "amadou")
    form = {"technician": "tom", "at": at(11), "next": PAGE}
    assert (
        "The customer keeps the window"
        in lead.post(f"/board/visit/{row.pk}/place", form, follow=True).content.decode()
    )
    row.refresh_from_db()
    assert row.technician.name == "tom"
    form["at"] = at(15)
    assert (
        "does not move without them"
        in lead.post(f"/board/visit/{row.pk}/place", form, follow=True).content.decode()
    )


def test_a_visit_is_called_off_with_what_is_owed_or_the_customer_is_asked(lead, now):
    row = promised(now, 10, "amadou")
    text = page(lead, f"/board/visit/{row.pk}")
    assert "<bdi>€32.00</bdi> are owed at once, unasked." in text
    asked = lead.post(f"/board/visit/{row.pk}/ask", {"reason": "late"}, follow=True)
    assert "Nothing moves until they choose." in asked.content.decode()
    row.refresh_from_db()
    assert row.state == "booked"
    off = lead.post(f"/board/visit/{row.pk}/call-off", {"reason": "part"}, follow=True)
    assert "is called off" in off.content.decode()
    row.refresh_from_db()
    assert row.state == "cancelled"
    assert f'data-visit="{row.pk}"' not in page(lead)


def test_slow_roads_move_nobody(lead, now):
    row = promised(now, 10, "amadou")
    lead.post(f"{PAGE}/traffic", {"percent": "150"})
    assert Round.objects.get(day=DAY).traffic == 150
    row.refresh_from_db()
    assert row.technician.name == "amadou"
    assert "roads: 150 % of the usual time" in page(lead)


def test_turns_are_changed_and_nobody_is_away_whose_visits_nobody_has(lead, now):
    promised(now, 10, "amadou")
    form = {"technician": "tom", "starts": "10:00", "ends": "15:30"}
    assert "The turn is changed." in lead.post(f"{PAGE}/turns/change", form, follow=True).content.decode()
    turn = Turn.objects.get(technician__staff__name="tom", day=DAY)
    assert (turn.starts, turn.ends) == (at(10), at(15.5))
    away = {"technician": "amadou", "state": "away", "why": "dentist", "next": PAGE}
    assert "has visits on that day" in lead.post(f"{PAGE}/turns/change", away, follow=True).content.decode()
    away["technician"] = "karim"
    lead.post(f"{PAGE}/turns/change", away)
    assert "dentist" in page(lead, f"{PAGE}/turns")
    short = {"technician": "amadou", "starts": "14:00", "ends": "15:00", "next": PAGE}
    assert "could not keep" in lead.post(f"{PAGE}/turns/change", short, follow=True).content.decode()


def test_a_day_without_technicians_says_who_enters_them_and_how(charter, staff):
    browser = Client()
    browser.force_login(staff("nadia", "lead").account)
    assert "No technician has been entered." in page(browser)
    staff("zoe", "technician", languages=("fr",))
    form = {"technician": "zoe", "postcode": "75011", "address": "1 rue X", "stock": "box 2, cable 5"}
    lead_answer = browser.post(f"{PAGE}/turns/enter", form, follow=True).content.decode()
    assert "Entered." in lead_answer
    assert Technician.objects.get().stock == {"box": 2, "cable": 5}
    assert "Zoe" in page(browser)
    form["postcode"] = "99999"
    assert "99999" in browser.post(f"{PAGE}/turns/enter", form, follow=True).content.decode()


def test_a_visit_without_a_place_is_placed_on_the_map_and_then_planned(lead, now):
    row = promised(now, 10)
    Visit.objects.filter(pk=row.pk).update(north=None, east=None, postcode="99999")
    assert "We do not know where this is: 99999" in page(lead)
    form = {"postcode": "75011", "address": "3 rue de la Roquette"}
    lead.post(f"/board/visit/{row.pk}/locate", form)
    row.refresh_from_db()
    assert row.north is not None
    assert "To place: 1" in page(lead)


def test_week_and_map_say_the_same_in_words(lead, now):
    row = promised(now, 10, "julie")
    promised(now, 14)
    week = page(lead, f"{PAGE}/week")
    assert re.search(r"Tuesday 2</a></th><td class=\"n\">4</td>", week)
    text = page(lead, f"{PAGE}/map")
    assert "<svg" in text
    assert re.search(rf"<h2><bdi>Julie</bdi></h2><ol><li><a href=\"/board/visit/{row.pk}\">", text)
    assert "Without a technician" in text
    assert "http" not in re.search(r"<svg.*?</svg>", text, re.DOTALL)[0]


@pytest.mark.parametrize(
    "address", ["/board/nobody/2025-12-02", "/board/technicians/2025-13-02", "/board/visit/999"]
)
def test_what_is_not_there_is_not_found(lead, address):
    assert lead.get(address).status_code == 404


def test_the_end_of_a_visit_is_noted_by_whoever_is_there_only(lead, now, wall):
    row = promised(now, 10, "amadou")
    form = {"visit": row.pk, "until": "11:05", "next": PAGE}
    assert "Nobody is at this visit just now." in lead.post(f"{PAGE}/end", form, follow=True).content.decode()
    arrived(row, at(10))
    wall.at = at(10, minutes=5)
    shifts.do_expect_end(row.pk, at(12), at(10, minutes=5))
    row.refresh_from_db()
    assert row.duration == 120 * MINUTE


def test_a_customer_who_is_not_there_is_charged_nothing_and_chooses_another_window(lead, now, wall):
    row = promised(now, 10, "amadou")
    address = f"/board/visit/{row.pk}/away"
    wall.at = at(9)
    assert "has not begun" in lead.post(address, {"next": PAGE}, follow=True).content.decode()
    wall.at = at(10, minutes=20)
    assert "Nothing is charged." in lead.post(address, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.state, row.fixed, row.cause, row.technician.name) == ("done", False, "customer", "amadou")
    kinds = list(Journal.objects.filter(case=row.case_id).order_by("position").values_list("kind", flat=True))
    came = kinds.index("visit-arrived")
    assert came < kinds.index("promise-kept", came) < kinds.index("visit-done")
    assert "fee-charged" not in kinds
    said = Message.objects.filter(case=row.case_id).latest("pk").text
    assert said.startswith("Amadou rang at your door, and nobody opened.")
    assert row.order.done_at is None  # another window can be chosen under the same quote


def test_a_large_day_is_searched_through_only_when_somebody_asks(lead, now, monkeypatch):
    monkeypatch.setattr(repairs, "FEW", 0)
    monkeypatch.setattr(board_repair, "FEW", 0)
    for who in ("amadou", "julie", "tom", "karim"):
        promised(now, 10, who, ends=at(10.5))
    query = {"what": "sick", "technician": "amadou", "reason": "sick"}
    text = page(lead, f"{PAGE}/repair", **query)
    assert "Search through the whole day" in text
    assert "€32.00 owed" in text
    assert "Search through the whole day" not in page(lead, f"{PAGE}/repair", **query, search="yes")


def test_nobody_is_expected_in_the_past_on_a_day_that_is_late_already(lead, now, wall):
    first = promised(now, 8, "julie", language="fr")
    promised(now, 10, "julie", language="fr", ends=at(10.5))
    Visit.objects.filter(pk=first.pk).update(duration=170 * MINUTE)
    wall.at = at(9, minutes=45)
    starts = re.search(rf'data-name="{first.case.reference}" data-starts="(\d+)"', page(lead))[1]
    assert int(starts) >= wall.at
    found = risks_of(seen("technicians", [DAY], wall()), wall())
    assert found
    assert all(risk.stay.starts >= wall.at for risk in found)


def stuck(row, why, notes, when):
    """Let the technician of a visit say on the road that they cannot go on."""
    do_act_in_van(row.technician, act("stuck", row, key=f"stuck-{why}-{row.pk}", why=why, notes=notes), when)
    return Trouble.objects.latest("pk")


@pytest.mark.parametrize(
    ("why", "shown", "leads"),
    [
        ("ill", "I am ill or hurt", {"what": "sick", "reason": "sick"}),
        ("vehicle", "The van does not go on", {"what": "sick", "reason": "other"}),
        ("late", "I am running late", {"what": "risk", "reason": "late"}),
        ("parts", "A part is missing", {"what": "part", "reason": "part", "left": "0"}),
    ],
)
def test_what_a_technician_said_leads_straight_to_the_repair_that_fits(lead, now, wall, why, shown, leads):
    row = promised(now, 14, "amadou")
    wall.at = at(9, minutes=20)
    stuck(row, why, "The box <is> gone.", wall.at)
    text = page(lead)
    said = text[text.index('id="troubles"') : text.index('<table class="board')]
    assert "9:20" in said
    assert "Amadou" in said
    assert shown in said
    assert "The box &lt;is&gt; gone." in said
    assert row.case.reference in said
    form = re.search(
        rf'<form method="get" class="acts" action="({PAGE}/repair)">(.*?)</form>', said, re.DOTALL
    )
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w*)">', form[2]))
    assert fields == {"technician": "amadou", **leads}
    if why == "parts":
        fields["part"] = re.search(r"<option>(\w+)</option>", form[2])[1]
        assert fields["part"] == "box"
    repair = page(lead, form[1], **fields)
    assert "Nothing is done yet." in repair
    assert 'role="alert"' not in repair


def test_what_the_dispatcher_took_up_leaves_the_board_and_the_technician_reads_so(lead, now, wall):
    row = promised(now, 14, "amadou")
    wall.at = at(9, minutes=20)
    said = stuck(row, "ill", "", wall.at)
    phone = Phone(row.technician)
    waits = phone.open("/van")
    assert 'data-topic="agent-amadou" data-after="' in waits.html
    assert "has seen it" not in waits.text
    wall.at = at(9, minutes=25)
    for _ in range(2):
        answer = lead.post(f"/board/trouble/{said.pk}/seen", {"next": PAGE}, follow=True)
        assert "Amadou reads that you have seen it." in re.sub("</?bdi>", "", answer.content.decode())
    assert 'id="troubles"' not in page(lead)
    assert "at 09:20 that you cannot go on. The dispatcher has seen it at 09:25." in phone.open("/van").text
    assert "data-topic" not in phone.html
    topics = Journal.objects.get(kind="shell-trouble-seen").topics.split()
    assert topics == [f"board-{DAY.isoformat()}", "agent-amadou"]
    french = Phone(row.technician, "fr").open("/van").text
    assert "Le répartiteur l’a vu à 9 h 25." in french
    assert lead.post("/board/trouble/99/seen").status_code == 302


def test_the_board_of_another_team_or_day_does_not_show_it(lead, now, wall):
    row = promised(now, 14, "amadou")
    wall.at = at(9)
    said = stuck(row, "ill", "", wall.at)
    Trouble.objects.filter(pk=said.pk).update(day="2025-12-04")
    assert 'id="troubles"' not in page(lead)
    Trouble.objects.filter(pk=said.pk).update(day=DAY)
    assert 'id="troubles"' in page(lead)
    row.technician.teams = ["network"]
    row.technician.save()
    assert 'id="troubles"' not in page(lead)


def test_slow_roads_let_the_customers_of_the_day_look_again_at_when_somebody_comes(now, people):
    row, waits = promised(now, 14, "amadou"), promised(now, 10)
    before = Poke.objects.count()
    shifts.do_set_traffic(row.team, DAY, 150, at(9))
    assert [each.topic for each in Poke.objects.order_by("pk")][before:] == [
        f"board-{DAY.isoformat()}",
        f"case-{row.case_id}",
    ]
    assert waits.technician is None
