"""`possible rules`: every law, every rule, every page."""

import pytest

from possible.audit import LIVE_RULES
from possible.check import LAWS
from possible.cli.main import main

RULES = [f"{law.name}/{rule.name}" for law in LAWS for rule in law.rules]


def told(capsys, *words: str) -> str:
    assert main(["rules", *words, "--lang", "en"]) == 0
    return capsys.readouterr().out


def test_all_laws_with_their_rules(capsys):
    out = told(capsys)
    blocks = out.rstrip("\n").split("\n\n")
    assert [block.split(":")[0] for block in blocks] == [law.name for law in LAWS]
    for law, block in zip(LAWS, blocks, strict=True):
        names = [line.split()[0] for line in block.splitlines()[1:]]
        live = [rule.name for rule in LIVE_RULES if rule.law == law.name]
        assert names == [*(rule.name for rule in law.rules), *live]


def test_one_law(capsys):
    out = told(capsys, "no-loop")
    assert out.startswith("no-loop: ")
    assert "  number-names-itself " in out
    assert "free-wait" not in out


@pytest.mark.parametrize("rule", RULES)
def test_the_page_of_each_rule(rule, capsys):
    assert told(capsys, rule).replace("`", "").startswith(f"# {rule}\n")


@pytest.mark.parametrize(
    ("name", "meant"), [("no-lop", "no-loop"), ("no-loop/number-names-it", "no-loop/number-names-itself")]
)
def test_an_unknown_name_is_told(name, meant, capsys):
    assert main(["rules", name, "--lang", "en"]) == 2
    told_ = capsys.readouterr()
    assert (told_.out, told_.err) == (
        "", f"possible: There is no law or rule `{name}`.\n  try: did you mean `{meant}`?\n",
    )  # fmt: skip


def test_in_french(capsys):
    assert main(["rules", "no-loop", "--lang", "fr"]) == 0
    assert "(erreur)" in capsys.readouterr().out
