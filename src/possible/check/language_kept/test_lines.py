"""Nobody is sent to a line of another language, and an offer's reason is there to be said."""

import pytest

from possible.check.language_kept import LAW
from tests.core.edits import edited, findings, found, line_of, silent

DOOR = "closed: service          # the door names the number to call"
LANGUAGE = "      - ask: language            # not asked on a line that speaks one language only\n"
ALL = "{fr: always, en: always}, people: {fr: 14, en: 6}"


@pytest.mark.parametrize(
    ("mark", "old", "new"),
    [
        ("closed: english", DOOR, "closed: english"),
        ("leaving: english", "leaving: leaving}", "leaving: english}"),
        ("send-to: english", "      - promise: outage-news\n", "      - send-to: english\n"),
        ("  then: english", "\n  then: call-back\n", "\n  then: english\n"),
        ("id: tv-short", "repair-is-faster, instead: technician-visit", "repair-is-faster, instead: english"),
    ],
)
def test_a_way_on_to_a_line_that_does_not_speak_it(mark, old, new):
    got = [each for each in findings(LAW, edited("cest-possible", old, new)) if each.rule == "sent-away"]
    where = line_of(mark, "cest-possible", old, new, file="charter.yaml")
    assert [f"{each.place.file}:{each.place.line}" for each in got] == [where]
    assert str(got[0].message) == "Who speaks `fr` is sent to line `english`, which promises en only."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (DOOR, "closed: chat"),
        (DOOR, "closed: call-back"),
        (LANGUAGE, LANGUAGE.rstrip("\n") + "\n        to: {en: english, fr: next}\n"),
    ],
)
def test_other_ways_are_silent(old, new):
    got = found(LAW, edited("cest-possible", old, new))
    assert [rule for rule, _ in got if rule == "sent-away"] == []


def test_only_those_whom_nobody_understands_take_that_way():
    """Where a team always speaks French, `no-speaker` sends nobody who speaks it."""
    way = "\n  no-speaker: interpreters\n", "\n  no-speaker: english\n"
    silent(LAW, *way)
    some = ALL.replace("fr: always", "fr: office")
    got = [rule for rule, _ in found(LAW, edited("cest-possible", *way, ALL, some))]
    assert got.count("sent-away") == 1


def test_a_remedy_whose_offer_says_why_needs_a_reason_in_each_row():
    row = "fault: box, swaps: 0, contacts: under 3}, answer: swap, price: 0 EUR, because: box-is-faulty"
    texts = row, row.removesuffix(", because: box-is-faulty")
    (finding,) = findings(LAW, edited("cest-possible", *texts))
    assert (finding.rule, f"{finding.place.file}:{finding.place.line}") == (
        "words-missing",
        line_of("id: box-first", "cest-possible", *texts),
    )
    assert str(finding.message) == "Row `box-first` gives no reason, and the offer of `swap` says {because}."
    offer = ", code {code}. Price: {price}, because {because}", ", code {code}. Price: {price}"
    french = 'Prix\u00a0: {price}, car {because}"}\n  loan', 'Prix\u00a0: {price}"}\n  loan'
    silent(LAW, *texts, *offer, *french)


def sent_away(*texts):
    got = findings(LAW, edited("cest-possible", *texts))
    return [str(each.message) for each in got if str(each.message).startswith("Who speaks ")]


OWN = (
    "    languages: [en]\n    for: [faults, bills, changes, complaints, leaving]\n"
    "    printed: [contract, bill, site]\n    opens: "
)
PATHS = "paths:\n  welcome:\n"


def test_who_is_sent_speaks_the_language_of_the_line_from_which_they_came():
    on = PATHS, PATHS.replace("welcome", "on: {steps: [{send-to: english}]}\n  welcome")
    assert sent_away(*on, OWN + "welcome", OWN + "on") == []
    assert sent_away(*on, "    opens: letter\n", "    opens: on\n") == [
        "Who speaks `fr` is sent to line `english`, which promises en only."
    ]


SOME = ALL, ALL.replace("fr: always", "fr: office")
SERVICE = "lines:\n  service:\n"
FRENCH = (
    SERVICE,
    SERVICE.replace(
        "service", "french: {mail: fr@pamplemousse.example, languages: [fr], opens: letter}\n  service"
    ),
)
GENERAL = "\n  no-speaker: interpreters\n"


def test_a_step_s_own_way_is_taken_by_those_whom_its_team_does_not_understand():
    own = "        no-speaker: interpreters\n"
    assert sent_away(*SOME, own, "        no-speaker: english\n") == []
    assert sent_away(*FRENCH, own, "        no-speaker: french\n") == [
        "Who speaks `en` is sent to line `french`, which promises fr only."
    ]


def test_the_general_way_is_taken_where_a_step_has_none_of_its_own():
    own = "        no-speaker: interpreters\n"
    person = "  shop-counter:\n    person: counter\n", "  shop-counter:\n"
    general = *FRENCH, GENERAL, GENERAL.replace("interpreters", "french"), *person
    assert sent_away(*general) == []
    assert sent_away(*general, own, "") == [
        "Who speaks `en` is sent to line `french`, which promises fr only."
    ]


def test_who_chose_a_language_is_sent_to_a_line_that_speaks_it():
    to = LANGUAGE.rstrip("\n") + "\n        to: {en: english, fr: french}\n"
    assert sent_away(*FRENCH, LANGUAGE, to) == []
    wrong = to.replace("en: english, fr: french", "en: french, fr: english")
    assert sent_away(*FRENCH, LANGUAGE, wrong) == [
        "Who speaks `en` is sent to line `french`, which promises fr only.",
        "Who speaks `fr` is sent to line `english`, which promises en only.",
    ]
