"""Every kind of fault, with its exact place, its sentence and what to try; and all of them in one run."""

import pytest

from tests.core.charter.small import FILES, faults, faults_of, files

WORDS = "words/en.yaml"


def test_the_small_charter_can_be_read():
    assert faults() == []


KEYS = [
    ("unknown-key", ("at-most: 90 s", "at-mots: 90 s"), "charter.yaml:27:11 unknown-key: The key `at-mots` is not known here. | did you mean `at-most`?"),
    ("missing-key", ("company: Pamplemousse\n", ""), "charter.yaml:1:1 missing-key: The key `company` is missing here."),
    ("missing-key", ("from: asked, until: called", "from: asked"), "charter.yaml:46:3 missing-key: The key `until` is missing here."),
    ("missing-key", ("{id: first, when", "{when"), "charter.yaml:40:9 missing-key: The key `id` is missing here."),
    ("unknown-key", ("- play: box", "- plai: box"), "charter.yaml:33:9 unknown-key: Nothing that is known is done here; write one of `say`, `ask`, `play`, `decide`, `queue`, `go`, `hand-on`, `send-to`, `promise`, `hang-up`. | did you mean `play`?"),
    ("unknown-key", ("- play: box", "- play: box\n        when: never"), "charter.yaml:34:9 unknown-key: The key `when` is not known here. | one of: `play`, `solved`"),
    ("unknown-key", ("- refuse: visit-wanted", "- refues: visit-wanted"), "charter.yaml:25:9 unknown-key: Nothing that is known is done here; write one of `refuse`, `hand-on`, `hang-up`, `say`. | did you mean `refuse`?"),
    ("unknown-key", ("do: plug-in", "does: plug-in"), "playbooks/box.yaml:10:5 unknown-key: Nothing that is known is done here; write one of `ask`, `do`, `play`, `decide`, `conclude`, `hand-on`, `end`. | did you mean `do`?"),
    ("unknown-key", ("because: {soon", "becuase: {soon"), "words/en.yaml:6:1 unknown-key: The section `becuase` is not known in a catalogue. | did you mean `because`?"),
    ("missing-key", ("language: English\n", ""), "words/en.yaml:1:1 missing-key: The key `language` is missing here. | the name of the language, in that language: `language: English`"),
    ("unknown-key", ("who: {line: service,", "who: {lines: service, line: service,"), "stories/first.yaml:2:9 unknown-key: The key `lines` is not known here. | did you mean `line`?"),
]  # fmt: skip
TYPES = [
    ("wrong-type", ("languages: [fr, en]", "languages: fr"), "charter.yaml:7:12 wrong-type: Here stands a text, where a list is needed."),
    ("wrong-type", ("{mon-sat: 08:00-20:00}", "[mon-sat]"), "charter.yaml:9:9 wrong-type: Here stands a list, where a mapping is needed."),
    ("wrong-type", ("languages: [fr, en]", "languages:"), "charter.yaml:7:11 wrong-type: Here stands nothing, where a list is needed."),
    ("wrong-type", ("company: Pamplemousse", "company: [Pamplemousse]"), "charter.yaml:2:10 wrong-type: Here stands a list, where a text is needed."),
    ("wrong-type", ("company: Pamplemousse", "company: {name: P}"), "charter.yaml:2:10 wrong-type: Here stands a mapping, where a text is needed."),
    ("wrong-type", ("- play: box", "- play"), "charter.yaml:33:9 wrong-type: Here stands a text, where a mapping is needed."),
    ("wrong-type", ("to: {tv: next, bill: call-back}", "to: [next]"), "charter.yaml:32:13 wrong-type: Here stands a list, where a way on for each value, such as `{yes: …, no: next}`, is needed."),
    ("wrong-type", ("{is: 0 or more, from", "{is: {}, from"), "charter.yaml:14:15 wrong-type: Here stands a mapping, where a list or a text is needed."),
    ("wrong-type", ('say: {hello: "Hello {name}."}', "say: [hello]"), "words/en.yaml:2:6 wrong-type: Here stands a list, where a mapping is needed."),
    ("wrong-type", ("tv: TV, bill", "tv: [TV], bill"), "words/en.yaml:4:31 wrong-type: Here stands a list, where a text is needed."),
]  # fmt: skip
VALUES = [
    ("wrong-value", ("charter: 1", "charter: 2"), "charter.yaml:1:10 wrong-value: This is version 1 of the charter language. | write `charter: 1`"),
    ("wrong-value", ("company: Pamplemousse", "company: "), "charter.yaml:2:9 wrong-value: Nothing is written here."),
    ("wrong-value", ("2026-12-01", "2026-13-01"), "charter.yaml:3:10 wrong-value: `2026-13-01` is no date; write `2026-12-01`."),
    ("wrong-value", ("2026-12-01", "20261201"), "charter.yaml:3:10 wrong-value: `20261201` is no date; write `2026-12-01`."),
    ("wrong-value", ("market: FR", "market: France"), "charter.yaml:4:9 wrong-value: `France` is no country; write `FR` or `US-NY`."),
    ("wrong-value", ("Europe/Paris", "Europe/Pariss"), "charter.yaml:5:11 wrong-value: `Europe/Pariss` is no time zone; write `Europe/Paris`."),
    ("wrong-value", ("Europe/Paris", "Europe"), "charter.yaml:5:11 wrong-value: `Europe` is no time zone; write `Europe/Paris`."),
    ("wrong-value", ("Europe/Paris", "../etc/passwd"), "charter.yaml:5:11 wrong-value: `../etc/passwd` is no time zone; write `Europe/Paris`."),
    ("wrong-value", ("languages: [fr, en]", "languages: [fr, fr, en]"), "charter.yaml:7:12 wrong-value: Write each promised language once, and one at least."),
    ("wrong-value", ("languages: [fr, en]", "languages: [fr, english]"), "charter.yaml:7:17 wrong-value: `english` is no language tag; write `fr`, `en` or `pt-BR`."),
    ("wrong-value", ("mon-sat: 08:00-20:00", "mon-saturday: 08:00-20:00"), "charter.yaml:9:10 wrong-value: `mon-saturday` names no days; write `mon-fri`, `sat`, `holidays` or `every-day`."),
    ("wrong-value", ("mon-sat: 08:00-20:00", "mon-sat: 8-20"), "charter.yaml:9:19 wrong-value: `8-20` are no hours; write `08:00-20:00` or `08:00-12:00, 14:00-18:00`."),
    ("wrong-value", ("mon-sat: 08:00-20:00", "mon-sat: 08:00-20:00, sat: 10:00-12:00"), "charter.yaml:9:32 wrong-value: `sat` names a day that has its hours already."),
    ("wrong-value", ("mon-sat: 08:00-20:00", "mon-sat: '08:00-20:00, 19:00-21:00'"), "charter.yaml:9:3 wrong-value: These hours overlap or run backwards."),
    ("wrong-value", ("per-minute: 0.03 EUR", "per-minute: 3 cents"), "charter.yaml:11:42 wrong-value: `3 cents` is no sum of money; write `2.50 EUR`."),
    ("wrong-value", ("class: geographic", "class: geografic"), "charter.yaml:11:18 wrong-value: `geografic` is not one of the words that can stand here. | did you mean `geographic`?"),
    ("wrong-value", ("charged-in: [talk]", "charged-in: [tolk]"), "charter.yaml:11:65 wrong-value: `tolk` is not one of the words that can stand here. | did you mean `talk`?"),
    ("wrong-value", (", charged-in: [talk]", ""), "charter.yaml:11:3 wrong-value: A price per minute needs `charged-in`: the phases in which it runs. | name them: `charged-in: [talk]`"),
    ("wrong-value", ("[tv, bill], from", "[tv, tv], from"), "charter.yaml:13:17 wrong-value: A list of choices needs words that differ."),
    ("wrong-value", ("is: 0 or more", "is: some"), "charter.yaml:14:15 wrong-value: `some` says nothing about what the fact can be. | write a list of words, `yes/no`, `0 or more`, `1 to 5` or `0 EUR or more`"),
    ("wrong-value", ("is: 0 or more", "is: 0 USD or more"), "charter.yaml:14:15 wrong-value: This sum is in USD; the charter counts in EUR."),
    ("wrong-value", ("phone: +33 1 99 00 00 39", "phone: 3900"), "charter.yaml:16:3 wrong-value: `3900` is no number in international form; write `+33 1 99 00 00 39`."),
    ("wrong-value", ("    tariff: basic\n", ""), "charter.yaml:16:3 wrong-value: A phone line says what a call costs: `tariff`. | `tariff: free` when it costs nothing"),
    ("wrong-value", ("chat: {chat: p", "chat: {tariff: free, chat: p"), "charter.yaml:19:3 wrong-value: Only a phone line has a tariff, a way of picking up, keys or refunds."),
    ("wrong-value", ("chat: {chat: p", "chat: {mail: x, chat: p"), "charter.yaml:19:3 wrong-value: A line has one address: `phone`, `chat`, `video`, `mail` or `place`."),
    ("wrong-value", ("languages: [fr]}", "languages: [de]}"), "charter.yaml:19:55 wrong-value: Here stands the language `de`, which the charter does not promise. | add it to `languages` at the top"),
    ("wrong-value", ("people: {fr: 4}", "people: {fr: four}"), "charter.yaml:23:18 wrong-value: `four` is no whole number from 0 to 1000000."),
    ("wrong-value", ("visits: yes", "visits: true"), "charter.yaml:26:25 wrong-value: `true` is not one of the words that can stand here. | one of: `no`, `yes`"),
    ("wrong-value", ("at-most: 90 s", "at-most: 90"), "charter.yaml:27:20 wrong-value: `90` is no length of time; write `90 s`, `2 h` or `3 working days`."),
    ("wrong-value", ("swaps: 1 or more}, answer", "swaps: often}, answer"), "charter.yaml:41:48 wrong-value: `often` is no number, sum, length of time or date."),
    ("wrong-value", ("swaps: 1 or more}, answer", "swaps: 3 to 1}, answer"), "charter.yaml:41:48 wrong-value: `3 to 1` runs backwards."),
    ("wrong-value", ("asks: [problem, swaps]", "asks: [problem, swaps, swaps]"), "charter.yaml:36:3 wrong-value: A question asks each fact once."),
    ("wrong-value", ("answers: [later]", "answers: [later, no]"), "charter.yaml:36:3 wrong-value: `no` is the refusal; it cannot be one of the `answers`."),
    ("wrong-value", ("fee: 119 EUR", "fee: 119 USD"), "charter.yaml:44:16 wrong-value: This sum is in USD; the charter counts in EUR."),
    ("wrong-value", ("fee: 119 EUR", "fee: 0.119 EUR"), "charter.yaml:44:16 wrong-value: `0.119 EUR` has parts of a cent; write `2.50 EUR`."),
    ("wrong-value", ("from: asked", "from: askd"), "charter.yaml:46:21 wrong-value: `askd` is not one of the words that can stand here. | did you mean `asked`?"),
    ("wrong-value", ("share: 95 %", "share: 195 %"), "charter.yaml:47:67 wrong-value: `195 %` is no share; write `95 %`."),
    ("wrong-value", ("1/5 of the monthly price", "1/0 of the monthly price"), "charter.yaml:47:96 wrong-value: `1/0 of the monthly price` is no sum of money; write `2.50 EUR`. | a part of what is paid each month: `1/5 of the monthly price`"),
    ("wrong-value", ("minutes: 3", "minutes: 3.5"), "playbooks/box.yaml:10:54 wrong-value: `3.5` is no whole number from 0 to 9999."),
    ("wrong-value", ("playbook: box", "playbook: boxes"), "playbooks/box.yaml:1:1 wrong-value: The playbook `boxes` stands in the file `box.yaml`. | give both the same name"),
    ("wrong-value", ("- {name: end,", "- {name: next,"), "playbooks/box.yaml:11:12 wrong-value: `next` always means the step that follows; it cannot be a name."),
    ("wrong-value", ("Hello {name}.", "Hello {name."), "words/en.yaml:2:14 wrong-value: A brace has no partner."),
    ("wrong-value", ("at: Sunday 09:10", "at: Sunday 9"), "stories/first.yaml:2:42 wrong-value: `Sunday 9` is no moment of the week; write `Sunday 09:10` or `holiday 10:00`."),
    ("wrong-value", ("known: {swaps: 1}", "known: {swaps: -1}"), "stories/first.yaml:3:18 wrong-value: `-1` cannot be: 0 or more."),
    ("wrong-value", ("ends: {light: off}", "ends: {light: blue}"), "stories/first.yaml:4:51 wrong-value: `blue` cannot be: on, off. | one of: `off`, `on`"),
    ("wrong-value", ("- {id: bill,", "- {id: bi.ll,"), "charter.yaml:42:14 wrong-value: `bi.ll` is no name: a name has no dots, braces or line breaks."),
]  # fmt: skip
NAMES = [
    ("unknown-name", ("tariff: basic", "tariff: basics"), "charter.yaml:18:13 unknown-name: There is no `basics` under `tariffs`. | did you mean `basic`?"),
    ("unknown-name", ("{fr: care, en: always}", "{fr: cares, en: always}"), "charter.yaml:22:21 unknown-name: There is no `cares` under `hours`. | did you mean `care`?"),
    ("unknown-name", ("- refuse: visit-wanted", "- refuse: visits-wanted"), "charter.yaml:25:17 unknown-name: There is no `visits-wanted` under `questions`. | did you mean `visit-wanted`?"),
    ("unknown-name", ("by: technicians", "by: technician"), "charter.yaml:44:29 unknown-name: There is no `technician` under `teams`. | did you mean `technicians`?"),
    ("unknown-name", ("promise: kept}", "promise: keept}"), "charter.yaml:44:51 unknown-name: There is no `keept` under `promises`. | did you mean `kept`?"),
    ("unknown-name", ("- ask: problem", "- ask: problems"), "charter.yaml:31:14 unknown-name: The fact `problems` is declared nowhere. | did you mean `problem`?"),
    ("unknown-name", ("swaps: 1 or more}, answer: visit,", "swaps: 1 or more}, answer: visits,"), "charter.yaml:41:68 unknown-name: `visits` is neither a remedy, nor `no`, nor one of the answers of `visit-wanted`. | did you mean `visit`?"),
    ("unknown-name", ("goal: {light: on}", "goal: {lihgt: on}"), "playbooks/box.yaml:5:8 unknown-name: The fact `lihgt` is declared nowhere. | did you mean `light`?"),
    ("unknown-name", ("who: {line: service", "who: {line: services"), "stories/first.yaml:2:15 unknown-name: There is no `services` under `lines`. | did you mean `service`?"),
    ("unknown-name", ("{play: box, ends", "{play: bok, ends"), "stories/first.yaml:4:32 unknown-name: There is no `bok` under `playbooks`. | did you mean `box`?"),
    ("unknown-key", ("{agrees: visit}", "{agreees: visit}"), "stories/first.yaml:4:59 unknown-key: The key `agreees` is not known here. | did you mean `agrees`?"),
]  # fmt: skip
TWICE = [
    ("not-yaml", ("company: Pamplemousse", "company: Pamplemousse\ncompany: Two"), "charter.yaml:3:1 not-yaml: The key `company` is here twice; it stands in line 2 already. | keep one of them"),
    ("duplicate-name", ("id: again", "id: first"), "charter.yaml:41:14 duplicate-name: The name `first` is here twice; it stands in line 40 already."),
    ("duplicate-name", ("name: plug,", "name: look,"), "playbooks/box.yaml:10:12 duplicate-name: The name `look` is here twice; it stands in line 7 already."),
    ("duplicate-name", ("  chat: {chat", "  next: {chat"), "charter.yaml:19:3 duplicate-name: `next` means something by itself; it cannot be a name under `lines`."),
    ("duplicate-name", ("  light: {is: [on, off], from: customer}", "  light: {is: [on, off], from: customer}\n  swaps: {is: yes/no, from: customer}"), "playbooks/box.yaml:5:3 duplicate-name: The fact `swaps` is declared in another way at charter.yaml:14:3. | write both in the same way, or give one of them another name"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "edit", "fault"),
    [*KEYS, *TYPES, *VALUES, *NAMES, *TWICE],
    ids=lambda case: case[1] if isinstance(case, tuple) else "",
)
def test_a_fault_is_told_with_its_place(kind, edit, fault):
    assert faults(edit) == [fault]
    assert f" {kind}: " in fault


