"""Charges at the desk: the bill of a case, fees let go with a reason, and disputes that a lead decides."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from possible.journey.case import Case
from possible.journey.force import InForce
from possible.ledger import Kind
from possible.values import N_, Refused, sentence
from possible.values.plain import from_plain
from possible_web.actions import bills as charges
from possible_web.desk.acting import acting, back, for_desk, for_leads, note
from possible_web.desk.presence import staff_of
from possible_web.desk.scene import Scene
from possible_web.keeping import bills
from possible_web.keeping.clock import now
from possible_web.keeping.force import force_of
from possible_web.pages.asking import asker_of
from possible_web.pages.bills import Shown, shown
from possible_web.pages.speech import Speech, language_here
from possible_web.records.doors import case_seen_by
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Staff

VERDICTS = ("upheld", "rejected")


@dataclass(frozen=True, slots=True)
class Bill:
    """The lines of a case, and the fees that may be let go: their quotes, names and prices."""

    lines: tuple[Shown, ...]
    fees: tuple[tuple[str, str, str], ...]
    may_waive: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute to decide: its case, the line, and until when it was promised (None: nothing says)."""

    case: CaseRow
    line: Shown
    at: int
    due: int | None
    late: bool


def speech_of(force: InForce) -> Speech:
    """Return the words of a charter in the language of the page."""
    return Speech(force.charter, language_here(force.charter))


def bill_of(row: CaseRow, case: Case, force: InForce, staff: Staff) -> Bill:
    """Return what a case comes to, as an agent reads it."""
    speech, rule = speech_of(force), force.charter.exceptions
    lines = tuple(shown(line, speech) for line in bills.ledger_of_case(row.pk).lines)
    fees = tuple(
        (quote.id, speech.name(quote.remedy), speech.money(quote.price))
        for quote in case.quotes
        if quote.state in ("accepted", "done") and quote.price.cents and not quote.waived
    )
    return Bill(lines, fees, rule is not None and rule.by in staff.teams)


def disputes_of(scene: Scene) -> list[Dispute]:
    """Return the disputes that nobody has decided, the oldest first."""
    found = []
    for entry in bills.open_disputes():
        row = entry.case
        force = force_of(row.charter_id)
        lines = bills.ledger_of_case(row.pk).lines
        line = next(each for each in lines if each.of == entry.of and each.last(Kind.DISPUTE))
        case = from_plain(Case, row.state)
        quote = case.quote(entry.of)
        clock = next((each for each in case.clocks if quote and each.id == quote.disputed), None)
        due = clock.due if clock else None
        late = due is not None and due < scene.now
        found.append(Dispute(row, shown(line, speech_of(force)), entry.at, due, late))
    return found


@for_leads
@acting
def settle(request: HttpRequest, reference: str, quote: str) -> HttpResponse:
    """Decide a dispute, with its reason."""
    row = case_seen_by(asker_of(request), reference)
    verdict = request.POST.get("verdict", "")
    if verdict not in VERDICTS:
        raise Refused(sentence(N_("Give it back, or let it stand.")))
    reason = request.POST.get("reason", "")
    charges.do_settle_dispute(row.pk, quote.replace("\x00", ""), verdict, reason, staff_of(request), now())
    note(request, sentence(N_("Decided. The customer is told, with the reason.")))
    return back(request, "desk-lead")


@for_desk
@acting
def waive(request: HttpRequest, reference: str) -> HttpResponse:
    """Let a fee go, with a reason: an exception, reviewed like every other."""
    row = case_seen_by(asker_of(request), reference)
    quote, reason = request.POST.get("quote", "").replace("\x00", ""), request.POST.get("reason", "")
    charges.do_waive_fee(row.pk, quote, reason, staff_of(request), now())
    note(request, sentence(N_("Let go. It is listed as an exception, to be reviewed.")))
    return back(request, "desk-start")
