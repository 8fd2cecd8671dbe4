"""The charter for everybody: as a page in each promised language, as YAML, and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from possible.answers import in_language, named
from possible.charter import Charter
from possible.charter.digest import plainly
from possible.charter.tariffs import PHASES, Phase
from possible.cli.say import LANGUAGES
from possible.values import N_, Language, Money, Sentence, Span, sentence
from possible.values.instant import Instant, local, written
from possible_web.keeping import clock
from possible_web.keeping.charters import InForce, charter_in_force
from possible_web.pages.asking import for_everybody
from possible_web.pages.causes import free_when
from possible_web.pages.laws import LAWS, proof_of
from possible_web.pages.lines import open_line
from possible_web.pages.said import say_html
from possible_web.pages.site import site_page
from possible_web.pages.speech import Speech, language_here
from possible_web.records.doors import NotHere
from possible_web.records.models import Activation, CharterVersion
from possible_web.stories.kept import DAYS, Kept, Lately, lately
from possible_web.stories.pledges import owed, pledges
from possible_web.stories.versions import difference, versions

MAIN = "charter.yaml"
BROKEN = N_("broken")
LOOKS = {BROKEN: "late", proof_of("free-wait"): "yes"}


@dataclass(frozen=True, slots=True)
class Doable:
    """What can be done: its name, the most that it costs, and how soon it can be had."""

    name: str
    price: str
    least: str
    within: Sentence | None
    free_when: Sentence | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a complaint: who answers, how soon, and what is owed when it is later."""

    who: str
    within: Sentence | None
    owed: tuple[Sentence, ...]


@for_everybody
@require_safe
def charter(request: HttpRequest, language: str = "") -> HttpResponse:
    """Show what is promised, in a language that the charter promises."""
    in_force = charter_in_force()
    if language and language not in in_force.charter.words:
        raise NotHere(language)
    spoken = Language(language) if language else language_here(in_force.charter)
    speech = Speech(in_force.charter, spoken)
    activation = Activation.objects.select_related("charter").order_by("-pk")[0]
    context = _promised(in_force.charter, spoken) | {
        "activation": activation,
        "since": _day(speech, activation.at),
        "checked_on": _day(speech, activation.charter.published_at),
        "proof": _proof(activation.charter),
        "promised_languages": _languages(in_force.charter, spoken),
        "days": DAYS,
    }
    return site_page(request, "stories/charter.html", context)


def _day(speech: Speech, at: int) -> str:
    """Return the date of an instant, with its year."""
    return speech.date(local(Instant(at), speech.zone).date())


def _promised(charter: Charter, language: Language) -> dict[str, Any]:
    found = lately(clock.now())
    return {
        "charter": charter,
        "language": language,
        "pledges": pledges(charter, language, found.promises),
        "lately": found,
        "credited": [in_language(Money(cents, unit), language) for unit, cents in found.credited.items()],
        "percent": percent,
        "free_wait": not any(_charges_waiting(charter, name) for name in charter.lines),
        "lines": [open_line(charter, name, language) for name in charter.lines],
        "doable": [_doable(charter, name, language) for name in charter.remedies],
        "ladder": list(_ladder(charter, language)),
        "outside": _outside(charter, language),
    }


def _charges_waiting(charter: Charter, line: str) -> bool:
    """Tell whether a line charges anything before somebody speaks, on hold, or while handing on."""
    meters = charter.tariff_of(line).meters().values()
    return any(meter.rate(phase) for meter in meters for phase in PHASES if phase != Phase.TALK)