def test_within_may_be_left_to_the_laws():
    assert faults(("within: 30 min, ", "")) == []


def test_all_faults_are_told_in_one_run():
    edits = [
        ("company: Pamplemousse\n", ""),
        ("timezone: Europe/Paris", "timezon: Europe/Paris"),
        ("tariff: basic", "tariff: basics"),
        ("minutes: 3", "minutes: many"),
        ("because: {soon", "becuase: {soon"),
        ("line: service", "line: servce"),
    ]
    kinds = [fault.split(": ")[0] for fault in faults(*edits)]
    assert kinds == [
        "charter.yaml:1:1 missing-key",
        "charter.yaml:4:1 unknown-key",
        "charter.yaml:17:13 unknown-name",
        "playbooks/box.yaml:10:54 wrong-value",
        "stories/first.yaml:2:15 unknown-name",
        "words/en.yaml:6:1 unknown-key",
    ]


def test_broken_yaml_in_one_file_does_not_hide_the_others():
    found = faults(("for: {problem: tv}", "for: {problem: tv"), ("tariff: basic", "tariff: basics"))
    assert [fault.split(": ")[0] for fault in found] == [
        "charter.yaml:18:13 unknown-name",
        "playbooks/box.yaml:3:6 not-yaml",
    ]


@pytest.mark.parametrize(
    "edit",
    [
        ("is: 0 or more", "is: some"),  # a fact that many cells test
        ("  swaps: {is: 0 or more, from: records}", "  swaps: {from: records}"),
        ("by: technicians, ", ""),  # a remedy that a row and a story name
        ("until: arrived", "until: arived"),  # a promise that a remedy names
        ("[on, off]", "[on, on]"),  # a fact of a playbook that a story names
        ("    languages: {fr: care, en: always}\n", ""),  # a team
        (
            "  - {name: end, hand-on: desk}",
            "  - {name: end, hand-onn: desk}",
        ),  # a playbook that a story names
    ],
)
def test_one_fault_is_not_told_again_by_those_who_use_the_name(edit):
    assert len(faults(edit)) == 1


