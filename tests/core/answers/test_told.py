"""The answer in the customer's language: whole sentences, sums as they are written there, gaps that say their name."""

from __future__ import annotations

import pytest

from possible.answers import decide, in_language, named, told
from possible.charter import load
from possible.values import Language, Money
from tests.core.edits import CHARTERS, edited

FR, EN = Language("fr"), Language("en")


@pytest.fixture(scope="module")
def good():
    return load(str(CHARTERS / "cest-possible"))


def say(charter, question, language, **facts):
    known = {name.replace("_", "-"): value for name, value in facts.items()}
    return told(charter, decide(charter, question, known), language)


def test_an_offer_says_its_price_and_its_reason(good):
    known = {"outage": "no", "fault": "box", "swaps": "1"}
    answer = decide(good, "technician-visit", known)
    assert told(good, answer, FR) == (
        "Un technicien peut venir ‹window›. Prix\u00a0: 0,00\u00a0€, car le décodeur a déjà été échangé et la "
        "panne demeure\u00a0: le décodeur n’est pas en cause. Ce prix ne changera pas."
    )
    moment = {"window": "tomorrow from 8 to 10"}
    assert told(good, answer, EN, moment) == (
        "A technician can come tomorrow from 8 to 10. Price: €0.00, because the box has already been exchanged "
        "and the fault is still there: it is not the box. This price will not change."
    )


def test_a_no_says_what_instead_and_where_to_appeal(good):
    assert say(good, "technician-visit", EN, outage="yes") == (
        "We do not offer you a technician’s visit, because the fault is in our network, in your area: a technician "
        "at your home could not change it. What we offer is this: We give you news of the outage before ‹time›, then "
        "every day. If not, we credit you €5.00. If you disagree, ask for the duty supervisor, now or before ‹time›, "
        "and then, if need be, turn, free of charge, to the electronic communications ombudsman."
    )


@pytest.mark.parametrize(
    ("question", "facts", "expected"),
    [
        ("visit-soon", {"fragile": "yes"}, "Today or tomorrow. You are registered as a priority customer."),
        (
            "technician-late",
            {"minutes-late": "0"},
            "Nothing is due. The technician arrived within the agreed window.",
        ),
    ],
)
def test_other_answers_are_whole_sentences(good, question, facts, expected):
    assert told(good, decide(good, question, facts), EN) == expected


def test_an_answer_that_holds_its_reason_says_it_once():
    charter = edited(
        "cest-possible",
        'today-or-tomorrow: "today or tomorrow"',
        'today-or-tomorrow: "Today or tomorrow, because {because}"',
    )
    assert (
        say(charter, "visit-soon", EN, fragile="yes")
        == "Today or tomorrow, because you are registered as a priority customer."
    )


def test_there_is_nothing_to_tell_without_an_answer(good):
    assert say(good, "technician-visit", EN) == ""


def test_a_wording_that_lacks_says_its_key():
    story = load(str(CHARTERS / "as-it-was"))
    assert say(story, "lend-a-box", FR) == "⟨words/fr.yaml: no.form⟩"
    assert (
        say(story, "priority", EN, contacts="0", days_without="0")
        == "⟨words/en.yaml: answers.usual⟩ ⟨words/en.yaml: because.usual-delay⟩"
    )
    assert say(story, "lend-a-box", Language("de")) == "⟨words/de.yaml: no.form⟩"


def test_a_no_without_reason_leaves_a_hole_that_is_seen():
    charter = edited(
        "cest-possible", "answer: no, because: outage-under-repair, instead: outage-news}", "answer: no}"
    )
    text = say(charter, "technician-visit", EN, outage="yes")
    assert text.startswith(
        "We do not offer you a technician’s visit, because … What we offer is this: …. If you disagree,"
    )


def test_a_way_on_that_is_not_there_is_no_traceback():
    charter = edited(
        "cest-possible",
        "because: outage-under-repair, instead: outage-news}",
        "because: outage-under-repair, instead: nothing-here}",
    )
    assert "What we offer is this: ⟨nothing-here⟩." in say(charter, "technician-visit", EN, outage="yes")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("visit", "a technician’s visit"),
        ("box-exchange", "an exchange of the TV box"),
        ("accounts", "a talk with the billing and contracts team"),
        ("english", "Customer service in English"),
        (
            "visit-kept",
            "The technician arrives ‹window›. If not, the visit is free and we credit you €32.00.",
        ),
    ],
)
def test_names_are_those_of_the_catalogue(good, name, expected):
    assert named(good, name, EN) == expected


@pytest.mark.parametrize(
    ("owed", "credit"),
    [
        ("{credit: 6 EUR}", "€6.00"),
        ("{credit: [10 EUR, 1/5 of the monthly price]}", "‹credit›"),
        ("{credit: 1/5 of the monthly price}", "‹credit›"),
        ("{fee: waived}", "‹credit›"),
    ],
)
def test_a_credit_is_said_where_it_is_one_sum(owed, credit):
    charter = edited(
        "cest-possible",
        "within: the window, else: {credit: 32 EUR, fee: waived}",
        f"within: the window, else: {owed}",
    )
    assert named(charter, "visit-kept", EN).endswith(f"the visit is free and we credit you {credit}.")
    silent = edited(
        "cest-possible", "within: the window, else: {credit: 32 EUR, fee: waived}", "within: the window"
    )
    assert named(silent, "visit-kept", EN).endswith("we credit you ‹credit›.")


@pytest.mark.parametrize(
    ("cents", "currency", "language", "expected"),
    [
        (11900, "EUR", "fr", "119,00\u00a0€"),
        (11900, "EUR", "en", "€119.00"),
        (123456789, "EUR", "fr", "1\u202f234\u202f567,89\u00a0€"),
        (123456, "USD", "en", "$1,234.56"),
        (123456, "EUR", "de", "1.234,56\u00a0€"),
        (250, "CHF", "fr", "2,50\u00a0CHF"),
        (250, "CHF", "en", "CHF\u00a02.50"),
        (-250, "EUR", "fr", "-2,50\u00a0€"),
        (5, "EUR", "pt-BR", "0,05\u00a0€"),
        (250, "EUR", "eo", "2.50\u00a0€"),
    ],
)
def test_sums_are_written_as_the_language_writes_them(cents, currency, language, expected):
    assert in_language(Money(cents, currency), Language(language)) == expected
