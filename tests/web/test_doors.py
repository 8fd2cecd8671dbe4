"""Each door: who gets in. Written by hand, cell by cell; what is not theirs looks like what is not there."""

import pytest

from possible_web.records import doors
from possible_web.records.doors import NOBODY, Asker, NotHere
from possible_web.records.models import (
    Attachment,
    Case,
    Contact,
    Customer,
    Draft,
    Helper,
    Message,
    Visit,
    WorkOrder,
)
from tests.web.conftest import NOW

STAFF = ["agent", "lead", "admin", "technician", "idle"]
ASKERS = ["mine", "other", *STAFF, "helper", "shut", "withdrawn", "nobody"]
# `idle`: a technician without a visit here; `shut`: a helper whom the customer allows nothing.
OPEN_TO = {
    "case": "mine agent lead admin technician helper shut",
    "contact": "mine agent lead admin technician helper shut",
    "customer": "mine agent lead admin",
    "messages": "mine agent lead admin technician helper",
    "attachment": "mine agent lead admin technician helper",
    "visit": "mine agent lead admin technician helper",
    "order": "agent lead admin technician",
    "errand": "technician",
    "draft": "agent",
}


@pytest.fixture
def world(db, charter, staff):
    """Give one case with everything on it, and those who may ask for it."""
    version = charter.charter
    mine, other = (Customer.objects.create(since=NOW) for _ in range(2))
    people = {
        name: staff(name, role) for name, role in (("agent", "agent"), ("lead", "lead"), ("admin", "admin"))
    }
    people |= {name: staff(name, "technician") for name in ("technician", "idle")}
    case = Case.objects.create(
        reference="4812", customer=mine, charter=version, language="en", opened_at=NOW, changed_at=NOW
    )
    contact = Contact.objects.create(
        token="c",
        case=case,
        customer=mine,
        line="chat",
        channel="chat",
        language="en",
        arrived_at=NOW,
    )
    before = Message.objects.create(key="0", case=case, by="customer", text="Before", at=NOW - 1)
    said = Message.objects.create(key="1", case=case, by="customer", text="After", at=NOW)
    file = {
        "case": case,
        "name": "x",
        "media_type": "x",
        "size": 1,
        "digest": "d",
        "content": b"x",
        "at": NOW,
    }
    Attachment.objects.create(message=said, token="a", **file)
    Attachment.objects.create(message=before, token="old", **file)
    order = WorkOrder.objects.create(case=case, remedy="visit", language="en", made_at=NOW)
    visit = Visit.objects.create(
        case=case,
        order=order,
        technician=people["technician"],
        day="2026-12-01",
        starts=NOW,
        ends=NOW,
        booked_at=NOW,
    )
    draft = Draft.objects.create(staff=people["agent"], case=case, kind="reply", changed_at=NOW)
    helpers = {
        name: Helper.objects.create(case=case, digest=name, allows=allows, invited_at=NOW, withdrawn_at=until)
        for name, allows, until in (
            ("helper", ["chat", "visit"], None),
            ("shut", [], None),
            ("withdrawn", ["chat", "visit"], NOW),
        )
    }
    askers = {name: Asker(one.role, staff=one) for name, one in people.items()}
    askers |= {name: Asker("helper", helper=one) for name, one in helpers.items()}
    askers |= {"mine": Asker("customer", customer=mine), "other": Asker("customer", customer=other)}
    askers["nobody"] = NOBODY
    knocks = {
        "case": lambda who: doors.case_seen_by(who, "4812") == case,
        "contact": lambda who: doors.contact_seen_by(who, "c") == contact,
        "customer": lambda who: doors.customer_seen_by(who, mine.token) == mine,
        "messages": lambda who: said in doors.messages_seen_by(who, case),
        "attachment": lambda who: doors.attachment_seen_by(who, "a").name == "x",
        "visit": lambda who: doors.visit_seen_by(who, visit.pk) == visit,
        "errand": lambda who: visit in doors.errands_of(who),
        "order": lambda who: doors.order_seen_by(who, order.pk) == order,
        "draft": lambda who: doors.draft_of(who, draft.pk) == draft,
    }
    return askers, knocks


def test_who_gets_in_where(world):
    askers, knocks = world
    assert set(askers) == set(ASKERS)

    def gets_in(door, name):
        try:
            return knocks[door](askers[name])
        except NotHere:
            return False

    assert {door: " ".join(name for name in ASKERS if gets_in(door, name)) for door in knocks} == OPEN_TO


def test_every_door_is_in_the_table(world):
    named = {name.split("_")[0].rstrip("s") for name in vars(doors) if name.endswith(("_seen_by", "_of"))}
    assert named == {door.rstrip("s") for door in OPEN_TO}


def test_a_helper_sees_nothing_from_before_the_invitation(world):
    helper = world[0]["helper"]
    case = doors.case_seen_by(helper, "4812")
    assert [message.text for message in doors.messages_seen_by(helper, case)] == ["After"]
    with pytest.raises(NotHere):
        doors.attachment_seen_by(helper, "old")


def test_a_customer_without_a_row_of_their_own_sees_nothing(world):
    assert list(doors.cases_seen_by(Asker("customer"))) == []
    with pytest.raises(NotHere):
        doors.contact_seen_by(Asker("customer"), "c")
