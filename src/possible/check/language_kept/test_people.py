"""Languages of people: a line asks, and somebody who can come speaks it."""

import pytest

from possible.check.language_kept import LAW
from tests.core.edits import edited, findings, found, line_of

ASK = "      - ask: language            # not asked on a line that speaks one language only\n"
LETTER = "      - ask: language            # a letter shows its language; where it does not, we ask\n"
TECHNICIANS = "visits: yes, languages: {fr: visits, en: visits}, people: {fr: 260, en: 70}}"


def rules_of(*texts):
    mine = ("never-asked", "no-technician")
    return [found_ for found_ in found(LAW, edited("cest-possible", *texts)) if found_[0] in mine]


@pytest.mark.parametrize(
    ("mark", "old"),
    [("  welcome:", ASK), ("  letter:", LETTER), ("  shop-counter:", "      - ask: language\n")],
)
def test_a_path_that_asks_for_no_language(mark, old):
    assert rules_of(old, "") == [
        ("never-asked", line_of(mark, "cest-possible", old, "", file="charter.yaml"))
    ]


def test_the_lines_and_the_first_service_are_told():
    finding = next(
        found_ for found_ in findings(LAW, edited("cest-possible", ASK, "")) if found_.rule == "never-asked"
    )
    message = str(finding.message)
    assert message.startswith("`service`, `chat`, `text-relay` promise fr, en, and nobody asks which before ")
    assert finding.path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ASK + "      - say: greeting\n", "      - say: greeting\n" + ASK),
        ("      - ask: language\n      - queue: counter", "      - go: ask-first\n      - queue: counter"),
    ],
)
def test_a_greeting_or_another_path_may_come_before(old, new):
    path = ("paths:\n", "paths:\n  ask-first:\n    steps:\n      - ask: language\n      - queue: counter\n")
    assert rules_of(old, new, *path) == []


def test_a_path_that_asks_on_one_way_only():
    welcome = "        to: {fault: what-fails, bill: bill-trouble, complaint: complaint, leaving: leaving}\n"
    fails = "  what-fails:\n    person: front-desk\n    steps:\n"
    late = (ASK, "", fails, fails + "      - ask: language\n")
    assert [rule for rule, _ in rules_of(*late)] == ["never-asked"]
    to = (
        welcome,
        welcome.replace("bill: bill-trouble, complaint: complaint, leaving: leaving", "bill: what-fails"),
    )
    assert rules_of(*late, *to) == []


def test_a_line_that_opens_a_team_asks_for_nothing():
    chat = "    chat: pamplemousse.example/aide\n"
    chat += "    for: [faults, bills, changes, complaints, leaving]\n    opens: "
    texts = (chat + "welcome\n", chat + "front-desk\n")
    assert rules_of(*texts) == [("never-asked", line_of("opens: front-desk", "cest-possible", *texts))]
    assert rules_of(*texts, "    opens: front-desk\n", "    languages: [en]\n    opens: front-desk\n") == []


@pytest.mark.parametrize("way", ["front-desk", "call-back", "technician-visit"])
def test_a_menu_that_leads_straight_to_somebody(way):
    to = "        to: {fault: what-fails, bill"
    assert [rule for rule, _ in rules_of(ASK, "", to, f"        to: {{fault: {way}, bill")] == ["never-asked"]


def test_lines_of_one_language_need_no_question():
    lines = edited("cest-possible", ASK, "")
    french = {name: type(line)(**fields(line) | {"languages": ("fr",)}) for name, line in lines.lines.items()}
    assert [rule for rule, _ in found(LAW, lines.with_(lines=french)) if rule == "never-asked"] == []


def fields(line):
    return {name: getattr(line, name) for name in line.__dataclass_fields__}


@pytest.mark.parametrize(
    ("new", "language"),
    [
        (TECHNICIANS.replace(", en: visits", ""), "en"),
        (TECHNICIANS.replace("fr: visits, ", ""), "fr"),
        (TECHNICIANS.replace("en: 70", "en: 0"), "en"),
    ],
)
def test_nobody_who_can_come_speaks_it(new, language):
    line = line_of("visits: yes", "cest-possible")
    assert rules_of(TECHNICIANS, new) == [("no-technician", line)]
    finding = next(
        found_
        for found_ in findings(LAW, edited("cest-possible", TECHNICIANS, new))
        if found_.rule == "no-technician"
    )
    assert f"`visit` is promised in `{language}`" in str(finding.message)
    assert f"({language}, " in str(finding.path[0])


def test_hours_that_never_come_are_nobody():
    never = "  visits: {mon-fri: 08:00-20:00, sat: 08:00-18:00}\n"
    texts = (
        never,
        never + "  never: {mon: closed}\n",
        TECHNICIANS,
        TECHNICIANS.replace("en: visits", "en: never"),
    )
    assert [rule for rule, _ in rules_of(*texts)] == ["no-technician"]


def test_who_stays_at_the_counter_may_speak_one_language():
    assert rules_of("languages: {fr: shops}, people: {fr: 420}}", "languages: {fr: shops}}") == []
