"""A visit that was charged, taken turn by turn, and browsers of those who look at it."""

import pytest
from django.test import Client

from possible.journey import turns
from possible.values.instant import HOUR, Instant
from possible_web.actions import contacts
from possible_web.records.models import Customer
from tests.web.conftest import NOW
from tests.web.desk.conftest import desk_of, made  # noqa: F401 - fixtures

DAY = 24 * HOUR
QUESTION = "technician-visit"


@pytest.fixture
def carter(any_db, charter):
    return Customer.objects.create(name="Ms Carter", language="en", since=NOW, known={"outage": "no"})


class Life:
    """A case and its turns, a second apart."""

    def __init__(self, customer, at=NOW):
        self.at = at
        self.contact = contacts.do_begin_contact(customer, contacts.Arrival("chat", "en"), at)
        self.case_id = self.contact.case_id

    def does(self, kind, *, here=False, **fields):
        self.at = Instant(self.at + 1000)
        contact = {"contact": self.contact.token} if here else {}
        return contacts.do_take_turn(self.case_id, kind(**contact, **fields), self.at)

    @property
    def row(self):
        self.contact.refresh_from_db()
        return self.contact.case

    def agreed(self, fault="home"):
        """Let an agent quote a visit at 119 euros, and the customer agree."""
        for fact, value in (("problem", "fault"), ("service", "tv")):
            self.does(turns.Says, here=True, fact=fact, value=value)
        self.does(turns.WantsPerson, here=True)
        self.does(turns.Answers, here=True, agent="ines", team="tv", language="en")
        self.does(turns.Puts, here=True, question=QUESTION)
        case = self.does(turns.Says, here=True, fact="fault", value=fault)
        self.quote = case.quotes[-1].id
        self.does(turns.Agrees, here=True)
        return self

    def visited(self, cause="customer", late=False):
        starts = Instant(self.at + DAY)
        self.does(turns.Books, quote=self.quote, starts=starts, ends=Instant(starts + 2 * HOUR))
        visit = self.row.state["visits"][-1]["id"]
        self.at = Instant(starts + (3 * HOUR if late else HOUR))
        self.does(turns.IsThere, visit=visit)
        self.does(turns.VisitEnds, visit=visit, fixed=True, cause=cause)
        return self


@pytest.fixture
def charged(carter, made):  # noqa: F811 - the fixture
    """Return the life of Ms Carter's case: the fault was at home, the visit cost 119 euros."""
    made("ines")
    return Life(carter).agreed().visited()


@pytest.fixture
def hers(carter):
    """Return Ms Carter's browser."""
    browser = Client(raise_request_exception=True)
    session = browser.session
    session["customer"] = carter.token
    session.save()
    browser.cookies["sessionid"] = session.session_key
    return browser
