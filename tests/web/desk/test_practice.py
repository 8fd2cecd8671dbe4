"""Practice: a played customer rings, answers and agrees; nothing of it is in the journal, on the floor or counted."""

import re

import pytest

from possible_web.actions.practice import do_begin_practice
from possible_web.keeping.clock import now as present
from possible_web.records.models import Case, Contact, Customer, Journal, Practice, Waiting


def counted():
    return (
        Journal.objects.count(),
        Case.objects.count(),
        Contact.objects.count(),
        Customer.objects.count(),
        Waiting.objects.count(),
    )


@pytest.mark.parametrize("seed", range(6))
def test_a_played_customer_is_served_to_the_end_and_nothing_is_counted(desk_of, seed):
    ines = desk_of()
    before = counted()
    row = do_begin_practice(ines.staff, ("en", "fr")[seed % 2], present(), seed=seed)
    address = f"/desk/practice/{row.pk}"
    assert "is played. Nothing of this is counted." in ines.get(address).content.decode()
    ines.post(f"{address}/answer")
    ines.post(f"{address}/reply", {"text": "Bonjour, Hello"})
    for _ in range(20):
        text = ines.get(address).content.decode()
        forms = re.findall(
            r'<form method="post" action="([^"]+/(?:put|path|agree|instead|action|fact|consent))"[^>]*>(.*?)</form>',
            text,
            re.DOTALL,
        )
        if not forms:
            break
        to, inside = forms[0]
        fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', inside))
        ines.post(to, {**fields, "version": Practice.objects.get(pk=row.pk).version})
        if Practice.objects.get(pk=row.pk).state.get("quotes"):
            break
    ines.post(f"{address}/finish", {"version": Practice.objects.get(pk=row.pk).version})
    row.refresh_from_db()
    assert row.ended_at is not None
    assert [line["by"] for line in row.said] == ["customer", "agent"]
    assert counted() == before
    assert (
        "This practice is over." in ines.post(f"{address}/reply", {"text": "x"}, follow=True).content.decode()
    )


def test_the_same_seed_plays_the_same_customer_and_is_for_one_agent_alone(desk_of):
    ines, marc = desk_of(), desk_of("marc")
    one, two = (do_begin_practice(ines.staff, "en", 1_764_580_000_000, seed=7) for _ in "12")
    assert (one.state, one.name) == (two.state, two.name)
    assert marc.get(f"/desk/practice/{one.pk}").status_code == 404
    marc.post(f"/desk/practice/{one.pk}/answer")
    one.refresh_from_db()
    assert one.answered_at is None
    assert (
        "We promise nothing in `xx`."
        in ines.post("/desk/practice/begin", {"language": "xx"}, follow=True).content.decode()
    )
