"""The shell's own rules: no signals, surfaces that only read, actions that are actions, settings that are told."""

import ast
import hashlib
import re
from pathlib import Path

import pytest

from tools import reference
from tools.lint import ROOT

SHELL = ROOT / "src" / "possible_web"
SURFACES = (
    "portal",
    "desk",
    "board",
    "van",
    "wallboard",
    "stories",
    "api",
    "voice",
    "post",
    "signin",
    "live",
)
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
KEEPS = {"keep_case", "keep_events", "append", "send", "set_timer", "stop_timer", "poke"}
KEEPS |= {"insert", "upsert", "change", "made", "made_unless_there"}
# allauth makes the mail of a sign-in, which leaves through our outbox; sessions are Django's own.
MAY_KEEP = {"signin/adapter.py", "signin/sessions.py"}


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (SHELL / folder).rglob("*.py"))


def signals_in(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.Import)]
    names = [getattr(node, "module", "") or "" for node in found]
    names += [alias.name for node in found for alias in node.names]
    return [name for name in names if name == "django.dispatch" or "signals" in name or name == "receiver"]


def writes_in(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found = [call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in WRITES]
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    keeping = [node for node in imports if (node.module or "").startswith("possible_web.keeping")]
    return found + [alias.name for node in keeping for alias in node.names if alias.name in KEEPS]


def test_nobody_listens_to_signals():
    assert {path: found for path in SHELL.rglob("*.py") if (found := signals_in(path))} == {}


def test_a_surface_writes_through_actions_only():
    found = {path.relative_to(SHELL).as_posix(): writes_in(path) for path in modules(*SURFACES)}
    assert {name: writes for name, writes in found.items() if writes and name not in MAY_KEEP} == {}


@pytest.mark.parametrize(
    ("look", "code", "found"),
    [
        (signals_in, "from django.db.models.signals import post_save", ["django.db.models.signals"]),
        (signals_in, "from django.dispatch import receiver", ["django.dispatch", "receiver"]),
        (
            writes_in,
            (
                "from possible_web.keeping import send\nrow.save()\nCase.objects.filter(x=1).update(y=2)\n"
                "from possible_web.keeping.upserts import change"
            ),
            ["save", "update", "send", "change"],
        ),
        (writes_in, "do_publish_charter(row)", []),
    ],
)
def test_a_signal_and_a_write_are_seen(tmp_path, look, code, found):
    file = tmp_path / "planted.py"
    file.write_text(code)
    assert sorted(look(file)) == sorted(found)


def actions() -> list[tuple[str, ast.FunctionDef]]:
    return [
        (path.stem, node)
        for path in modules("actions")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("do_")
    ]


def test_each_action_is_one_transaction_named_by_verb_and_noun_and_gets_the_time():
    assert {"do_publish_charter", "do_roll_back_charter", "do_add_staff"} <= {
        one.name for _, one in actions()
    }
    for _, one in actions():
        assert re.fullmatch(r"do_[a-z]+(_[a-z]+)+", one.name), one.name
        assert [ast.unparse(decorator) for decorator in one.decorator_list] == ["action"], one.name
        assert "now" in [argument.arg for argument in one.args.args], one.name
        assert ast.get_docstring(one), one.name


def test_the_environment_is_read_in_one_place():
    reads = re.compile(r"os\.(environ|getenv)\b(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")")
    found = [path for path in SHELL.rglob("*.py") if reads.search(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(SHELL).as_posix() for path in found] == ["project/configuration.py"]


def test_every_setting_is_in_the_reference():
    from possible_web.project.configuration import SETTINGS

    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert "<!-- from the code: settings -->" in page
    table = reference.filled(page)
    assert [setting.name for setting in SETTINGS if f"| `{setting.name}` | " not in table] == []
    assert all(setting.does for setting in SETTINGS)


@pytest.mark.parametrize(
    "folder",
    [SHELL / "pages" / "static" / "vendor", ROOT / "tests" / "browser" / "vendor"],
    ids=lambda path: path.parts[-3],
)
def test_what_is_vendored_is_what_was_published(folder):
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = {path.name for path in folder.iterdir() if path.suffix in {".js", ".css"}}
    assert set(sums) == files
    for name, expected in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected, name
    assert list(folder.glob("*LICENSE*"))
