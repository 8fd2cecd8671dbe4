"""Which words a charter needs, every way on that it writes, and the placeholders of its texts."""

import pytest

from possible.charter.placeholders import BY_SECTION, OF_A_NO, is_name, may, must
from possible.charter.ways import ways
from possible.charter.wording import Need, needs
from tests.core.edits import CHARTERS, edited, files

PAGE = (CHARTERS.parent / "docs" / "reference" / "words.md").read_text(encoding="utf-8")
NAMES = ("cest-possible", "legal-minimum-fr", "as-it-was")


@pytest.fixture(scope="module")
def charter():
    return edited("cest-possible")


@pytest.mark.parametrize("name", NAMES)
def test_every_way_on_stands_where_it_says(name):
    charter = edited(name)
    lines = {f"{name}/{path}": content.decode().splitlines() for path, content in files(name).items()}
    found = list(ways(charter))
    assert len(found) == len({key for key, _ in found}) > 15
    for key, way in found:
        place = charter.place(*key)
        assert way in lines[place.file][place.line - 1], key


@pytest.mark.parametrize("name", NAMES)
def test_every_need_stands_where_it_says(name):
    charter = edited(name)
    for need in needs(charter).values():
        assert need.at in charter.source.places, need


def test_a_sentence_of_one_path_knows_its_path(charter):
    assert needs(charter)["say", "letter-received"] == Need(
        ("say", "letter-received"), ("paths", "letter", "steps", "1", "say"), frozenset({"letter"})
    )


def test_a_sentence_of_two_paths_knows_both_and_what_people_say_is_said_everywhere():
    said = ("      - say: complaint-received\n", "      - say: letter-received\n")
    found = needs(edited("cest-possible", *said))["say", "letter-received"]
    assert found.paths == {"complaint", "letter"}
    tv = ("tv:           {skills: [tv], ", "tv: {in-practice: [{say: letter-received}], skills: [tv], ")
    assert needs(edited("cest-possible", *tv))["say", "letter-received"].paths == frozenset()


def test_a_charter_of_one_language_needs_no_word_for_it(charter):
    alone = charter.with_(languages=("fr",))
    assert ("ask", "language", "ask") in needs(charter)
    assert not any(key[:2] == ("ask", "language") for key in needs(alone))


def test_what_nobody_asks_the_customer_needs_no_words(charter):
    needed = needs(charter)
    assert ("ask", "service", "tv") in needed
    assert ("ask", "fault", "box") in needed
    assert ("ask", "fault", "ask") not in needed
    assert not any(key[:2] in {("ask", "outage"), ("ask", "line-test"), ("ask", "swaps")} for key in needed)


def test_waits_without_a_status_or_a_call_back_say_nothing(charter):
    quiet = charter.with_(waiting=type(charter.waiting)(), paths={})
    assert not any(key[0] == "waiting" for key in needs(quiet))
    step = charter.with_(waiting=type(charter.waiting)())
    assert needs(step)["waiting", "call-back-offer"].at == ("paths", "complaint", "steps", "1", "then")


def test_the_frame_of_a_no_is_needed_where_there_is_one(charter):
    assert {key for key in needs(charter) if key[0] == "no"} == {
        ("no", "form"),
        ("no", "person"),
        ("no", "appeal"),
    }
    kind = {"visit-soon": charter.questions["visit-soon"]}
    assert not any(key[0] == "no" for key in needs(charter.with_(questions=kind)))


@pytest.mark.parametrize(
    ("key", "gap", "fits"),
    [
        (("remedies", "visit", "offer"), "price", True),
        (("remedies", "visit", "name"), "price", False),
        (("say", "greeting"), "price", False),
        (("say", "greeting"), "line.english", True),
        (("say", "greeting"), "line.spanish", False),
        (("teams", "tv"), "line.english", False),
        (("promises", "repair"), "credit", True),
        (("no", "form"), "asked", True),
        (("no", "appeal"), "asked", False),
        (("no", "never"), "team", False),
        (("ask", "problem", "ask"), "company", True),
        (("ask", "problem", "fault"), "company", False),
        (("strange", "key"), "company", False),
    ],
)
def test_the_closed_list(charter, key, gap, fits):
    assert (gap in may(charter, key)) is fits


def test_an_action_has_the_gaps_that_its_step_fills():
    act = ("    do: use-ethernet\n", "    do: use-ethernet\n    with: {cable: cable}\n")
    filled = edited("cest-possible", *act)
    assert "cable" in may(filled, ("do", "use-ethernet"))
    assert "cable" not in may(filled, ("do", "restart-box"))
    terms = edited("cest-possible", *act, "  decoder: TV box\n", "  decoder: TV box\n  cable: cable\n")
    assert ("terms", "cable") in needs(terms)
    assert ("terms", "cable") not in needs(filled)


def test_a_priced_consent_says_its_price(charter):
    name = charter.consents[0]
    act = ("    do: use-ethernet\n", f"    do: use-ethernet\n    consent: {name}\n    price: 2 EUR\n")
    assert must(edited("cest-possible", *act), ("consents", name, "ask")) == {"price"}
    assert must(charter, ("consents", name, "ask")) == frozenset()


def test_names_have_no_gaps():
    assert is_name(("lines", "service"))
    assert is_name(("ask", "problem", "fault"))
    assert not is_name(("ask", "problem", "ask"))
    assert not is_name(("remedies", "visit", "offer"))


@pytest.mark.parametrize(
    ("name", "gaps"), [*BY_SECTION.items(), *((f"no.{word}", gaps) for word, gaps in OF_A_NO.items())]
)
def test_the_reference_lists_the_placeholders(name, gaps):
    assert f"| `{name}` | {' '.join(f'`{{{gap}}}`' for gap in sorted(gaps))} |\n" in PAGE