def test_a_section_that_is_lost_is_told_once():
    start = FILES["charter.yaml"].index("facts:")
    end = FILES["charter.yaml"].index("lines:")
    assert faults((FILES["charter.yaml"][start:end], "facts: none\n")) == [
        "charter.yaml:12:8 wrong-type: Here stands a text, where a mapping is needed."
    ]


def test_a_fact_that_no_row_may_test():
    assert faults(("asks: [problem, swaps]", "asks: [swaps]")) == [
        f"charter.yaml:{line}:{column} unknown-name: The row tests `problem`, which the question does not ask. | one of: `swaps`"
        for line, column in ((40, 28), (41, 28), (42, 27))
    ]


def test_a_fact_that_is_asked_and_not_declared_is_told_once():
    assert faults(("asks: [problem, swaps]", "asks: [problem, swops]")) == [
        "charter.yaml:37:21 unknown-name: The fact `swops` is declared nowhere. | did you mean `swaps`?"
    ]


def test_a_name_means_one_thing():
    found = faults(("  call-back: {from", "  desk: {from"))
    assert found == [
        "charter.yaml:46:3 duplicate-name: `desk` means two things: it stands under `teams` and under `promises`. | give one of them another name"
    ]


def test_the_language_is_a_fact_by_itself():
    assert faults(("facts:\n  problem", "facts:\n  language: {is: [fr, en], from: customer}\n  problem")) == [
        "charter.yaml:13:3 duplicate-name: The fact `language` is known by itself; its values are the promised languages."
    ]


