"""What happens in stories of one customer each: what was paid, asked, waited for, promised and told."""

import pytest

from possible.charter import read
from possible.check.stories import LAW
from tests.core.edits import files, findings

STORY = """
- name: one story
  who: {line: %s, language: en, at: %s}
  known: {%s}
  does: [%s]
  then: {%s}
  never: [%s]
"""
FREE = "  free: {class: free} "
ASKS, WAITS, ABOUT = "{asks: for a person}", "{waits: for a person}", "{asks-about: technician-visit}"
PERSON = f"{ASKS}, {WAITS}"
TV = "{problem: fault}, {service: tv}, {play: tv-no-picture, ends: {fault: box}}"
KNOWN = "outage: no, swaps: 1, contacts: 0"


def lived(does, *edits, then="", never="", line="service", at="Monday 10:00", known=KNOWN):
    """Return what is told of one story beside the good charter after edits of it."""
    story = STORY % (line, at, known, does, then, never)
    got = findings(
        LAW, read(files("cest-possible", *edits) | {"stories/the-tv-box.yaml": story.encode()}, "c")
    )
    return [str(each.message).split("hold: ")[-1].split("played: ")[-1] for each in got]


def happened(what):
    return [f"what must never happen, happened: {what}."]


def charged(phases):
    return FREE, f"  free: {{class: premium, per-minute: 0.10 EUR, charged-in: [{phases}]}} "


@pytest.mark.parametrize(
    ("phases", "does", "paid"),
    [
        ("queue", PERSON, True),
        ("connect", PERSON, True),
        ("menu", PERSON, True),
        ("talk", f"{PERSON}, {ABOUT}", False),
        ("hold", PERSON, False),
        ("hold", f"{PERSON}, {ABOUT}", True),
    ],
)
def test_what_is_paid_is_what_the_meter_takes_but_for_talking(phases, does, paid):
    got = lived(does, *charged(phases), never="paid", known=KNOWN + ", fault: box")
    assert [each for each in got if "happened" in each] == (happened("paid") if paid else [])


def test_what_is_not_answered_before_a_person_costs_from_then_on():
    line = "    phone: +33 1 99 00 00 39\n    tariff: free\n"
    edits = line, line + "    picks-up: person\n    early-keys: yes\n"
    for phases, paid in (("connect, menu, queue, talk", False), ("hold", True)):
        got = lived(
            f"{PERSON}, {ABOUT}", *edits, *charged(phases), never="paid", known=KNOWN + ", fault: box"
        )
        assert got == (happened("paid") if paid else [])


SENT = "      - promise: outage-news\n", "      - send-to: english\n"
OWN = "    phone: +33 1 99 00 00 40\n    tariff: free\n"


def test_the_meter_is_that_of_the_line_dialled_last():
    outage = "{problem: fault}, {service: tv}, {dials: english}"
    dear = FREE, "  dear: {class: premium, per-minute: 0.10 EUR, charged-in: [queue]}\n" + FREE
    to_dear = OWN, OWN.replace("free", "dear")
    told = f"{outage}, {PERSON}"
    known = "outage: yes"
    assert lived(told, *SENT, *dear, never="paid", known=known) == []
    assert lived(told, *SENT, *dear, *to_dear, never="paid", known=known) == happened("paid")
    person = OWN, to_dear[1] + "    picks-up: person\n    early-keys: yes\n"
    assert lived(told, *SENT, *dear, *person, never="paid", known=known) == []
    first = f"{PERSON}, {{asks-about: box-exchange}}"
    assert (
        lived(first, *SENT, *dear, *person, never="paid", line="english", known=KNOWN + ", fault: none") == []
    )


def test_who_comes_to_the_same_place_with_nothing_new_goes_round():
    back = "      - promise: outage-news\n", "      - go: what-fails\n"
    got = lived("{problem: fault}, {service: tv}", *back, never="loop", known="outage: yes")
    assert got == happened("loop")
    twice = f"{PERSON}, {ABOUT}, {{asks-about: box-exchange}}, {ABOUT}"
    assert lived(twice, never="loop", known=KNOWN + ", fault: none") == happened("loop")
    other = f"{PERSON}, {ABOUT}, {{asks-about: box-exchange}}"
    assert lived(other, never="loop", known=KNOWN + ", fault: none") == []
    desk = "{skills: [first help], "
    refuses = desk, desk + "in-practice: [{refuse: technician-visit}], "
    assert lived(f"{PERSON}, {ABOUT}, {ABOUT}", *refuses, never="loop") == []


