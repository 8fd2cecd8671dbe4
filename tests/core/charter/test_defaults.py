"""Default paths: what a charter without `paths` gets, and that references in a ring do not hang anything."""

from possible.charter import digest, read
from possible.charter.steps import Ask, Decide, Play, Queue
from possible.check import check
from tests.core.charter.small import BOX, MAIN, faults_of, files

START, END = MAIN.index("paths:"), MAIN.index("questions:")


def without_paths(*edits: tuple[str, str]):
    main = MAIN[:START] + MAIN[END:]
    for old, new in edits:
        assert main.count(old) == 1, old
        main = main.replace(old, new)
    return files() | {"charter.yaml": main.encode()}


def test_a_path_for_each_problem():
    charter = read(without_paths())
    assert list(charter.paths) == ["welcome", "problem-tv", "problem-bill"]
    welcome = charter.paths["welcome"]
    language, problem = welcome.steps
    assert (language, welcome.person) == (Ask(ask="language"), "desk")
    assert isinstance(problem, Ask)
    assert [(cell.text, way) for cell, way in problem.to] == [("tv", "problem-tv"), ("bill", "problem-bill")]
    assert charter.paths["problem-tv"].steps == (Play(play="box"), Queue(queue="desk"))
    assert charter.paths["problem-bill"].steps == (Queue(queue="desk"),)


def test_a_question_of_the_name_of_the_problem_is_answered():
    texts = without_paths(("  visit-wanted:\n", "  bill:\n"), ("refuse: visit-wanted", "refuse: bill"))
    charter = read(texts)
    assert charter.paths["problem-bill"].steps == (Decide(decide="bill"), Queue(queue="desk"))


def test_the_team_with_the_skill_is_there():
    charter = read(
        without_paths(
            ("  technicians: {", "  bills: {skills: [bill], languages: {fr: care}}\n  technicians: {")
        )
    )
    assert charter.paths["problem-bill"].person == "bills"
    assert charter.paths["problem-tv"].person == "desk"


def test_without_a_problem_all_playbooks_are_played():
    texts = without_paths(
        ("  problem: {is: [tv, bill], from: customer}\n", ""),
        ("asks: [problem, swaps]", "asks: [swaps]"),
        ("when: {problem: tv, swaps: 0}", "when: {swaps: 0}"),
        ("when: {problem: tv, swaps: 1 or more}", "when: {swaps: 1 or more}"),
        ("      - {id: bill, when: {problem: bill}, answer: no, because: soon, instead: call-back}\n", ""),
    )
    texts["playbooks/box.yaml"] = BOX.replace("for: {problem: tv}\n", "").encode()
    del texts["stories/first.yaml"]
    charter = read(texts)
    assert charter.paths["welcome"].steps == (Ask(ask="language"), Play(play="box"), Queue(queue="desk"))


def test_a_playbook_for_other_facts_is_played_for_no_problem():
    texts = without_paths()
    texts["playbooks/box.yaml"] = BOX.replace("for: {problem: tv}", "for: {swaps: 1 or more}").encode()
    assert [type(step) for step in read(texts).paths["problem-tv"].steps] == [Queue]
    texts["playbooks/box.yaml"] = BOX.replace("for: {problem: tv}\n", "").encode()
    assert [type(step) for step in read(texts).paths["problem-bill"].steps] == [Play, Queue]


def test_a_problem_that_is_no_list_of_words_is_not_a_menu():
    texts = without_paths(
        ("problem: {is: [tv, bill]", "problem: {is: any date"),
        ("when: {problem: tv, swaps: 0}", "when: {swaps: 0}"),
        ("when: {problem: tv, swaps: 1 or more}", "when: {swaps: 1 or more}"),
        ("when: {problem: bill}", "when: {problem: 2026-12-01}"),
    )
    texts["playbooks/box.yaml"] = BOX.replace("for: {problem: tv}\n", "").encode()
    texts["stories/first.yaml"] = b"[]"
    assert list(read(texts).paths) == ["welcome"]


def test_written_paths_stay_as_they_are():
    assert list(read(files()).paths) == ["welcome"]


def test_the_name_of_the_default_path_is_taken():
    (fault,) = faults_of(without_paths(("  chat: {chat", "  welcome: {chat")))
    assert "`welcome` means two things: it stands under `paths` and under `lines`." in fault


def test_the_digest_knows_default_paths():
    assert digest(read(without_paths())) != digest(read(files()))


def test_rings_of_promises_paths_and_playbooks_hang_nothing():
    ring = [
        ("within: 30 min, else: {credit: 5 EUR}", "within: 30 min, else: {promise: kept}"),
        ("else: {credit: [5 EUR, 1/5 of the monthly price]}", "else: {promise: call-back}"),
        ("- play: box\n", "- go: welcome\n"),
        ("- {name: end, hand-on: desk}", "- {name: end, play: box}"),
        ("instead: call-back", "instead: visit-wanted"),
    ]
    charter = read(files(*ring))
    assert {finding.law for finding in check(charter)} >= {"remedy-owed", "no-loop"}
