"""`possible play`: what is printed, in both languages; scripted answers, records, and what is refused."""

from __future__ import annotations

import io
import json

import pytest

from possible.cli.main import main

GOOD = "charters/cest-possible"
NO_BREAK = str.maketrans("\u00a0\u202f", "  ")
SWAPPED = ("swaps=1", "picture=no", "line-test=good")


@pytest.fixture
def play(monkeypatch, capsys):
    def run(*words, typed=""):
        monkeypatch.setattr("sys.argv", ["possible", "play", GOOD, *words])
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        monkeypatch.setenv("LC_ALL", "en")
        code = main()
        streams = capsys.readouterr()
        return code, streams.out.translate(NO_BREAK), streams.err

    return run


def test_without_a_playbook_it_lists_them_with_their_ends(play):
    code, out, _ = play()
    assert code == 0
    assert "tv-no-picture: solved, handed on to a person, fault: box, fault: network, fault: home" in out


def test_the_story_ends_in_the_conclusion_that_a_swap_was_in_vain(play):
    code, out, _ = play("tv-no-picture", "--language", "fr", "--answers", *SWAPPED)
    assert code == 0
    assert out.splitlines()[-6:] == [
        "",
        "Pas résolu. Ce que l’on sait maintenant :",
        "  fault: box (le décodeur ou la box)",
        "  - Voyez-vous maintenant l’image ? Non",
        "  - Échanges du décodeur : 1",
        "  - Test de la ligne : bon",
    ]


def test_typed_answers_are_numbers_names_or_values(play):
    code, out, _ = play("tv-no-picture", "--answers", "swaps=0", typed="2\nit is off\n\nsteady\nyes\n")
    assert code == 0
    assert out.splitlines()[-7:] == [
        "Solved.",
        "  - Do you see the picture now? No",
        "  - TV box exchanged so far: 0",
        "  - Look at the light on the front of the TV box. What do you see? It is off",
        "  - Push the adapter of the TV box firmly in, at the box and at the socket. Done.",
        "  - Look at the light on the front of the TV box. What do you see? It is on, steady",
        "  - Do you see the picture now? Yes",
    ]


def test_what_is_not_understood_is_asked_again(play):
    _, out, _ = play("tv-no-picture", typed="perhaps\nyes\n")
    assert "`perhaps` cannot be: yes/no." in out
    assert "Solved." in out


def test_technical_words_in_another_language(play):
    _, out, _ = play(
        "no-internet", "--language", "fr", "--terms", "en", typed="non\nallumé\noui, il est rouge\n"
    )
    assert "Suivez le fil mince du boîtier fibre (fibre box) jusqu’au mur" in out


def test_a_request_is_repeated_politely(play):
    given = (
        "web-page=fails",
        "ont-power=off,off,on",
        "plug-in-ont=done",
        "ont-los=red",
        "straighten-lead=unable",
    )
    _, out, _ = play("no-internet", "--answers", *given)
    assert "It does not seem to have worked yet. Once more, please: Check the adapter" in out
    assert out.count("Once more, please: Check the adapter") == 1
    assert "  fault: network (our network)" in out.splitlines()


def test_a_price_is_said_before_and_a_no_costs_nothing(play):
    given = ["mobile-page=fails", "outage=no", "airplane=off", "signal=some", "data-switch=on", "abroad=no"]
    words = (
        "mobile-no-data",
        "--answers",
        *given,
        "allowance=used-up",
        "more-data=no",
        "reset-mobile-settings=done",
    )
    _, out, _ = play(*words)
    assert "Another 5 GB cost €5.00, once. Do you want them?" in out
    assert (
        "  - Your allowance of this month is used up. Another 5 GB cost €5.00, once. Do you want them? Refused."
        in out
    )
    assert "  - Another 5 GB cost" not in out.split("Not solved.")[0]
    assert "We are adding 5 GB" not in out


def test_a_run_goes_on_from_its_record(play, tmp_path):
    file = tmp_path / "run.json"
    code, out, _ = play("tv-no-picture", "--record", str(file), "--answers", "swaps=1", typed="no\n")
    assert code == 1
    assert out.splitlines()[-1] == "Stopped: the run is not over."
    assert json.loads(file.read_text())["known"] == {"picture": ["no", 0], "swaps": ["1", 0]}
    code, out, _ = play(
        "tv-no-picture", "--record", str(file), "--language", "fr", "--answers", "line-test=bad"
    )
    assert code == 0
    assert "fault: network (notre réseau)" in out
    assert out.count("Voyez-vous maintenant l’image ?") == 1  # in the evidence only: it was asked before


def test_the_longest_run_is_printed(play):
    code, out, _ = play("bill-question", "--longest")
    assert code == 0
    assert out.splitlines() == [
        "Every run ends, after 16 questions and actions at most, all repeats included.",
        "Done at once, the longest run takes 6 minutes.",
        "The run with the most to ask and to do: which → visit-details → checked → explain → right.",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tv-no-pictures",), "There is no playbook `tv-no-pictures`."),
        (("tv-no-pictures", "--longest"), "did you mean `tv-no-picture`?"),
        (("tv-no-picture", "--language", "de"), "does not promise the language `de`"),
        (("tv-no-picture", "--answers", "picture"), "`picture` is no answer."),
        (("tv-no-picture", "--answers", "picture=green"), "`green` cannot be"),
        (("tv-no-picture", "--record", "README.md"), "This is no record of a run of a playbook."),
    ],
)
def test_what_cannot_be_is_refused_with_exit_2(play, words, said):
    code, _, err = play(*words)
    assert code == 2
    assert said in err


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"playbook": "tv-no-picture", "frames": []},
        {
            "playbook": "tv-no-picture",
            "frames": [["tv-no-picture", "gone", "step", 0]],
            "known": {},
            "done": 0,
            "asked": 0,
            "log": [],
        },
        {
            "playbook": "tv-no-picture",
            "frames": [["tv-no-picture", "", "dance", 0]],
            "known": {},
            "done": 0,
            "asked": 0,
            "log": [],
        },
        {
            "playbook": "slow-wifi",
            "frames": [["slow-wifi", "place", "look", 0]],
            "known": {},
            "done": 0,
            "asked": 0,
            "log": [],
        },
    ],
)
def test_a_record_that_does_not_fit_is_refused(play, tmp_path, kept):
    file = tmp_path / "run.json"
    file.write_text(json.dumps(kept))
    code, _, err = play("tv-no-picture", "--record", str(file))
    assert code == 2
    assert "record" in err or "The charter has no step" in err
