"""Every form of the board, filled with what nobody should send: a clear answer, nothing broken, nothing moved."""

import pytest
from django.test import Client
from django.urls import reverse

from possible_web.board.urls import urlpatterns
from possible_web.records.models import Round, Staff, Technician, Trouble, Turn, Visit
from tests.web.board.day import DAY, promised
from tests.web.desk.test_hostile import HOSTILE

FIELDS = [
    "decision",
    "technician",
    "with",
    "at",
    "reason",
    "postcode",
    "address",
    "percent",
    "visit",
    "until",
    "state",
    "why",
    "starts",
    "ends",
    "equipment",
    "stock",
    "next",
    "what",
    "part",
    "left",
    "option",
]
POSTED = (
    "place",
    "call-off",
    "ask",
    "away",
    "locate",
    "see-trouble",
    "decide",
    "undo",
    "traffic",
    "end",
    "change-turn",
    "enter",
)


def addresses(row):
    """Yield the name and address of each page and form."""
    for pattern in urlpatterns:
        gaps = pattern.pattern.converters
        known = {"team": "technicians", "day": DAY.isoformat(), "visit": row.pk, "number": trouble(row).pk}
        yield pattern.name, reverse(pattern.name, kwargs={gap: known[gap] for gap in gaps})


def trouble(row):
    staff = Staff.objects.get(name="amadou")
    return Trouble.objects.get_or_create(staff=staff, day=row.day, why="ill", at=1)[0]


def rows():
    """What hostile forms must not change."""
    turns = Turn.objects.order_by("pk").values_list(
        "technician__staff__name", "day", "starts", "ends", "state"
    )
    visits = Visit.objects.order_by("pk").values_list("technician__name", "starts", "ends", "state")
    return list(turns), list(visits), list(Round.objects.values_list("traffic")), Technician.objects.count()


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_every_form_answers_what_nobody_should_send_and_nothing_moves(lead, now, hostile):
    lead.raise_request_exception = False
    row = promised(now, 10, "amadou")
    before = rows()
    for name, address in addresses(row):
        fields = dict.fromkeys(FIELDS, hostile)
        posted = name.removeprefix("board-") in POSTED
        answer = lead.post(address, fields) if posted else lead.get(address, fields)
        assert answer.status_code in (200, 302, 400, 404, 409), (name, answer.status_code)
        assert not answer.headers.get("Location", "/").startswith("//"), name
        assert b"<script>alert(1)" not in answer.content, name
    assert rows() == before


def test_a_form_needs_its_token(lead, nadia, now):
    row = promised(now, 10, "amadou")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(nadia.account)
    for name, address in addresses(row):
        if name.removeprefix("board-") in POSTED:
            assert browser.post(address, {"technician": "tom"}).status_code == 403, name


def test_what_only_a_form_does_is_not_done_by_looking(lead, now):
    row = promised(now, 10, "amadou")
    for name, address in addresses(row):
        if name.removeprefix("board-") in POSTED:
            assert lead.get(address).status_code == 405, name