def test_very_many_faults_end_the_reading():
    main = FILES["charter.yaml"] + "".join(f"unknown-{number}: 1\n" for number in range(1000))
    found = faults_of(files() | {"charter.yaml": main.encode()})
    assert len(found) == 201
    assert next(fault for fault in found if "too-many" in fault).endswith(
        "More than 200 things are wrong; the rest was not read."
    )


def test_a_very_long_text_is_quoted_in_part():
    (fault,) = faults(("fee: 119 EUR", "fee: " + "9" * 100_000))
    assert fault == f"charter.yaml:44:16 wrong-value: `{'9' * 199}…` is no sum of money; write `2.50 EUR`."


def test_ways_on_may_lead_nowhere():
    assert faults(
        ("then: call-back", "then: nowhere"),
        ("bill: call-back}\n", "bill: nowhere}\n"),
        ("- play: box", "- play: nowhere"),
        ("instead: call-back", "instead: nowhere"),
        ("hand-on: desk", "hand-on: nowhere"),
        ("tariff: basic", "tariff: basic\n    opens: nowhere"),
    ) == []  # fmt: skip


def test_a_choice_may_be_any_word():
    assert faults(("[on, off]", "[on, off, 2.4 GHz, {}]".replace("{}", "'{5 GHz}'"))) == []