def percent(kept: Kept) -> Sentence:
    """Return a share to a tenth of a hundredth, rounded down: what was not kept is never rounded away."""
    whole, tenth = divmod(kept.kept * 1000 // kept.of, 10)
    return sentence(N_("{whole}.{tenth} %"), whole=whole, tenth=tenth)


def _languages(charter: Charter, spoken: Language) -> list[tuple[str, str, str]]:
    """Return tag, own name and address of the other promised languages."""
    return [
        (tag, words.language, f"/charter?lang={tag}" if tag in LANGUAGES else f"/charter/in/{tag}")
        for tag, words in charter.words.items()
        if tag != spoken
    ]


def _doable(charter: Charter, name: str, language: Language) -> Doable:
    remedy = charter.remedies[name]
    prices = [
        row.price
        for question in charter.questions.values()
        for row in question.rules
        if row.answer == name and row.price is not None
    ]
    least = min(prices, key=lambda price: price.cents, default=remedy.fee)
    cheaper = in_language(least, language) if least.cents < remedy.fee.cents else ""
    shown = named(charter, name, language)
    within = remedy.within.said if isinstance(remedy.within, Span) else None
    return Doable(shown[:1].upper() + shown[1:], in_language(remedy.fee, language), cheaper, within,
                  free_when(remedy, remedy.fee))  # fmt: skip


def _ladder(charter: Charter, language: Language) -> list[Step]:
    speech = Speech(charter, language)
    return [
        Step(
            speech.text("teams", rung.who) or rung.who,
            rung.within.said if rung.within else None,
            tuple(owed(charter, rung.else_, language)),
        )
        for rung in charter.complaints.ladder
    ]


def _outside(charter: Charter, language: Language) -> dict[str, Any] | None:
    body = charter.complaints.outside
    if body is None:
        return None
    text = Speech(charter, language).text("outside", body.who) or body.who
    return {
        "text": text[:1].upper() + text[1:],
        "after": body.after.said if body.after else None,
        "deadlock": bool(body.or_),
    }


def _proof(version: CharterVersion) -> list[tuple[Markup, Markup, str]]:
    """Return each law's sentence with what is known of it; a law that `check` found broken says so."""
    broken = {error["rule"].partition("/")[0] for error in version.errors}
    known = {law: BROKEN if law in broken else proof_of(law) for law in LAWS}
    return [
        (say_html(title), say_html(known[law]), LOOKS.get(known[law], "soft")) for law, title in LAWS.items()
    ]


@for_everybody
@require_safe
def as_yaml(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django says what a view takes
    """Return the charter in force as it was published."""
    row = CharterVersion.objects.get(pk=charter_in_force().id)
    answer = HttpResponse(row.files[MAIN], content_type="application/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="charter.yaml"'
    return answer


@for_everybody
@require_safe
def as_json(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as above
    """Return the charter in force for programs, with its proof and what came of its promises."""
    text = json.dumps(_plain(charter_in_force(), lately(clock.now())), ensure_ascii=False, indent=2)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def _plain(in_force: InForce, found: Lately) -> dict[str, Any]:
    activation = Activation.objects.select_related("charter").order_by("-pk")[0]
    row = activation.charter
    return {
        "company": row.company,
        "version": row.version.isoformat(),
        "digest": row.digest,
        "since": written(Instant(activation.at)),
        "checked": {
            "at": written(Instant(row.published_at)),
            "errors": len(row.errors),
            **row.counts,
            "override": row.override or None,
        },
        "kept": {
            "days": DAYS,
            "promises": {name: {"kept": each.kept, "of": each.of} for name, each in found.promises.items()},
            "broken": found.broken,
            "credited": found.credited,
        },
        "charter": plainly(in_force.charter.with_(stories=())),
    }


@for_everybody
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Show which version was in force since when."""
    in_force = charter_in_force().charter
    speech = Speech(in_force, language_here(in_force))
    return site_page(request, "stories/versions.html", {"versions": versions(), "day": partial(_day, speech)})


@for_everybody
@require_safe
def changed(request: HttpRequest, number: int) -> HttpResponse:
    """Show what a version changed."""
    in_force = charter_in_force().charter
    speech = Speech(in_force, language_here(in_force))
    activation = Activation.objects.filter(pk=number).first()
    found = difference(number)
    context = {
        "difference": found,
        "since": _day(speech, activation.at) if activation else "",
        "number": number,
    }
    return site_page(request, "stories/changes.html", context)
