"""One visit as its technician reads it: where, when, who opens, what was promised, what was done before."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote as quoted

from django.conf import settings

from possible.answers import named
from possible.dispatch.plan import TurnKey
from possible.journey.case import Case, Quote
from possible.journey.force import InForce
from possible.values import N_, Money, Sentence, sentence
from possible.values.plain import from_plain
from possible_web.keeping import gaps
from possible_web.keeping.force import force_of
from possible_web.keeping.plans import millis
from possible_web.keeping.reach import PHONE, newest
from possible_web.keeping.rounds import Days, expected, seen
from possible_web.pages.causes import free_when
from possible_web.pages.speech import Speech
from possible_web.records.models import Helper, Staff, Visit, VisitReport
from possible_web.van.frame import Scene

QUARTER = 15 * 60 * 1000
SHOWN = ("service", "problem")  # the first that is known says what the visit is about
MINUTES = 60
PARTS = N_("{count} × {part}")
LANGUAGE_NAMES = {"en": N_("English"), "fr": N_("French")}


@dataclass(frozen=True, slots=True)
class Errand:
    """A visit as it is shown. `planned`: when the technician comes by the plan as it is; `road`: minutes."""

    row: Visit
    case: Case
    force: InForce
    speech: Speech
    title: str
    window: str
    planned: str
    late: bool
    road: int
    report: VisitReport | None

    @property
    def number(self) -> int:
        """The visit's number."""
        return self.row.pk

    @property
    def name(self) -> str:
        """The customer's name; the case's reference where they gave none."""
        return self.row.case.customer.name or self.row.case.reference

    @property
    def parts(self) -> list[Sentence]:
        """The parts that were used."""
        used = self.report.parts if self.report else {}
        return [sentence(PARTS, count=count, part=part) for part, count in sorted(used.items())]

    @property
    def place(self) -> str:
        """Address and postcode in one line."""
        return ", ".join(filter(None, [self.row.address, self.row.postcode]))

    @property
    def language(self) -> Sentence:
        """The name of the customer's language, as it stands in a sentence."""
        tag = self.row.language or self.case.language
        return sentence(LANGUAGE_NAMES.get(tag, "{tag}"), tag=tag)

    @property
    def phone(self) -> str:
        """The number under which the customer is called; empty where none is known."""
        return newest(self.row.case.customer, PHONE)

    @property
    def directions(self) -> str:
        """A link that opens the way there in the phone's own map; nothing is loaded before it is followed."""
        known = {
            "{north}": f"{(self.row.north or 0) / 1_000_000:.6f}",
            "{east}": f"{(self.row.east or 0) / 1_000_000:.6f}",
            "{address}": quoted(self.place, safe=""),
        }
        link = str(settings.DIRECTIONS)
        for gap, value in known.items():
            link = link.replace(gap, value)
        return link

    @property
    def openers(self) -> list[str]:
        """Who else can open: people whom the customer let see the visit."""
        rows = Helper.objects.filter(case=self.row.case, withdrawn_at=None, ends_at__gte=self.row.starts)
        return [row.name for row in rows if "visit" in row.allows and row.name]

    @property
    def quote(self) -> Quote | None:
        """What was agreed to for it."""
        return self.case.quote(self.row.quote)

    @property
    def price(self) -> str:
        """What it costs the customer; nothing where the price has fallen away."""
        quote = self.quote
        if quote is None:
            return ""
        return self.speech.money(Money(0, quote.price.currency) if quote.waived else quote.price)

    @property
    def free_when(self) -> Sentence | None:
        """What makes the price nothing."""
        quote = self.quote
        if quote is None or quote.waived:
            return None
        return free_when(self.force.charter.remedies.get(quote.remedy), quote.price)

    def promised(self) -> list[str]:
        """Return what was promised for this window, in the charter's words."""
        mine = {visit.clock for visit in self.case.visits if visit.id == self.row.name}
        window = self.speech.window(self.row.starts, self.row.ends)
        owner = Staff.objects.filter(name=self.case.owner).values_list("shown_name", flat=True).first() or ""
        charter, language = self.force.charter, self.speech.language
        return [
            named(charter, each.promise, language, gaps.of_promise(self.force, each, window, owner, language))
            for each in self.case.clocks
            if each.id in mine
        ]


def errands(scene: Scene, rows: list[Visit]) -> list[Errand]:
    """Return visits as they are shown, with the times of the plan as it is now."""
    if not rows:
        return []
    team = rows[0].team
    plan = seen(team, [scene.today], scene.now) if scene.van is not None else None
    times, roads = _times(plan, scene) if plan else ({}, {})
    return [_errand(scene, row, times.get(row.pk), roads.get(row.pk, 0)) for row in rows]


def _errand(scene: Scene, row: Visit, at: int | None, road: int) -> Errand:
    force = force_of(row.case.charter_id)
    speech = Speech(force.charter, scene.speech.language)
    case = from_plain(Case, row.case.state)
    about = next((fact for fact in SHOWN if fact in case.facts), "")
    problem = str(speech.value(about, case.facts[about])) if about else ""
    planned = speech.time(at - at % (5 * MINUTES * 1000)) if at and row.state == Visit.State.BOOKED else ""
    report = getattr(row, "report", None)
    title = problem or row.case.reference
    late = bool(at and row.state == Visit.State.BOOKED and at > row.ends)
    window = speech.hours(row.starts, row.ends)
    return Errand(row, case, force, speech, title, window, planned, late, road, report)


def _times(days: Days, scene: Scene) -> tuple[dict[int, int], dict[int, int]]:
    """Return when each visit of the route begins, in milliseconds, and the minutes of the way to it."""
    key = TurnKey(scene.today.isoformat(), scene.staff.name)
    if key not in days.plan.turns or not days.plan.route(key):
        return {}, {}
    route, table = days.plan.route(key), expected(days, key)
    travel, turn = days.plan.travel_on(key.day), days.plan.turns[key]
    spots = [turn.origin, *(days.plan.visits[name].spot for name in route)]
    ways = [travel.seconds(travel.point(before), travel.point(after)) for before, after in pairwise(spots)]
    times: dict[int, int] = {int(name): millis(table.start_of(name)) for name in route}
    roads = {int(name): -(-way // MINUTES) for name, way in zip(route, ways, strict=True)}
    return times, roads


STATES = {
    Visit.State.BOOKED: N_("To come"),
    Visit.State.ARRIVED: N_("Under way"),
    Visit.State.DONE: N_("Over"),
}
