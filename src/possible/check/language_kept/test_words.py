"""Words: each line of the catalogues is needed, and what is needed is said alike in every language."""

import pytest

from possible.charter import read
from possible.check import Subject
from possible.check.language_kept import LAW, missing
from possible.check.language_kept.differ import key_of
from possible.values import Level
from tests.core.edits import edited, files, findings, finds, found, line_of, silent

BONJOUR = "Bonjour, vous êtes chez {company}."
# Of the glossary, which no sentence needs; and what systems measure, which is never asked.
FREE = {
    "terms.steady",
    "terms.blinking",
    *(f"ask.line-test.{value}" for value in ("good", "bad")),
    *(f"ask.allowance.{value}" for value in ("left", "used-up")),
    *(f"ask.wifi-channel.{value}" for value in ("free", "crowded")),
}
CATALOGUES = files("cest-possible")
FLOWERS = "{fee: 0 EUR, by: counter, within: 1 day, promise: new-box}"


def lines_of(tag):
    """Return for each line of a catalogue the keys of the texts on it."""
    charter = edited("cest-possible")
    found_ = {}
    for text in charter.words[tag].texts:
        place = charter.place("words", tag, *key_of(text))
        found_.setdefault(place.line, []).append(text)
    return charter, found_


@pytest.mark.parametrize("tag", ["fr", "en"])
def test_every_line_of_a_catalogue_is_needed(tag, monkeypatch):
    monkeypatch.setattr(
        missing, "way_in", lambda *_: ()
    )  # paths are looked at elsewhere, and take their time
    charter, lines = lines_of(tag)
    words = charter.words[tag]
    assert len(lines) > 120
    silent_ = set()
    for keys in lines.values():
        rest = {text: wording for text, wording in words.texts.items() if text not in keys}
        lost = charter.with_(words=charter.words | {tag: type(words)(words.language, rest)})
        places = [broken.place.file for broken in missing.find(Subject(lost))]
        if places != [f"cest-possible/words/{tag}.yaml"]:
            silent_ |= set(keys)
    assert silent_ == FREE


def test_a_missing_text_is_told_where_it_should_stand():
    english = CATALOGUES["words/en.yaml"].decode().splitlines(keepends=True)
    greeting = next(line for line in english if line.startswith("  greeting:"))
    finding = finds(LAW, "words-missing", "say:", greeting, "", file="en.yaml")
    said = edited("cest-possible").place("paths", "welcome", "steps", "1", "say")
    assert str(finding.message) == (f"`say.greeting` has no text in `en`, and {said} says it.")
    assert str(finding.attempt) == "write `say.greeting` in `cest-possible/words/en.yaml`"
    assert "(en, " in str(finding.path[0])


