"""The pictures of the README: each stands there with words for who does not see it, and none is heavy."""

import re

from tools.lint import ROOT
from tools.screenshots import LARGEST, PICTURES

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.compile(
    r'!\[([^\]]+)\]\((docs/pictures/[\w-]+\.png)\)|<img src="(docs/pictures/[\w-]+\.png)"[^>]* alt="([^"]+)">'
)


def test_each_picture_stands_in_the_readme_with_words_for_it_and_no_other_does():
    shown = {found[2] or found[3]: found[1] or found[4] for found in SHOWN.finditer(README)}
    assert set(shown) == {file.relative_to(ROOT).as_posix() for file in PICTURES.glob("*.png")}
    assert len(shown) == 8
    assert [name for name, words in shown.items() if len(words.split()) < 10] == []


def test_no_picture_is_heavy():
    assert [file.name for file in PICTURES.glob("*.png") if file.stat().st_size > LARGEST] == []
