"""The stories of the example hold beside the good charter, and what does not hold is told at its place."""

from pathlib import Path

import pytest

from possible.charter import Charter, read
from possible.check.stories import LAW
from tests.core.edits import files, findings

FILE = "stories/the-tv-box.yaml"
STORIES = Path(__file__).resolve().parents[4] / "charters" / "cest-possible" / FILE
VAIN = "{id: swap-was-in-vain, when: {outage: no, fault: box, swaps: 1 or more}, answer: visit, price: 0 EUR"
PLAYED = "    - {play: tv-no-picture, ends: {fault: box}}\n"
IN_VAIN = "“the box was swapped in vain”"


def with_stories(*texts: str, stories: str = "") -> Charter:
    """Return the good charter after edits of it, with its own stories (or these) beside it."""
    content = (stories or STORIES.read_text()).encode()
    return read(files("cest-possible", *texts) | {FILE: content}, "c")


def line_of(mark: str, stories: str = "") -> int:
    lines = (stories or STORIES.read_text()).splitlines()
    return next(number for number, line in enumerate(lines, 1) if mark in line)


def test_the_stories_hold():
    charter = with_stories()
    assert len(charter.stories) == 4
    assert findings(LAW, charter) == []


@pytest.mark.parametrize(
    ("mark", "old", "new", "why"),
    [
        ("price: 0 EUR", VAIN, VAIN.replace("price: 0", "price: 9"), "price is 9 EUR, not 0 EUR."),
        ("waits-with: call-back", "  then: call-back\n", "  then: reply\n", "`call-back` does not run."),
        ("name: nobody is free", "  at-most: 90 s\n", "", "the wait has no limit."),
    ],
)
def test_an_edit_of_the_charter_is_told_in_the_story(mark, old, new, why):
    got = findings(LAW, with_stories(old, new))
    assert line_of(mark) in [finding.place.line for finding in got]
    assert any(str(finding.message).endswith(why) for finding in got)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (
            "{agrees: visit}\n  then: {answer: visit, price: 0",
            "{agrees: loan}\n  then: {price: 0",
            "offered.",
        ),
        ("    - {problem: fault}\n" + PLAYED, PLAYED, "does not say what `problem` is."),
        (PLAYED, PLAYED.replace("box", "none"), "cannot end so: fault: none."),
        ("{service: tv, outage: no, swaps: 1}", "{service: tv, outage: yes, swaps: 1}", "the walk is over."),
    ],
)
def test_a_story_that_cannot_be_played_says_why(old, new, why):
    stories = STORIES.read_text()
    assert stories.count(old) >= 1
    got = findings(LAW, with_stories(stories=stories.replace(old, new, 1)))
    assert [(finding.place.line, IN_VAIN in str(finding.message)) for finding in got] == [
        (line_of("name: the box was", stories), True)
    ]
    assert str(got[0].message).endswith(why)


def test_what_must_never_happen_is_seen():
    paid = "{class: premium, per-minute: 0.10 EUR, charged-in: [queue]} "
    got = findings(LAW, with_stories("{class: free} ", paid))
    why = "what must never happen, happened: paid."
    assert [str(finding.message) for finding in got] == [
        f"The story “nobody is free, so she is called back” does not hold: {why}"
    ]


TO_ONE = """
- name: one story
  who: {line: %s, language: en, at: Monday 10:00}
  known: {outage: no, fault: %s, swaps: 1, contacts: 0}
  does: [{asks: for a person}, %s]
  then: {%s}
  never: [%s]
"""
FRONT = "front-desk:   {skills: [first help], languages: {fr: always, en: always}, people: {fr: 24, en: 8}}"
ASKS = "{asks-about: technician-visit}"
LATE = "{asks-about: technician-late}"


def practice(team: str, *acts: str) -> str:
    return team[:-1] + f", in-practice: [{', '.join(acts)}]}}"


def told(does: str, then: str, never: str = "loop", *edit: str, fault: str = "box") -> list[str]:
    """Return what is told of one story that asks for a person on the chat and goes on."""
    got = findings(LAW, with_stories(*edit, stories=TO_ONE % ("chat", fault, does, then, never)))
    return [str(finding.message).split("hold: ")[-1].split("played: ")[-1] for finding in got]


