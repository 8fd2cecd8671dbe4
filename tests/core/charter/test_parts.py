"""The typed parts of a charter: what is read into them, and what they answer."""

from datetime import date
from fractions import Fraction

import pytest

from possible.charter import Unreadable, plainly, read
from possible.charter.nodes import Scalar
from possible.charter.playbooks import Act, Observe, PassOn
from possible.charter.quantities import AMOUNT, Amount, moment
from possible.charter.reader import Reader
from possible.charter.steps import Ask, Decide, Play
from possible.charter.tariffs import PHASES
from possible.values import ALWAYS, NOWHERE, Moment, Money, Rate, Refused, Span, Unit, rate
from tests.core.charter.small import faults, files


def small(*edits):
    return read(files(*edits), "small")


def test_the_head():
    charter = small()
    assert (charter.charter, charter.company, charter.version) == (1, "Pamplemousse", date(2026, 12, 1))
    assert (charter.market, charter.timezone, charter.currency, charter.languages) == (
        "FR", "Europe/Paris", "EUR", ("fr", "en"),
    )  # fmt: skip


def test_what_is_not_written_has_a_default():
    charter = small(("timezone: Europe/Paris\n", ""), ("market: FR\n", ""), ("currency: EUR\n", ""))
    assert (charter.timezone, charter.market, charter.currency) == ("UTC", "", "EUR")
    assert charter.credits.unasked
    assert charter.cases.closes == "customer agrees"
    assert charter.lines["service"].opens == "welcome"


def test_a_charter_in_another_currency():
    texts = {name: text.decode().replace("EUR", "USD").encode() for name, text in files().items()}
    assert read(texts).remedies["visit"].fee == Money(11900, "USD")


def test_lines():
    service, chat = small().lines.values()
    assert (service.channel, service.address, service.digits) == ("phone", "+33 1 99 00 00 39", "33199000039")
    assert (chat.channel, chat.address, chat.digits) == ("chat", "pamplemousse.example/aide", "")
    assert small().languages_of("service") == ("fr", "en")
    assert small().languages_of("chat") == ("fr",)


@pytest.mark.parametrize(
    "number", ["+33 1 99 00 00 39", "+33199000039", "+33-1.99-00-00-39", "+1 212 555 0100"]
)
def test_numbers_in_international_form(number):
    assert faults(("phone: +33 1 99 00 00 39", f"phone: '{number}'")) == []


@pytest.mark.parametrize(
    "number", ["3900", "01 99 00 00 39", "+33", "++33 1 99 00 00 39", "+33 (0)1 99 00 00 39", "+٣٣١٩٩٠٠٠٠٣٩"]
)
def test_numbers_in_another_form(number):
    (fault,) = faults(("phone: +33 1 99 00 00 39", f"phone: '{number}'"))
    assert "is no number in international form" in fault


def test_teams_and_their_hours():
    charter = small()
    assert charter.hours_of("always") == ALWAYS
    assert charter.hours_of(charter.teams["desk"].languages["fr"]).at(Moment(0, 480))
    assert not charter.hours_of("care").at(Moment(6, 480))
    assert charter.teams["technicians"].visits
    assert charter.teams["desk"].in_practice[0].refuse == "visit-wanted"


def test_always_may_be_given_another_meaning():
    charter = small(("hours:\n", "hours:\n  always: {mon: 09:00-10:00}\n"))
    assert charter.hours_of("always") != ALWAYS


def test_tariffs():
    charter = small()
    basic = charter.tariff_of("service")
    for meter in basic.meters().values():
        assert {phase: meter.rate(phase) for phase in PHASES} == dict.fromkeys(PHASES) | {
            "talk": Rate(30_000, "EUR")
        }
    assert not any(charter.tariff_of("chat").meters()["own-network"].rate(phase) for phase in PHASES)


def test_the_free_tariff_is_built_in():
    charter = small(("tariff: basic", "tariff: free"))
    assert charter.tariff_of("service").number_class == "free"


