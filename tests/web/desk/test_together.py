"""Two agents at once: an offer is taken once, a window is booked once, a case changes once; on both databases."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from possible.values import Refused
from possible_web.actions import desk
from possible_web.actions.links import do_merge_cases, do_unmerge_case
from possible_web.keeping import ChangedMeanwhile
from possible_web.keeping.clock import now as present
from possible_web.records.models import Case, Contact, Draft, Journal, Message, Presence, Waiting
from tests.web.desk.conftest import act, page, version


def at_once(*doings):
    """Do all of them in threads of their own, as near to the same moment as can be; returns what came of each."""
    begin, came = threading.Barrier(len(doings)), [None] * len(doings)

    def run(number, doing):
        begin.wait()
        try:
            came[number] = doing()
        except (Refused, ChangedMeanwhile) as refused:
            came[number] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came


def test_offers_never_double(desk_of, waiting, carter):
    ines, marc = desk_of().staff, desk_of("marc").staff
    contacts = [waiting(), waiting(anew=True), waiting(anew=True), waiting(anew=True)]
    at_once(*(lambda who=who: desk.do_change_presence(who, "available", present()) for who in (ines, marc)))
    takers = dict(Waiting.objects.values_list("contact", "taker"))
    assert set(takers.values()) <= {"ines", "marc", ""}
    accepts = [
        lambda contact=contact, who=who: desk.do_accept_offer(contact.token, who, present())
        for contact in contacts
        for who in (ines, marc)
    ]
    came = at_once(*accepts)
    taken = [each.token for each in came if isinstance(each, Contact)]
    assert len(taken) == len(set(taken))
    assert taken
    answered = [row.contact for row in Journal.objects.filter(kind="contact-answered")]
    assert sorted(answered) == sorted(taken)
    held = [hand["contact"] for row in Presence.objects.all() for hand in row.body["hands"]]
    assert sorted(held) == sorted(taken)


def test_one_click_of_two_counts(talking):
    ines, contact = talking
    act(ines, contact, "path", path="tv-trouble")
    seen, staff = version(contact), ines.staff
    from possible.journey import turns
    from possible.playbooks import Seen

    reply = turns.Replies(contact=contact.token, observation=Seen("no"))
    came = at_once(*(lambda: desk.do_take_agents_turn(contact.token, staff, reply, present(), seen),) * 2)
    assert sorted(type(each).__name__ for each in came) == ["Case", "ChangedMeanwhile"]


def test_merge_then_unmerge_is_the_identity(talking, waiting):
    ines, contact = talking
    act(ines, contact, "finish")
    other = waiting(anew=True)
    ref, into = contact.case.reference, other.case.reference
    rows = lambda: (  # noqa: E731 - the same look twice
        list(Case.objects.order_by("pk").values()),
        list(Contact.objects.order_by("pk").values()),
        list(Message.objects.order_by("pk").values()),
        list(Draft.objects.order_by("pk").values()),
    )
    before = rows()
    do_merge_cases(contact.case_id, other.case_id, ines.staff, present())
    assert rows() == before
    assert ines.get(f"/desk/cases/{ref}").headers["Location"] == f"/desk/cases/{into}"
    merged = page(ines, other)
    assert f"Merged into this one: <bdi>{ref}</bdi>" in merged
    assert f"{ref} · Ines answers." in merged
    assert ref not in ines.get("/desk/cases", {"view": "all"}).content.decode().partition("data-walk")[2]
    with pytest.raises(Refused, match="merged already"):
        do_merge_cases(contact.case_id, other.case_id, ines.staff, present())
    do_unmerge_case(contact.case_id, ines.staff, present())
    assert rows() == before
    assert ines.get(f"/desk/cases/{ref}").status_code == 200
    assert f"{ref} · Ines answers." not in page(ines, other)
    with pytest.raises(Refused, match="is not merged"):
        do_unmerge_case(contact.case_id, ines.staff, present())


def test_what_cannot_be_merged_is_refused_and_nothing_is_written(talking, waiting):
    from possible_web.records.models import CaseLink, Customer

    ines, contact = talking
    stranger = Customer.objects.create(
        name="M. Benali", language="fr", since=1, known={"swaps": 0, "outage": "no"}
    )
    theirs, mine = waiting(stranger, language="fr"), waiting(anew=True)
    for one, into, why in (
        (contact.case_id, theirs.case_id, "two customers"),
        (contact.case_id, mine.case_id, "Somebody talks"),
        (contact.case_id, contact.case_id, "with itself"),
    ):
        with pytest.raises(Refused, match=why):
            do_merge_cases(one, into, ines.staff, present())
    assert not CaseLink.objects.exists()
    said = ines.post(
        f"/desk/cases/{contact.case.reference}/merge", {"other": "NOPE99"}, follow=True
    ).content.decode()
    assert "There is no case `NOPE99`." in said
    ines.post(f"/desk/cases/{contact.case.reference}/link", {"other": theirs.case.reference.lower()})
    ines.post(f"/desk/cases/{theirs.case.reference}/link", {"other": contact.case.reference})
    link = CaseLink.objects.get()
    assert "Do not belong together" in page(ines, contact)
    ines.post(f"/desk/cases/{contact.case.reference}/unlink", {"link": link.pk})
    assert "Do not belong together" not in page(ines, contact)
