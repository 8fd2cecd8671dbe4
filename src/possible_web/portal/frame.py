"""What all pages of the portal share: the company and its lines, who visits, which talk goes on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from possible.charter import Charter
from possible.journey.case import Case, Talk
from possible.values import Language
from possible.values.instant import Instant
from possible.values.plain import from_plain
from possible_web.actions.attendance import do_see_customer, is_seen
from possible_web.actions.customers import do_meet_customer
from possible_web.keeping import clock, last_position
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.force import force_of
from possible_web.keeping.meeting import Stranger
from possible_web.pages.asking import HELPER_KEY, asker_of, knows
from possible_web.pages.site import site_page
from possible_web.pages.speech import Speech, language_here
from possible_web.records.doors import Asker, NotHere, case_seen_by, contact_seen_by
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Contact, Customer, Helper, Journal, Role
from possible_web.records.prepared import Prepared

TEXT_CHANNELS = ("chat",)
Row = TypeVar("Row")


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Return a page of the portal: what it shows, in the frame that all share."""
    return site_page(request, template, {"live_talk": None} | (context or {}), status)


def customer_asks(request: HttpRequest) -> Asker:
    """Return the customer who asks; `NotHere` for everybody else: staff have pages of their own."""
    asker = asker_of(request)
    if asker.role != Role.CUSTOMER or asker.customer is None:
        raise NotHere(request.path)
    return asker


def customer_here(request: HttpRequest) -> Customer:
    """Return the customer of this browser, who is met now when nobody knows them yet."""
    visitor = visitor_of(request)
    if isinstance(visitor, Customer):
        return visitor
    customer = do_meet_customer(visitor, clock.now())
    knows(request, customer)
    return customer


def visitor_of(request: HttpRequest, token: str = "") -> Customer | Stranger:
    """Return the customer of this browser, or the stranger who comes with it.

    `token`: whoever comes for the first time by one and the same form is one customer.
    """
    asker = asker_of(request)
    if asker.role not in ("", Role.CUSTOMER, Role.HELPER):
        raise NotHere(request.path)
    if asker.customer is not None:
        return asker.customer
    language = language_here(charter_in_force().charter)
    if request.user.is_authenticated:
        return _of_account(request, do_meet_customer(Stranger(language), clock.now()))
    return Stranger(language, token)


def _of_account(request: HttpRequest, met: Customer) -> Customer:
    from possible_web.actions.customers import do_claim_cases  # noqa: PLC0415

    return do_claim_cases(met.token, request.user, clock.now())  # type: ignore[arg-type]


@dataclass(frozen=True)
class Scene:
    """A case as it is looked at now: its row, its value, the charter it is pinned to, in a language."""

    row: CaseRow
    case: Case
    speech: Speech
    now: Instant
    position: int
    contact: Contact | None = None

    @cached_property
    def journal(self) -> list[Journal]:
        """All that is noted of the case, the first first."""
        return _journal(self.row.pk)

    def noted(self, *kinds: str) -> list[Journal]:
        """Return what is noted of some kinds, the first first."""
        return [row for row in self.journal if row.kind in kinds]

    @property
    def talk(self) -> Talk | None:
        """The talk of the contact, while it goes on."""
        return self.case.talk(self.contact.token) if self.contact else None

    @property
    def live(self) -> Talk | None:
        """The written talk of the case that goes on."""
        return next((talk for talk in self.case.talks if talk.channel in TEXT_CHANNELS), None)


_row = Prepared(lambda case: CaseRow.objects.select_related("customer", "owner").filter(pk=case))
_journal = Prepared(lambda case: Journal.objects.filter(case=case).order_by("position"))


def scene_of(row: CaseRow, contact: Contact | None = None) -> Scene:
    """Return a case as it is now; the position of the journal is read first, so that nothing is missed."""
    position = last_position()
    row = _row(row.pk)[0]
    charter = force_of(row.charter_id).charter
    speech = Speech(charter, language_here(charter, row.language))
    return Scene(row, from_plain(Case, row.state), speech, clock.now(), position, contact)


def scene_of_talk(request: HttpRequest, token: str) -> Scene:
    """Return the case of one of the customer's own contacts."""
    contact = contact_seen_by(customer_asks(request), token)
    if contact.case is None:
        raise NotHere(token)
    return scene_of(contact.case, contact)


def seen(scene: Scene, contact: str) -> Scene:
    """Return a scene in which its customer is there: whoever was away from a contact is back, by looking."""
    if is_seen(contact, scene.case):
        return scene
    do_see_customer(contact, scene.now)
    return scene_of(scene.row, scene.contact)


def scene_of_case(request: HttpRequest, reference: str) -> Scene:
    """Return one of the customer's own cases."""
    return scene_of(case_seen_by(customer_asks(request), reference))


def chat_line(charter: Charter, language: Language) -> str:
    """Return the line of a charter on which one writes in a language; empty without one."""
    lines = (name for name, line in charter.lines.items() if line.channel in TEXT_CHANNELS)
    return next((name for name in lines if language in charter.languages_of(name)), "")


def helper_asks(request: HttpRequest) -> Asker:
    """Return the helper of this browser, whoever else they are here; `NotHere` once it was withdrawn."""
    number = request.session.get(HELPER_KEY)
    there = Helper.objects.filter(pk=number or 0, withdrawn_at=None, ends_at__gt=clock.now())
    helper = there.select_related("case").first()
    if helper is None:
        raise NotHere(number)
    return Asker(Role.HELPER, helper=helper)


def readers(request: HttpRequest) -> list[Asker]:
    """Return who this browser may read as: the one who asks, and the helper whose link was opened in it."""
    found = [asker_of(request)]
    if HELPER_KEY in request.session and found[0].role != Role.HELPER:
        with suppress(NotHere):
            found.append(helper_asks(request))
    return found


def first_that_sees(request: HttpRequest, door: Callable[[Asker], Row]) -> tuple[Asker, Row]:
    """Return what a door shows to one of the readers, and to which; `NotHere` where it shows it to none."""
    for asker in readers(request):
        with suppress(NotHere):
            return asker, door(asker)
    raise NotHere(request.path)