@pytest.mark.parametrize(
    ("written", "network", "rates"),
    [
        ("per-call: 0.10 EUR", "own-network", {"connect": "0.10 EUR"}),
        ("per-minute: {queue: 0.02 EUR, hold: 0 EUR}", "other-network", {"queue": "0.02 EUR"}),
        ("other-network: {per-minute: 0.06 EUR, charged-in: [menu]}", "other-network", {"menu": "0.06 EUR"}),
        ("other-network: {per-minute: 0.06 EUR, charged-in: [menu]}", "own-network", {}),
        ("per-minute: 0 EUR, charged-in: [menu]", "own-network", {}),
        ("per-call: 0 EUR", "own-network", {}),
    ],
)
def test_meters_of_networks_and_phases(written, network, rates):
    charter = small(("per-minute: 0.03 EUR, charged-in: [talk]", written))
    meter = charter.tariff_of("service").meters()[network]
    assert {phase: found for phase in PHASES if (found := meter.rate(phase))} == {
        phase: rate(text) for phase, text in rates.items()
    }


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("per-minute: 0.03 EUR", "A price per minute needs `charged-in`: the phases in which it runs."),
        ("charged-in: [talk]", "`charged-in` needs one rate in `per-minute`."),
        ("per-minute: {talk: 0.03 EUR}, charged-in: [talk]", "`charged-in` needs one rate in `per-minute`."),
        (
            "per-call: 1 EUR, own-network: {per-call: 1 EUR}",
            "Write the price once: for all networks, or for `own-network` and `other-network`.",
        ),
    ],
)
def test_prices_of_which_nobody_knows_when_they_run(written, why):
    (fault,) = faults(("per-minute: 0.03 EUR, charged-in: [talk]", written))
    assert fault.startswith(f"charter.yaml:11:3 wrong-value: {why}")


def test_paths_and_their_ways():
    ask, play, decide = small().paths["welcome"].steps
    assert isinstance(ask, Ask)
    assert [(cell.text, cell.ranges, way) for cell, way in ask.to] == [
        ("tv", ((0, 0),), "next"),
        ("bill", ((1, 1),), "call-back"),
    ]
    assert (play, decide) == (Play(play="box"), Decide(decide="visit-wanted"))


def test_one_way_for_all_values():
    (ask, *_) = small(("to: {tv: next, bill: call-back}", "to: call-back")).paths["welcome"].steps
    assert [(cell.ranges, way) for cell, way in ask.to] == [(((0, 1),), "call-back")]


def test_the_language_is_asked_by_its_name():
    (ask, *_) = (
        small(
            (
                "- ask: problem\n        to: {tv: next, bill: call-back}",
                "- ask: language\n        to: {fr: next, en: call-back}",
            )
        )
        .paths["welcome"]
        .steps
    )
    assert [cell.ranges for cell, _ in ask.to] == [((0, 0),), ((1, 1),)]


def test_questions_keep_their_cells():
    rule = small().questions["visit-wanted"].rules[1]
    assert (rule.when["swaps"].ranges, rule.price, rule.who) == (((1, None),), Money(0, "EUR"), None)
    charter = small()
    assert list(charter.questions["visit-wanted"].domains(charter.facts)) == ["problem", "swaps"]


def test_a_cell_outside_its_domain_is_kept_for_the_laws():
    rule = small(("swaps: 1 or more}, answer", "swaps: -1}, answer")).questions["visit-wanted"].rules[1]
    assert (rule.when["swaps"].ranges, rule.when["swaps"].outside) == ((), ("-1",))


def test_playbooks():
    look, plug, end = small().playbooks["box"].steps
    assert isinstance(look, Observe)
    assert [(cell.text, way) for cell, way in look.to] == [("on", "end"), ("off", "plug")]
    assert isinstance(plug, Act)
    assert (plug.minutes, plug.so_that["light"].ranges) == (3, ((0, 0),))
    assert end == PassOn(name="end", hand_on="desk")


def test_promises_and_what_is_owed():
    call_back, kept = small().promises.values()
    assert (call_back.within, call_back.else_.credit) == (Span(1800, Unit.SECOND), (Amount(500, "EUR"),))
    assert (kept.within, kept.share) == ("the window", Fraction(95, 100))
    assert kept.else_.credit == (Amount(500, "EUR"), Amount(months=Fraction(1, 5)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5 EUR", "5 EUR"),
        ("1/5 of the monthly price", "1/5 of the monthly price"),
        ("2/10 of the monthly price", "1/5 of the monthly price"),
        ("20 % of the monthly price", "1/5 of the monthly price"),
        ("3/2 of the monthly price", "3/2 monthly prices"),
        ("24 monthly prices", "24 monthly prices"),
        ("the monthly price", "the monthly price"),
        ("1 monthly price", "the monthly price"),
        ("0 monthly prices", "0 monthly prices"),
    ],
)
def test_amounts(text, said):
    assert str(AMOUNT.read(Scalar(text, NOWHERE), (), Reader())) == said