def test_among_thousands_of_names_the_close_one_is_found_quickly():
    teams = "".join(f"  team-{number}: {{languages: {{fr: care}}}}\n" for number in range(3000))
    remedies = "".join(f"  r{number}: {{fee: 0 EUR, by: taem-{number}}}\n" for number in range(150))
    found = faults(
        ("  technicians: {", f"{teams}  technicians: {{"), ("remedies:\n", f"remedies:\n{remedies}")
    )
    assert len(found) == 150
    assert all(" | did you mean `team-" in fault for fault in found)


def test_consents_that_are_lost_are_told_once():
    act = ("so-that: {light: on}}", "so-that: {light: on}, consent: helper, else: end}")
    assert faults(act, ("waiting: {", "consents: [helper]\nwaiting: {")) == []
    assert faults(act, ("waiting: {", "consents: {helper: yes}\nwaiting: {")) == [
        "charter.yaml:27:11 wrong-type: Here stands a mapping, where a list is needed."
    ]
    (fault,) = faults(act, ("waiting: {", "consents: [helpr]\nwaiting: {"))
    assert fault.endswith("There is no `helper` under `consents`. | did you mean `helpr`?")


def test_files_of_another_shape():
    assert faults_of(files() | {"words/en.yaml": b"- hello\n"}) == [
        "words/en.yaml:1:1 wrong-type: Here stands a list, where a mapping is needed."
    ]
    assert faults_of(files() | {"playbooks/box.yaml": b"box\n"}) == [
        "playbooks/box.yaml:1:1 wrong-type: Here stands a text, where a mapping is needed."
    ]


