"""The stories of the example hold beside the good charter, and what does not hold is told at its place."""

from pathlib import Path

import pytest

from possible.charter import Charter, read
from possible.check.stories import LAW
from tests.core.edits import files, findings

STORIES = Path(__file__).resolve().parents[4] / "examples" / "stories" / "the-tv-box.yaml"
VAIN = "{id: swap-was-in-vain, when: {outage: no, fault: box, swaps: 1 or more}, answer: visit, price: 0 EUR"
PLAYED = "    - {play: tv-no-picture, ends: {fault: box}}\n"
IN_VAIN = "“the box was swapped in vain”"


def with_stories(*texts: str, stories: str = "") -> Charter:
    """Return the good charter after edits, with the stories of the example (or these) beside it."""
    content = (stories or STORIES.read_text()).encode()
    return read(files("cest-possible", *texts) | {"stories/s.yaml": content}, "c")


def line_of(mark: str, stories: str = "") -> int:
    lines = (stories or STORIES.read_text()).splitlines()
    return next(number for number, line in enumerate(lines, 1) if mark in line)


def test_the_stories_hold():
    charter = with_stories()
    assert len(charter.stories) == 3
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