@pytest.mark.parametrize(
    ("mark", "old", "new", "file"),
    [
        ("  problem:", ', leaving: "Résilier"', "", "fr.yaml"),
        ("  service: {tv", 'ask: "What does not work?", ', "", "en.yaml"),
        ("  swap:", 'swap: {name: "l’échange du décodeur", ', "swap: {", "fr.yaml"),
        ("  swap:", 'name: "l’échange du décodeur"', 'name: ""', "fr.yaml"),
        ("  language:", "fr: Français, en: Anglais}", "fr: Français}", "fr.yaml"),
        ("because: usual-delays", "because: usual-delay}", "because: usual-delays}", "charter.yaml"),
        ("say: received", "      - say: complaint-received\n", "      - say: received\n", "charter.yaml"),
        ("do: use-the-cable", "    do: use-ethernet\n", "    do: use-the-cable\n", "tv-no-picture.yaml"),
        ("  flowers:", "  swap:        {fee", f"  flowers: {FLOWERS}\n  swap:        {{fee", "charter.yaml"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_once_at_its_cause(mark, old, new, file):
    got = [
        finding
        for finding in findings(LAW, edited("cest-possible", old, new))
        if finding.rule == "words-missing"
    ]
    where = line_of(mark, "cest-possible", old, new, file=file)
    assert [f"{finding.place.file}:{finding.place.line}" for finding in got] == [where]


def test_a_language_without_a_catalogue_cannot_be_chosen_either():
    texts = ("languages: [fr, en] ", "languages: [fr, en, es] ")
    got = [
        finding
        for finding in findings(LAW, edited("cest-possible", *texts))
        if finding.rule == "words-missing"
    ]
    assert [str(finding.message) for finding in got] == [
        "`es` is promised, and there is no catalogue `cest-possible/words/es.yaml`.",
        "No catalogue has a text for `ask.language.es`, which is said here.",
    ]
    assert str(got[0].place) == f"{line_of('languages: [fr, en, es]', 'cest-possible', *texts)}:21"


@pytest.mark.parametrize("catalogue", ["words/fr.yaml", "words/en.yaml"])
def test_a_missing_catalogue_is_told_once(catalogue):
    rest = {name: content for name, content in CATALOGUES.items() if name != catalogue}
    line = line_of("languages: [fr, en] ", "cest-possible")
    assert found(LAW, read(rest, "cest-possible")) == [("words-missing", line)]


def test_a_missing_section_is_told_once():
    lines = CATALOGUES["words/en.yaml"].decode().split("\nanswers:\n")
    without_answers = lines[0] + "\n" + lines[1][lines[1].index("because:") :]
    charter = read(CATALOGUES | {"words/en.yaml": without_answers.encode()}, "cest-possible")
    got = findings(LAW, charter)
    assert [(finding.rule, finding.place.line) for finding in got] == [("words-missing", 2)]
    assert str(got[0].message).startswith("`answers` has no text in `en`")


def test_what_only_one_language_hears_needs_one_language():
    path = "  letter:\n    person: front-desk\n"
    german = (
        "  lettre-fr:\n    person: front-desk\n    steps:\n      - say: bienvenue\n      - promise: reply\n"
        + path
    )
    mail = "    mail: service@pamplemousse.example\n"
    line = mail + "    languages: [fr]\n"
    texts = (path, german, '  letter-received: "Nous', '  bienvenue: "Bienvenue."\n  letter-received: "Nous')
    assert found(LAW, edited("cest-possible", *texts))[0] == (
        "words-missing",
        line_of("say:", "cest-possible", *texts, file="en.yaml"),
    )
    opens = (mail + "    for: [bills, changes, complaints, leaving]\n    opens: letter\n",
             line + "    for: [bills, changes, complaints, leaving]\n    opens: lettre-fr\n")  # fmt: skip
    silent(LAW, *texts, *opens)


@pytest.mark.parametrize(
    ("mark", "old", "new", "file"),
    [
        ("  outage-known:", "; we expect it to be over at about {estimate}.", ".", "en.yaml"),
        (
            "  complaint-received:",
            "porte le numéro {reference}. Nous vous",
            "est reçue. Nous vous",
            "fr.yaml",
        ),
        ("  form:", "because {because} What", "What", "en.yaml"),
        (
            "  visit: {name",
            "A technician can come {window}. Price",
            "A technician can come. Price",
            "en.yaml",
        ),
        ("  visit: {name", "{price}, car {because} Ce prix", "Ce prix", "fr.yaml"),
        ("  greeting:", "This call is free", "This call is free, {line.chat}", "fr.yaml"),
        ("  greeting:", "This call is free", "This call is free, {line.nowhere}", "en.yaml"),
        ("  visit-kept:", "arrive {window}. Sinon, la", "arrive {créneau}. Sinon, la", "fr.yaml"),
        ("  tv: ", "tv: the TV team", "tv: the TV team {team}", "en.yaml"),
        ("  reseat-hdmi:", "Unplug the HDMI cable", "Unplug {cable}", "en.yaml"),
    ],
)
def test_one_language_says_less_or_more(mark, old, new, file):
    texts = (old, new)
    got = [
        finding
        for finding in findings(LAW, edited("cest-possible", *texts))
        if finding.rule == "placeholders-differ"
    ]
    wanted = line_of(mark, "cest-possible", *texts, file=file)
    assert {f"{finding.place.file}:{finding.place.line}" for finding in got} == {wanted}


def test_a_number_in_digits_is_the_line_that_it_belongs_to():
    french = (BONJOUR, BONJOUR + " Notre numéro est le {line.service}.")
    hello = "Hello, this is {company}."
    silent(LAW, *french, hello, hello + " Our number is +33 1 99 00 00 39.")
    ask = ("Que pouvons-nous faire pour vous", "Que pouvons-nous (01 99 00 00 39) faire pour vous")
    finds(LAW, "placeholders-differ", "  problem: {ask", *ask, file="en.yaml")
    finding = finds(LAW, "placeholders-differ", "  greeting:", *french, file="en.yaml")
    assert str(finding.message) == "`say.greeting` says {line.service} in `fr` and not in `en`."


@pytest.mark.parametrize(
    ("key", "edits"),
    [
        ("no.form", ("car {because} Nous", "car Nous", "because {because} What", "because What")),
        ("no.person", ("un entretien avec {team}", "un entretien", "a talk with {team}", "a talk")),
        ("no.appeal", (", puis, si besoin, {outside}", "", ", and then, if need be, {outside}", "")),
        ("waiting.call-back-offer",
         ("rappeler avant {time}", "rappeler", "can call you back before {time}", "can")),
        ("promises.visit-kept",
         ("arrive {window}. Sinon, la", "Sinon, la", "arrives {window}. If not, the", "If not, the")),
        ("remedies.visit.offer", ("peut venir {window}. Prix", "Prix", "can come {window}. Price", "Price")),
    ],
)  # fmt: skip
def test_what_a_text_is_there_to_say_must_be_said(key, edits):
    got = findings(LAW, edited("cest-possible", *edits))
    assert [finding.rule for finding in got] == ["placeholders-differ"] * 2
    assert [finding.place.file for finding in got] == [
        f"cest-possible/words/{tag}.yaml" for tag in ("en", "fr")
    ]
    assert all(str(finding.message).startswith(f"`{key}` says {{") for finding in got)


@pytest.mark.parametrize(
    ("mark", "old", "new"),
    [
        ("  sorry:", '  letter-received: "We', '  sorry: "Sorry."\n  letter-received: "We'),
        ("  too-bad:", '  it-happens: "it', '  too-bad: "so it is."\n  it-happens: "it'),
        ("  nobody:", "  front-desk: the", "  nobody: nobody\n  front-desk: the"),
        ("  music:", '  call-back-offer: "You', '  music: "La la."\n  call-back-offer: "You'),
        ("  maybe:", '  person: "a talk', '  maybe: "Perhaps."\n  person: "a talk'),
        ("  problem: {ask", ', leaving: "End', ', gone: "Gone", leaving: "End'),
        ("  colour: {ask", '  problem: {ask: "What', '  colour: {ask: "Which?"}\n  problem: {ask: "What'),
        ("  swap: {name", 'of the TV box", offer: "Your', 'of the TV box", slogan: "New!", offer: "Your'),
    ],
)  # fmt: skip
def test_what_nobody_says_is_a_warning(mark, old, new):
    assert finds(LAW, "words-unused", mark, old, new, file="en.yaml").level is Level.WARNING


def test_a_fact_that_only_a_guided_repair_has_may_have_a_name():
    mark, name = 'minutes-late: "Minutes late"', "line-test"
    assert f'{name}: "Test of the line"' in CATALOGUES["words/en.yaml"].decode()
    assert finds(LAW, "words-unused", mark, mark, f'{mark}, line-tset: "Test"', file="en.yaml")


def test_a_catalogue_of_a_language_that_is_not_promised_is_told_once():
    more = CATALOGUES | {"words/de.yaml": b"language: Deutsch\nsay: {greeting: Hallo.}\n"}
    got = findings(LAW, read(more, "cest-possible"))
    assert [(finding.rule, finding.level, finding.place.file) for finding in got] == [
        ("words-unused", Level.WARNING, "cest-possible/words/de.yaml")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BONJOUR, "Bonjour et bienvenue chez {company}."),
        ("  blinking: clignotant\n", ""),
        ("language: Français\n", "language: français\n"),
        ("Votre réclamation porte le numéro {reference}.", "{reference} : c’est votre réclamation."),
        ("  status-every: 30 s\n", "  status-every: 20 s\n"),
    ],
)
def test_other_wording_is_silent(old, new):
    silent(LAW, old, new)


def test_a_third_language_with_all_its_words_is_silent_about_words():
    charter = edited("cest-possible", "languages: [fr, en] ", "languages: [fr, en, de] ")
    words = charter.words["en"]
    more = {f"ask.language.{tag}": words.texts["ask.language.fr"] for tag in ("de",)}
    full = {tag: type(words)(found_.language, found_.texts | more) for tag, found_ in charter.words.items()}
    rules = {rule for rule, _ in found(LAW, charter.with_(words=full | {"de": full["en"]}))}
    assert not rules & {"words-missing", "placeholders-differ", "words-unused"}


def test_as_it_was_english_was_half_there():
    rules = [rule for rule, place in found(LAW, edited("as-it-was")) if "words/en" in place]
    assert rules.count("words-missing") == 14
    assert rules.count("placeholders-differ") == 1
