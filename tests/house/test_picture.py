"""The picture of the README shows what `possible check` prints today."""

from xml.etree import ElementTree as ET

import pytest

from tools import picture
from tools.lint import ROOT

TEXT = """\
charters/as-it-was/charter.yaml:1:2  free-wait/paid-on-hold
  First & <best>.
  path: a → b

charters/as-it-was/charter.yaml:3:4  free-wait/paid-on-hold
  Second.

charters/as-it-was/charter.yaml:5:6  no-loop/number-names-itself (warning)
  Third.
  try: c

2 errors
"""


def test_it_is_drawn_from_the_output_of_today():
    assert picture.PICTURE.read_text(encoding="utf-8") == picture.picture(), "draw it anew: make picture"


def test_it_stands_in_the_readme():
    name = picture.PICTURE.relative_to(ROOT).as_posix()
    assert f"]({name})" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_first_finding_of_each_rule_is_shown():
    assert picture.shown(TEXT, ["no-loop/number-names-itself", "free-wait/paid-on-hold"]) == [
        "$ possible check charters/as-it-was",
        "",
        "charters/as-it-was/charter.yaml:5:6  no-loop/number-names-itself (warning)",
        "  Third.",
        "  try: c",
        "",
        "charters/as-it-was/charter.yaml:1:2  free-wait/paid-on-hold",
        "  First & <best>.",
        "  path: a → b",
        "",
        "…",
        "2 errors",
    ]


def test_a_rule_that_is_no_longer_broken_is_missed():
    with pytest.raises(KeyError):
        picture.shown(TEXT, ["said-once/asked-twice"])


def test_the_text_of_the_picture_is_the_text():
    lines = picture.shown(TEXT, ["free-wait/paid-on-hold"])
    drawn = ET.fromstring(picture.drawn(lines))
    texts = ["".join(row.itertext()) for row in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == lines


def test_long_lines_are_folded_below_their_first_words():
    folded = picture._folded("  path: " + "word " * 30)
    assert [len(line) <= picture.COLUMNS for line in folded] == [True, True]
    assert folded[1].startswith("        word")
