"""What is not theirs is not there: another's case, contact, file, window, link; staff act on pages of their own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from possible.values.instant import HOUR
from possible_web.keeping import clock
from possible_web.records.models import Attachment, Case, Contact, Helper, Message, Visit, WorkOrder
from tests.web.portal.conftest import Browser


@pytest.fixture
def everything(carter):
    """Ms Carter has a case, a talk, a file, a booked visit."""
    carter.to_the_visit()
    talk = carter.at
    carter.say(act="agree", starts=carter.values("starts")[0])
    carter.send(f"/case/{Case.objects.get().reference}/on")
    talk = carter.at
    carter.client.post(f"{talk}/person")
    carter.open(talk)
    carter.send(f"{talk}/send", text="Look", files=[SimpleUploadedFile("a.txt", b"secret")])
    return carter, talk


def addresses(talk):
    case, visit = Case.objects.order_by("pk").first(), Visit.objects.get()
    quote = WorkOrder.objects.get().quote
    seen = [
        talk,
        f"{talk}/heard",
        f"{talk}/stand",
        f"{talk}/written",
        f"/case/{case.reference}",
        f"/case/{case.reference}/window/{quote}",
        f"/case/{case.reference}/helper",
        f"/visit/{visit.pk}.ics",
    ]
    sent = [
        f"{talk}/answer",
        f"{talk}/person",
        f"{talk}/leave",
        f"{talk}/another",
        f"{talk}/send",
        f"{talk}/writing",
        f"/case/{case.reference}/on",
        f"/case/{case.reference}/solved",
        f"/case/{case.reference}/not-solved",
        f"/case/{case.reference}/reach",
        f"/case/{case.reference}/window/{quote}",
        f"/case/{case.reference}/helper",
        f"/case/{case.reference}/helper/1/withdraw",
    ]
    return seen, sent


@pytest.mark.parametrize("who", ["nobody", "stranger", "agent"])
def test_nothing_of_a_case_is_there_for_anybody_else(everything, who, unchanged, ines, request):
    _, talk = everything
    seen, sent = addresses(talk)
    if who == "stranger":
        other = request.getfixturevalue("stranger")
    else:
        other = Browser()
        if who == "agent":
            other.client.force_login(ines.account)
    values = {
        "text": "x",
        "key": "k" * 22,
        "name": "x",
        "allows": "chat",
        "starts": "1",
        "mail": "a@b.example",
    }
    with unchanged():
        assert [path for path in seen if other.client.get(path).status_code != 404] == []
        assert [path for path in sent if other.client.post(path, values).status_code != 404] == []


def test_a_file_is_for_its_case_alone(everything, stranger):
    address = f"/file/{Attachment.objects.get().token}"
    assert everything[0].client.get(address).content == b"secret"
    assert stranger.client.get(address).status_code == 404
    assert Browser().client.get(address).status_code == 404


def test_addresses_that_were_never_there(carter):
    for path in (
        "/talk/none",
        "/case/NONE99",
        "/file/none",
        "/visit/9.ics",
        "/help/none",
        "/helping",
        "/my/none",
    ):
        assert (path, carter.client.get(path).status_code) == (path, 404)
    assert carter.client.get("/mine").status_code == 404
    assert carter.client.post("/mine/claim").status_code == 404


def test_what_changes_something_is_never_done_by_looking(everything, unchanged):
    carter, talk = everything
    _, sent = addresses(talk)
    both = ("window", "helper")
    with unchanged():
        codes = {
            path: carter.client.get(path).status_code for path in sent if path.split("/")[-1] not in both
        }
    assert {
        path: code for path, code in codes.items() if code not in (404, 405) and "window" not in path
    } == {}


def test_forms_of_others_are_refused(carter, unchanged):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    with unchanged():
        assert strict.post("/begin", {"value": "fault"}).status_code == 403


def invited(carter, *allows, name="M. Lopes"):
    case = carter.customer().cases.get()
    carter.open(f"/case/{case.reference}/helper")
    carter.client.post(carter.at, {"name": name, "allows": allows})
    answer = carter._keep(carter.client.post(carter.at, {"name": name, "allows": allows}))
    return answer.content.decode().partition('readonly value="')[2].partition('"')[0].partition("//")[2]


def link_path(link):
    return "/help/" + link.partition("/help/")[2]


def test_a_helper_sees_what_is_allowed_writes_and_is_withdrawn(everything, time_of_day):
    carter, talk = everything
    time_of_day.pass_time(1000)
    path = link_path(invited(carter, "chat"))
    lopes = Browser()
    lopes.open(path)
    assert "You are asked to help" in lopes.text
    assert lopes.client.get("/helping").status_code == 404
    lopes.client.post(path)
    lopes.open("/helping")
    assert "You see what was allowed to you, M. Lopes." in lopes.text
    assert "Receipt" not in lopes.text
    assert "A technician comes" not in lopes.text
    assert "Look a.txt" not in lopes.text  # said before the invitation
    lopes.send("/helping/send", text="Same on my television.")
    assert Message.objects.get(by="helper").helper.name == "M. Lopes"
    carter.open(talk)
    assert "M. Lopes, helper" in carter.text
    assert Case.objects.get().state["consents"]["helper"] == "yes"
    helper = Message.objects.get(by="helper").helper
    case = Case.objects.get()
    carter.client.post(f"/case/{case.reference}/helper/{helper.pk}/withdraw")
    assert lopes.client.get("/helping").status_code == 404
    assert lopes.client.post("/helping/send", {"text": "x", "key": "k" * 22}).status_code == 404
    assert Browser().open(path).status_code == 404


def test_a_helper_for_the_visit_sees_no_conversation(everything):
    carter, _ = everything
    path = link_path(invited(carter, "visit", "receipt"))
    lopes = Browser()
    lopes.client.post(path)
    lopes.open("/helping")
    assert ("A technician comes" in lopes.text, "It costs you €0.00" in lopes.text) == (True, True)
    assert "What was said" not in lopes.text
    assert lopes.client.get(f"/visit/{Visit.objects.get().pk}.ics").status_code == 200
    assert lopes.client.get(f"/file/{Attachment.objects.get().token}").status_code == 404
    assert lopes.client.post("/helping/send", {"text": "x", "key": "k" * 22}).status_code == 404
    assert lopes.client.get(f"/case/{Case.objects.get().reference}").status_code == 404


def test_a_helper_who_is_a_customer_too_stays_both(everything, stranger, time_of_day):
    time_of_day.pass_time(1000)
    path = link_path(invited(everything[0], "chat", "visit"))
    stranger.client.post(path)
    files = [SimpleUploadedFile("b.txt", b"for the helper")]
    carter, talk = everything
    carter.open(talk)
    carter.send(f"{talk}/send", text="See this", files=files)
    address = f"/file/{Attachment.objects.get(name='b.txt').token}"
    assert stranger.client.get(address).content == b"for the helper"
    assert stranger.client.get(f"/visit/{Visit.objects.get().pk}.ics").status_code == 200
    assert stranger.client.get(f"/file/{Attachment.objects.get(name='a.txt').token}").status_code == 404
    stranger.open("/cases")
    assert "A question about my bill" in stranger.text


def test_a_link_ends_after_a_week(everything, time_of_day):
    path = link_path(invited(everything[0], "chat", "visit"))
    lopes = Browser()
    lopes.client.post(path)
    ics = f"/visit/{Visit.objects.get().pk}.ics"
    assert lopes.client.get(ics).status_code == 200
    time_of_day.pass_time(7 * 24 * HOUR + 1)
    assert Browser().open(path).status_code == 404
    assert lopes.client.get("/helping").status_code == 404
    assert lopes.client.get(ics).status_code == 404


def test_the_link_is_not_kept_only_what_proves_it(everything):
    path = link_path(invited(everything[0], "chat"))
    secret = path.rpartition("/")[2]
    assert len(secret) == 22
    assert not Helper.objects.filter(digest__contains=secret).exists()


@pytest.mark.parametrize(
    ("values", "why"),
    [({"allows": ["chat"]}, "Say who it is."), ({"name": "M. Lopes"}, "Choose what they may see.")],
)
def test_an_invitation_that_says_too_little_makes_no_link(carter, values, why, unchanged):
    carter.begin()
    at = f"/case/{Case.objects.get().reference}/helper"
    with unchanged():
        answer = carter._keep(carter.client.post(at, values))
    assert (answer.status_code, why in carter.text) == (422, True)


def test_a_helper_reads_no_live_news_of_what_is_not_allowed(everything):
    from possible_web.live.topics import allowed
    from possible_web.records.doors import Asker

    _, talk = everything
    stranger = Asker("customer", customer=None)
    assert not allowed(stranger, f"contact-{talk.rpartition('/')[2]}")
    assert clock.now() > 0
    assert Contact.objects.count() == 2