PROBLEM = "      - ask: problem\n"


def test_who_is_asked_what_is_known_is_asked_twice():
    known = KNOWN + ", problem: fault"
    does = "{problem: fault}, {service: tv}, {solved: tv-no-picture}"
    assert lived(does, never="asked twice") == []
    again = PROBLEM, PROBLEM + "        again: yes\n"
    assert lived(does, *again, never="asked twice", known=known) == happened("asked twice")
    assert lived(does, *again, never="asked twice") == []
    got = lived("{service: tv}, {solved: tv-no-picture}", never="asked twice", known=known)
    assert got == []


MOST, THEN = "  at-most: 90 s\n", "\n  then: call-back\n"


@pytest.mark.parametrize(
    ("does", "edits", "clock"),
    [
        (PERSON, (), True),
        (PERSON, (MOST, ""), False),
        (PERSON, (THEN, "\n"), False),
        ("{problem: complaint}, {waits: for a person}", (MOST, "", THEN, "\n"), True),
        ("{problem: complaint}, {waits: for a person}", ("        at-most: 3 min\n", ""), True),
        ("{problem: complaint}, {waits: for a person}", ("        at-most: 3 min\n", "", MOST, ""), False),
        ("{problem: complaint}, {waits: for a person}", ("        then: supervisor-calls\n", ""), True),
        (
            "{problem: complaint}, {waits: for a person}",
            ("        then: supervisor-calls\n", "", THEN, "\n"),
            False,
        ),
    ],
)
def test_a_wait_has_a_clock_of_its_own_or_that_of_all(does, edits, clock):
    never = "waited without a clock"
    assert lived(does, *edits, never=never) == ([] if clock else happened(never))


SOLVED = "{problem: fault}, {service: tv}, {solved: tv-no-picture}"
AGREED = f"{TV}, {{agrees: visit}}"


@pytest.mark.parametrize(
    ("does", "then", "why"),
    [
        (SOLVED, "solved: yes", []),
        (SOLVED, "solved: no, person: tv", ["person is -, not tv.", "solved is yes, not no."]),
        (
            SOLVED,
            "answer: visit, price: 0 EUR, because: none",
            ["answer is -, not visit.", "price is -, not 0 EUR.", "because is -, not none."],
        ),
        (AGREED, "solved: no, answer: visit, waits-with: visit-kept", []),
        (AGREED, "waits-with: repair", []),
        (AGREED, "waits-with: work-begins", []),
        (AGREED, "waits-with: reply", ["the promise `reply` does not run."]),
        (AGREED, "waits-with: outage-news", ["the promise `outage-news` does not run."]),
        (AGREED, "solved: yes", ["solved is no, not yes."]),
        (
            "{problem: leaving}, {reason: price}, {declines: exit}, {waits: for a person}",
            "answer: exit, price: 0 EUR, person: accounts",
            [],
        ),
        (PERSON, "person: front-desk, solved: no", []),
        (PERSON, "person: tv", ["person is front-desk, not tv."]),
    ],
)
def test_how_it_ends_is_compared(does, then, why):
    assert sorted(lived(does, then=then, known=KNOWN + ", months-left: 0")) == sorted(why)


def test_a_row_without_a_price_costs_the_fee():
    row = "when: {outage: no, fault: home}, answer: visit, price: 119 EUR"
    home = "{problem: fault}, {service: tv}, {play: tv-no-picture, ends: {fault: home}}, {agrees: visit}"
    assert lived(home, row, row.removesuffix(", price: 119 EUR"), then="price: 119 EUR") == []
    assert lived(home, then="price: 9 EUR") == ["price is 119 EUR, not 9 EUR."]


INTERNET = "{problem: fault}, {service: internet}, {slow: no}, {play: no-internet, ends: {fault: network}}"


