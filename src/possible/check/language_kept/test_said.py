"""Sentences of findings about words, the keys of texts, and who hears a path: told exactly."""

import pytest

from possible.check.language_kept import LAW
from possible.check.language_kept.differ import key_of
from possible.check.language_kept.heard import languages_heard
from tests.core.edits import edited, findings, finds, found

PATHS = "paths:\n  welcome:\n"


def path(name, steps):
    return PATHS, PATHS.replace("welcome", f"{name}: {{steps: [{steps}]}}\n  welcome")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ask.problem.fault", ("ask", "problem", "fault")),
        ("remedies.visit.offer", ("remedies", "visit", "offer")),
        ("consents.recording.ask", ("consents", "recording", "ask")),
        ("remedies.visit", ("remedies", "visit")),
        ("say.greeting", ("say", "greeting")),
        ("say.greeting.night", ("say", "greeting.night")),
    ],
)
def test_a_text_has_a_section_a_name_and_perhaps_a_word(text, key):
    assert key_of(text) == key


def test_a_fact_that_one_language_leaves_out_is_told_of_both():
    french = "arrive {window}. Sinon, la", "arrive. Sinon, la"
    finding = finds(LAW, "placeholders-differ", "  visit-kept:", *french, file="fr.yaml")
    assert str(finding.message) == "`promises.visit-kept` says {window} in `en` and not in `fr`."
    assert str(finding.attempt) == ("say {window} in `promises.visit-kept` of `cest-possible/words/fr.yaml`")


def test_a_gap_that_nothing_fills_is_told_with_those_that_are_filled():
    def attempts(*texts):
        got = findings(LAW, edited("cest-possible", *texts))
        return [str(each.attempt) for each in got if str(each.message).startswith("Nothing fills")]

    assert attempts("tv: the TV team", "tv: the {team}") == [
        "write the words themselves: a name has no placeholders"
    ]
    (filled,) = attempts("A technician can come {window}.", "Come {windov}.")
    assert filled.startswith("one of {agent}, {amount}, ")
    assert filled.endswith(", {window}")
    assert "{line." not in filled


@pytest.mark.parametrize(
    "steps",
    [
        "{say: greeting}",
        "{send-to: service}",
        "{hang-up: closed}",
        "{go: short}",
        "{ask: problem, to: {fault: short}}",
    ],
)
def test_who_is_not_served_need_not_be_asked(steps):
    opens = "    opens: shop-counter\n", "    opens: short\n"
    got = found(LAW, edited("cest-possible", *opens, *path("short", steps)))
    assert [rule for rule, _ in got if rule == "never-asked"] == []


@pytest.mark.parametrize(
    "steps",
    [
        "{play: no-internet}, {ask: language}",
        "{ask: problem, to: {fault: short, bill: ended, complaint: late, leaving: ended}}",
    ],
)
def test_whoever_is_served_must_be_asked_before(steps):
    opens = "    opens: shop-counter\n", "    opens: short\n"
    new = path("short", steps)
    more = "  ended: {steps: [{say: greeting}]}\n"
    more += "  late: {steps: [{say: greeting}, {say: greeting}, {say: greeting}, {queue: tv}]}\n  welcome"
    got = found(LAW, edited("cest-possible", *opens, new[0], new[1].replace("  welcome", more)))
    assert [rule for rule, _ in got if rule == "never-asked"] == ["never-asked"]


def test_a_path_is_heard_in_the_languages_of_the_lines_that_lead_to_it():
    charter = edited("cest-possible")
    assert set(languages_heard(charter).values()) == {frozenset({"fr", "en"})}