@pytest.mark.parametrize(
    ("does", "then"),
    [
        (ASKS, "answer: visit, because: swap-did-not-help, person: front-desk"),
        (f"{ASKS}, {{agrees: visit}}", "answer: visit, waits-with: visit-kept, person: front-desk"),
        (f"{ASKS}, {{declines: visit}}, {LATE}, {{minutes-late: 3}}", "answer: visit-free"),
        (f"{ASKS}, {LATE}, {{minutes-late: 0}}", "answer: nothing-due, person: front-desk"),
        (f"{{asks-about: box-exchange}}, {ASKS}", "answer: visit"),
    ],
)  # fmt: skip
def test_a_question_is_put_to_the_person_who_is_there(does, then):
    assert told(does, then) == []


def test_what_a_question_needs_and_the_story_does_not_say_is_told():
    assert told("{asks-about: technician-late}", "answer: visit-free") == [
        "The story does not say what `minutes-late` is."
    ]
    assert told(ASKS, "answer: swap") == ["answer is visit, not swap."]


def test_who_is_refused_outside_the_tables_was_refused():
    refuses = practice(FRONT, "{refuse: technician-visit}")
    assert told(ASKS, "answer: visit", "refused", FRONT, refuses) == [
        "answer is -, not visit.",
        "what must never happen, happened: refused.",
    ]
    assert told("{asks-about: box-exchange}", "answer: no", "paid", FRONT, refuses) == []


def test_a_row_for_some_teams_is_told_by_them_alone():
    old = "{id: at-home,         when: {outage: no, fault: home}, answer"
    rows = old.replace("answer", "who: [tv], answer")
    assert told(ASKS, "answer: visit", "loop", old, rows, fault="home") == ["No row of the table applies."]
    assert told(ASKS, "answer: visit", "loop", old, rows.replace("tv", "front-desk"), fault="home") == []


def test_people_do_what_they_do_in_practice_and_nothing_else():
    acts = ("{hand-on: tv}", "{hang-up: after an hour}")
    both = practice(FRONT, *acts)
    assert told("{they: hand on}", "person: tv", "hung up on", FRONT, both) == []
    assert told("{they: hang up}", "solved: no", "hung up on", FRONT, both) == [
        "what must never happen, happened: hung up on."
    ]
    assert told("{they: hang up}", "solved: no") == ["The people of `front-desk` do not do that: hang up."]


def test_a_line_that_is_named_is_dialled():
    as_it_was = read(files("as-it-was"), "as-it-was")
    got = findings(LAW, as_it_was)
    assert [(str(each.place), str(each.message).split("hold: ")[-1]) for each in got][:3] == [
        ("as-it-was/stories/two-months.yaml:6:11", "what must never happen, happened: loop."),
        ("as-it-was/stories/two-months.yaml:9:11", "what must never happen, happened: paid."),
        ("as-it-was/stories/two-months.yaml:9:17", "what must never happen, happened: hung up on."),
    ]
    assert [str(step) for step in got[0].path][:5:4] == [
        "dial +33 1 99 00 00 40 (en, Monday 15:00)",
        "nobody at english-desk speaks the language",
    ]
    assert told("{dials: english}", "solved: no") == ["The people of `front-desk` do not do that: english."]


def test_the_law_grants_ms_carter_some_of_it():
    got = findings(LAW, read(files("legal-minimum-fr"), "legal-minimum-fr"))
    assert [str(each.message) for each in got] == [
        "The story “the box was swapped in vain” does not hold: answer is no, not visit.",
        "The story “the box was swapped in vain” does not hold: what must never happen, happened: refused.",
        "The story “she calls in the evening” does not hold: what must never happen, happened: hung up on.",
    ]


def test_numbers_that_are_only_named_are_not_dialled():
    """Neither in a question for the language, nor while one waits, nor in a no."""
    ask = 'ask: "In which language would you like to be served?"'
    status = "It costs you nothing."
    named = " For English, dial {line.english}."
    assert findings(LAW, with_stories(ask, ask[:-1] + named + '"')) == []
    assert findings(LAW, with_stories(status, status + named)) == []