@pytest.mark.parametrize(
    ("does", "then"),
    [
        ("{problem: fault, service: tv}, {solved: tv-no-picture}", "solved: yes"),
        ("{service: tv}, {problem: fault}, {solved: tv-no-picture}", "solved: yes"),
        ("{service: tv, problem: fault}, {asks: for a person}", "person: tv"),
        (f"{INTERNET}, {{agrees: loan}}, {{agrees: visit}}", "answer: visit, waits-with: visit-kept"),
        (f"{INTERNET}, {{declines: loan}}", "person: network, answer: loan"),
        (f"{INTERNET}, {{agrees: loan}}, {{declines: visit}}", "person: network, answer: visit"),
        (f"{PERSON}, {ABOUT}, {{declines: visit}}, {{asks-about: box-exchange}}, {{declines: swap}}", ""),
    ],
)
def test_a_story_goes_on_by_what_is_said_and_done(does, then):
    known = "outage: no, swaps: 0, contacts: 0, days-without: 3"
    if PERSON in does:
        known += ", fault: box"
    assert lived(does, then=then, known=known) == []


@pytest.mark.parametrize(
    ("does", "why"),
    [
        (
            f"{INTERNET}, {{agrees: visit}}",
            "The story says `agrees: visit`, but that is not what is offered.",
        ),
        (
            f"{INTERNET}, {{declines: visit}}, {{agrees: visit}}",
            "The story goes on with `visit`, but the walk is over.",
        ),
        ("{problem: fault}, {service: tv}, {play: tv-no-picture}", "The playbook cannot end so: -."),
        ("{problem: fault}, {service: tv}", "The story does not say how the playbook ends."),
        (
            "{problem: fault}, {service: tv}, {play: tv-no-picture, ends: {fault: none, slow: no}}",
            "The playbook cannot end so: fault: none, slow: no.",
        ),
        ("{problem: fault}", "The story does not say what `service` is."),
        (f"{PERSON}, {{asks-about: technician-late}}", "The story does not say what `minutes-late` is."),
        (f"{PERSON}, {{they: hang up}}", "The people of `front-desk` do not do that: hang up."),
        (
            f"{PERSON}, {{solved: tv-no-picture}}",
            "The story goes on with `tv-no-picture`, but the walk is over.",
        ),
    ],
)
def test_why_a_story_cannot_be_played(does, why):
    (got,) = lived(does, known="outage: no, swaps: 0, contacts: 0, days-without: 3")
    assert got == why


def test_what_is_said_before_a_question_to_a_person_is_heard():
    does = f"{PERSON}, {{minutes-late: 3}}, {{asks-about: technician-late}}"
    assert lived(does, then="answer: visit-free, person: front-desk") == []


def test_whoever_is_told_a_number_by_a_person_can_dial_it():
    named = [
        text
        for hello in ('  greeting: "Hello', '  greeting: "Bonjour')
        for text in (hello, '  again: "{line.english}"\n' + hello)
    ]
    desk = "{skills: [first help], "
    acts = desk, desk + "in-practice: [{hand-on: tv}, {say: again}], "
    does = f"{PERSON}, {{dials: english}}, {{problem: complaint}}, {{waits: for a person}}"
    assert lived(does, *named, *acts, then="person: supervisors") == []


def test_without_joined_cases_a_new_call_knows_nothing():
    does = "{problem: fault}, {service: tv}, {dials: english}, {problem: leaving}, {asks: for a person}"
    then = "person: accounts"
    assert lived(does, *SENT, "  joins: 60 days ", "  ", then=then, known="outage: yes") == []
    assert lived(does, *SENT, then=then, known="outage: yes") == ["person is -, not accounts."]


def test_what_was_never_asked_need_not_be_said():
    assert lived(f"{SOLVED}, {{slow: no}}", then="solved: yes") == []


def test_a_row_is_told_when_what_it_needs_is_known():
    assert lived(AGREED, known="outage: no") == ["The story does not say what `swaps` is."]


LANGUAGE = "      - ask: language            # not asked on a line that speaks one language only\n"