def test_facts_of_a_playbook_that_are_lost_are_told_once():
    (fault,) = faults(
        ("facts:\n  light: {is: [on, off], from: customer}\ngoal: {light: on}", "facts: light"),
        *WITHOUT_LIGHT,
    )
    assert fault.startswith("playbooks/box.yaml:3:8 wrong-type: ")


WITHOUT_LIGHT = [
    ("    ask: light\n    to: {on: end, off: plug}", "    ask: swaps"),
    (", so-that: {light: on}", ""),
]


def test_known_words_are_listed_when_they_are_few():
    choices = ", ".join(f"w{number:02d}" for number in range(12))
    (fault,) = faults(
        ("is: 0 or more", f"is: [{choices}]"), ("known: {swaps: 1}", "known: {swaps: zzz}"), *MENDED
    )
    assert fault.endswith(" | one of: " + ", ".join(f"`w{number:02d}`" for number in range(12)))
    (fault,) = faults(
        ("is: 0 or more", f"is: [{choices}, w12]"), ("known: {swaps: 1}", "known: {swaps: zzz}"), *MENDED
    )
    assert " | " not in fault


MENDED = [
    ("when: {problem: tv, swaps: 0}", "when: {problem: tv, swaps: w00}"),
    ("swaps: 1 or more}", "swaps: w01}"),
]


def test_a_number_belongs_to_one_line():
    phone = FILES["charter.yaml"][FILES["charter.yaml"].index("phone: ") :].split(",")[0].split("\n")[0]
    twice = f"lines:\n  other: {{{phone.replace(' ', '  ', 1)}, tariff: free, opens: welcome}}\n"
    (found,) = faults(("lines:\n", twice))
    assert "duplicate-name: `" in found
    assert "is the number of line `other` already." in found
