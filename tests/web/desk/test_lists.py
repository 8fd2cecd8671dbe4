"""Lists of cases: each shows what its name says, narrowed and searched, page by page, also for programs."""

import json

import pytest

from possible.values.instant import HOUR
from possible_web.keeping.clock import now as present
from possible_web.records.models import Case, CaseLink, CharterVersion, Customer, Message, Staff


@pytest.fixture
def listed(desk_of):
    """Return Inès' browser, in whose lists there is one case of each kind."""
    ines = desk_of(teams=("tv", "accounts"))
    marc = desk_of("marc").staff
    at, charter = present(), CharterVersion.objects.get()
    own, rows = ines.staff, {}
    kinds = {
        "MINE": {"owner": own, "team": "tv"},
        "MARCS": {"owner": marc, "team": "tv", "language": "fr"},
        "NOBODYS": {"team": "network"},
        "DUE": {"owner": marc, "team": "network", "due": at + HOUR},
        "WAITS": {"owner": marc, "team": "front-desk", "status": "waits"},
        "ASIDE": {"owner": own, "team": "tv", "snoozed_until": at + HOUR},
        "AWAKE": {"owner": own, "team": "accounts", "snoozed_until": at - HOUR, "due": at - HOUR},
        "OVER": {"owner": own, "team": "tv", "status": "solved", "place": None},
        "MERGED": {"owner": own, "team": "tv"},
    }
    for number, (reference, more) in enumerate(kinds.items()):
        customer = Customer.objects.create(name=f"Customer {reference.title()}", since=at)
        values = {"language": "en", "status": "open", "place": 9_000_000_000_000_000} | more
        if values["place"] is not None and "due" in more:
            values["place"] = more["due"]
        rows[reference] = Case.objects.create(
            reference=reference, customer=customer, charter=charter, opened_at=at, changed_at=at - number,
            state={"facts": {"service": "tv", "problem": "fault"}}, **values,
        )  # fmt: skip
        text = f"the word of {reference}, and kiwi"
        Message.objects.create(key=reference, case=rows[reference], by="customer", text=text, at=at)
    CaseLink.objects.create(one=rows["MERGED"], other=rows["MINE"], kind="merge", by=own, at=at)
    return ines


def references(browser, **query):
    answer = browser.get("/desk/cases.json", query)
    return [each["reference"] for each in json.loads(answer.content)["cases"]]


@pytest.mark.parametrize(
    ("view", "wanted"),
    [
        ("mine", ["AWAKE", "MINE"]),
        ("teams", ["AWAKE", "MINE", "MARCS"]),
        ("unassigned", ["NOBODYS"]),
        ("due", ["AWAKE", "DUE"]),
        ("waiting", ["WAITS"]),
        ("aside", ["ASIDE"]),
        ("all", ["MINE", "MARCS", "NOBODYS", "DUE", "WAITS", "ASIDE", "AWAKE", "OVER"]),
        ("no such list", ["AWAKE", "MINE"]),
    ],
)
def test_each_list_has_what_its_name_says(listed, view, wanted):
    assert references(listed, view=view) == wanted
    page = listed.get("/desk/cases", {"view": view}).content.decode()
    section = page.partition('aria-label="Cases"')[2]
    shown = [name for name in wanted if f'/desk/cases/{name}"' in section]
    assert shown == wanted
    for name in {"MINE", "MARCS", "NOBODYS", "DUE", "WAITS", "ASIDE", "OVER", "MERGED"} - set(wanted):
        assert f'/desk/cases/{name}"' not in section


def test_a_list_is_narrowed_by_team_and_language(listed):
    assert references(listed, view="teams", language="fr") == ["MARCS"]
    assert references(listed, view="teams", team="accounts") == ["AWAKE"]
    assert references(listed, view="teams", team="accounts", language="fr") == []
    assert references(listed, view="all", team="network", language="en") == ["NOBODYS", "DUE"]


def test_words_narrow_a_list_and_alone_search_all_cases(listed):
    assert references(listed, q="kiwi")[:2] == ["MINE", "MARCS"]
    assert len(references(listed, q="kiwi")) == 8
    assert references(listed, q="kiwi", view="mine") == ["AWAKE", "MINE"]
    assert references(listed, q="over") == ["OVER"]
    assert references(listed, q="customer marcs", view="teams", language="fr") == ["MARCS"]
    assert references(listed, q="zebra") == []


def test_whoever_has_no_team_has_an_empty_list_of_teams(desk_of, listed):
    sole = desk_of("sole", teams=())
    assert references(sole, view="teams") == []


def test_programs_read_what_people_read(listed):
    at = Case.objects.get(reference="DUE").due
    found = json.loads(listed.get("/desk/cases.json", {"view": "due"}).content)
    assert (found["view"], found["page"], found["next"]) == ("due", 1, None)
    row = found["cases"][1]
    assert row == {
        "reference": "DUE",
        "customer": "Customer Due",
        "problem": "Television · Something does not work",
        "status": "open",
        "team": "network",
        "language": "en",
        "due": row["due"],
        "snoozed-until": None,
        "href": "/desk/cases/DUE",
    }
    assert row["due"].endswith("Z")
    assert at is not None


def test_a_long_list_has_pages_each_with_its_successor(listed):
    owner, charter = Staff.objects.get(name="ines"), CharterVersion.objects.get()
    customer = Customer.objects.create(name="Many", since=0)
    Case.objects.bulk_create(
        Case(
            reference=f"N{number:03}", customer=customer, charter=charter, language="en", owner=owner,
            opened_at=0, changed_at=0, place=number, team="tv",
        )
        for number in range(120)
    )  # fmt: skip
    seen, address = [], "/desk/cases.json?view=mine&team=tv"
    while address:
        found = json.loads(listed.get(address).content)
        seen += [each["reference"] for each in found["cases"]]
        address = found["next"]
    assert seen == [*(f"N{number:03}" for number in range(120)), "MINE"]
    assert ">More</a>" in listed.get("/desk/cases?view=mine&page=2").content.decode()
    assert ">More</a>" not in listed.get("/desk/cases?view=mine&page=3").content.decode()


def test_a_file_that_came_with_a_message_is_not_read_to_show_its_name(talking):
    ines, contact = talking
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        ines.get(f"/desk/cases/{contact.case.reference}")
    about = [each["sql"] for each in asked if "records_attachment" in each["sql"]]
    assert len(about) == 1
    assert '"content"' not in about[0]
    assert len(asked) < 40  # the page of a case: what repeats itself has crept back in