def test_where_nothing_follows_the_walk_is_over():
    outage = "{problem: fault}, {service: tv}"
    ends = "      - promise: outage-news\n", ""
    assert lived(outage, *ends, known="outage: yes", then="solved: no", never="asked twice") == []
    french = LANGUAGE, LANGUAGE + "        to: {fr: next}\n"
    assert lived("", *french, then="person: tv") == ["person is -, not tv."]
    assert lived("{problem: fault}, {asks: for a person}, {waits: for a person}", *french) == [
        "The story goes on with `for a person`, but the walk is over."
    ]


SERVICE = (
    "      - ask: service\n        to: {tv: tv-trouble, internet: internet-trouble, mobile: mobile-trouble}\n"
)
CALLED = "{problem: fault}, {service: internet}, {asks: for a person}, {waits: for a person}"


def test_the_answer_given_is_the_way_taken_also_where_it_is_asked_anew():
    assert lived(CALLED, then="person: network") == []
    again = SERVICE, SERVICE + "        again: yes\n"
    assert lived(CALLED, *again, then="person: network") == []
    assert lived(CALLED, *again, then="person: network", known="service: tv") == []


def test_an_answer_without_a_way_ends_the_story():
    fewer = SERVICE, SERVICE.replace(", mobile: mobile-trouble", "")
    does = "{problem: fault}, {service: mobile}"
    assert lived(does, *fewer) == ["Nothing follows the answer to `service`."]
    assert lived(f"{does}, {{asks: for a person}}", *fewer) == ["Nothing follows the answer to `service`."]


def test_a_question_that_names_a_line_is_answered_all_the_same():
    named = "What can we do for you?", "What can we do for you? Or dial {line.english}."
    assert lived(SOLVED, *named, then="solved: yes", line="chat") == []


def test_what_is_said_too_early_waits():
    assert (
        lived("{problem: fault}, {service: tv}, {slow: no}, {solved: tv-no-picture}", then="solved: yes")
        == []
    )
    assert lived(f"{TV}, {{slow: no}}, {{agrees: visit}}", then="waits-with: visit-kept") == []


def test_one_row_left_is_told_when_all_that_it_needs_is_known():
    row = "      - {id: in-window, when: {minutes-late: 0}, answer: nothing-due, because: in-window}\n"
    ask = f"{PERSON}, {{asks-about: technician-late}}"
    assert lived(ask, row, "") == ["The story does not say what `minutes-late` is."]
    assert lived(f"{ask}, {{minutes-late: 0}}", row, "") == ["No row of the table applies."]
    assert lived(f"{ask}, {{minutes-late: 3}}", row, "", then="answer: visit-free") == []


def test_what_is_answered_without_an_offer_goes_on_to_the_next():
    visit = "      - decide: technician-visit # tells"
    box = "{problem: fault}, {service: tv}, {play: tv-no-picture, ends: {fault: home}}, {agrees: visit}"
    edits = visit, "      - decide: box-exchange\n" + visit
    assert lived(box, *edits, then="answer: visit, price: 119 EUR, waits-with: visit-kept") == []


def test_who_says_nothing_agrees_to_nothing():
    assert lived(TV, then="answer: visit, waits-with: visit-kept") == [
        "the promise `visit-kept` does not run."
    ]


def test_each_story_is_told():
    story = STORY % ("service", "Monday 10:00", "", "", "", "")
    both = story.replace("one story", "one") + story.replace("one story", "other")
    beside = files("cest-possible") | {"stories/the-tv-box.yaml": both.encode()}
    why = "cannot be played: The story does not say what `problem` is."
    assert [str(each.message) for each in findings(LAW, read(beside, "c"))] == [
        f"The story “one” {why}",
        f"The story “other” {why}",
    ]


def test_what_a_playbook_alone_knows_starts_no_promise():
    box = "    conclude: {fault: box}               #"
    edits = box, "    conclude: {fault: box, line-test: good} #"
    does = "{problem: fault}, {service: tv}, {play: tv-no-picture, ends: {fault: box, line-test: good}}"
    assert lived(f"{does}, {{agrees: visit}}", *edits, then="waits-with: repair") == []