def test_stories():
    (story,) = small().stories
    assert (story.who.line, story.who.language, story.who.at) == ("service", "fr", Moment(6, 550))
    assert [(does.says, does.play, does.agrees) for does in story.does] == [
        ({"problem": "tv"}, "", ""), ({}, "box", ""), ({}, "", "visit"),
    ]  # fmt: skip
    assert story.path == ("stories", "first", "0")
    assert str(small().place(*story.path)) == "small/stories/first.yaml:1:3"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sunday 09:10", Moment(6, 550)),
        ("sunday 09:10", Moment(6, 550)),
        ("holiday 00:00", Moment(7, 0)),
        ("a holiday 23:59", Moment(7, 1439)),
    ],
)
def test_moments(text, found):
    assert moment(text) == found


@pytest.mark.parametrize(
    "text",
    ["Sunday", "Sunday 9:10", "Sunday 24:00", "Sunday 09:60", "Sonntag 09:10", "holidays 09:10", "٣ 09:10"],
)
def test_what_is_no_moment(text):
    with pytest.raises(Refused):
        moment(text)


def test_words():
    words = small().words["en"]
    assert words.language == "English"
    assert words.text("say", "hello") == "Hello {name}."
    assert words.text("ask", "problem", "tv") == "TV"
    assert words.text("ask", "swaps", "ask") == "How many?"  # short for its question
    assert words.text("ask", "swaps", "0") is None
    assert words.texts["say.hello"].placeholders == {"name"}


@pytest.mark.parametrize(
    ("text", "lines", "numbers"),
    [
        ("Call {line.english}.", {"english"}, ()),
        ("Call {line.english} or {line.service}, {name}.", {"english", "service"}, ()),
        ("Call +33 1 99 00 00 40 now.", set(), ("33199000040",)),
        ("Call 01 99 00 00 40, or +33-1-99-00-00-41.", set(), ("0199000040", "33199000041")),
        ("It costs 0.34 EUR; we answer in 90 s, 95 times of 100.", set(), ()),
        ("Reference {reference}, since 2026.", set(), ()),
    ],
)
def test_sentences_that_name_a_line(text, lines, numbers):
    wording = small(("Hello {name}.", text)).words["en"].texts["say.hello"]
    assert (set(wording.lines), wording.numbers) == (lines, numbers)


@pytest.mark.parametrize("text", ["", '" "'])
def test_an_empty_sentence_counts_as_none(text):
    charter = small(('hello: "Hello {name}."', f"hello: {text}"))
    assert charter.words["en"].text("say", "hello") is None
    assert str(charter.place("words", "en", "say", "hello")) == "small/words/en.yaml:2:7"


def test_places_of_everything():
    charter = small()
    assert (
        str(charter.place("questions", "visit-wanted", "rules", "1", "when", "swaps"))
        == "small/charter.yaml:41:41"
    )
    assert str(charter.place("paths", "welcome", "steps", "0", "to", "bill")) == "small/charter.yaml:32:24"
    assert (
        str(charter.place("playbooks", "box", "steps", "0", "to", "off")) == "small/playbooks/box.yaml:9:19"
    )
    assert str(charter.place("hours", "care", "mon-sat")) == "small/charter.yaml:9:10"
    assert str(charter.place("promises", "kept", "share", "deeper", "still")) == "small/charter.yaml:47:60"


def test_parts_can_be_exchanged():
    charter = small()
    other = charter.with_(company="Other")
    assert (other.company, charter.company) == ("Other", "Pamplemousse")
    with pytest.raises(TypeError):
        charter.with_(compani="Other")


def test_the_plain_form_is_json_and_names_all():
    plain = plainly(small())
    assert plain["promises"]["kept"]["share"] == "19/20"
    assert plain["promises"]["kept"]["else"]["credit"][1]["months"] == "1/5"
    assert "source" not in plain
    assert plain["facts"]["swaps"]["source"] == "records"


def test_reading_needs_a_charter():
    with pytest.raises(Unreadable) as unreadable:
        read({"words/en.yaml": b"language: English\n"}, "here")
    (fault,) = unreadable.value.faults
    assert (fault.kind, str(fault.message)) == ("no-charter", "There is no `charter.yaml` in `here`.")
    assert str(fault.finding().id) == "reading/no-charter"
