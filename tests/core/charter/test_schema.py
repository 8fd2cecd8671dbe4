"""The JSON Schema says what the reader says, as far as a schema can: files that are good, mistakes that are not."""

import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from possible.charter.schema import FILES, schema_of
from possible.cli import schema as command
from tests.core.charter import test_faults
from tests.core.charter.fuzz import NAMES, originals
from tests.core.charter.small import files

SCHEMAS = {file: schema_of(file) for file in FILES}


def kind_of(name: str) -> str:
    folder = name.partition("/")[0]
    return {"charter.yaml": "charter", "playbooks": "playbook", "words": "words", "stories": "story"}[folder]


def as_editors_see(content: bytes) -> Any:
    """Return the values that a YAML 1.2 editor (core schema) hands to a validator: `no` is a word there."""
    return _value(yaml.compose(content, Loader=yaml.SafeLoader))


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(item) for key, item in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    text = node.value
    if node.style is None and re.fullmatch(r"[-+]?\d+", text):
        return int(text)
    if node.style is None and re.fullmatch(r"[-+]?\d+\.\d+", text):
        return float(text)
    return {"true": True, "false": False, "": None}.get(text, text) if node.style is None else text


def errors(content: dict[str, bytes]) -> list[str]:
    return [
        f"{name}: {error.message}"
        for name, text in content.items()
        for error in Draft202012Validator(SCHEMAS[kind_of(name)]).iter_errors(as_editors_see(text))
    ]


@pytest.mark.parametrize("file", FILES)
def test_the_schema_is_a_schema(file):
    Draft202012Validator.check_schema(SCHEMAS[file])
    assert SCHEMAS[file]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", NAMES)
def test_the_charters_are_good(name):
    assert errors(originals(name)) == []


def test_the_small_charter_is_good():
    assert errors(files()) == []


STRUCTURAL = [*test_faults.KEYS, *test_faults.TYPES]


@pytest.mark.parametrize(
    ("_kind", "edit", "fault"), STRUCTURAL, ids=lambda case: case[1] if isinstance(case, tuple) else ""
)
def test_wrong_keys_and_shapes_are_mistakes_to_editors_too(_kind, edit, fault):
    found = errors(files(edit))
    assert found, fault
    assert {error.split(":")[0] for error in found} == {fault.split(":")[0]}


SEEN = [
    case
    for case in test_faults.VALUES
    if re.search(r"is no (sum|length|date|country|share)|one of the words|version 1", case[2])
    # A pattern knows no calendar and no hundreds; `true` is what YAML 1.1 editors make of `yes`.
    and not re.search(r"2026-13-01|195 %|0\.119|1/0|`90`|`true`", case[2])
]


def test_enough_wrong_values_are_looked_at():
    assert len(SEEN) >= 7


@pytest.mark.parametrize(
    ("_kind", "edit", "fault"), SEEN, ids=lambda case: case[1] if isinstance(case, tuple) else ""
)
def test_wrong_values_are_mistakes_to_editors_too(_kind, edit, fault):
    assert errors(files(edit)), fault


def test_a_truth_value_stands_for_yes_and_for_no_other_word():
    assert errors(files(("visits: yes", "visits: true"))) == []
    assert errors(files(("    tariff: basic\n", "    tariff: basic\n    picks-up: true\n")))
    assert errors(files(("    tariff: basic\n", "    tariff: basic\n    picks-up: person\n"))) == []


def test_each_record_stands_once_with_its_sentence():
    defs = SCHEMAS["charter"]["$defs"]
    assert {
        "line",
        "team",
        "tariff",
        "meter",
        "question",
        "rule",
        "promise",
        "remedy",
        "walk",
        "waiting",
    } <= set(defs)
    assert defs["line"]["properties"]["tariff"]["description"] == "what a call costs (phone only)"
    assert defs["line"]["description"] == "A published number or address where customers find the company."
    assert SCHEMAS["charter"]["properties"]["waiting"] == {
        "description": "how one waits",
        "$ref": "#/$defs/waiting",
    }
    assert all(definition["additionalProperties"] is False for definition in defs.values())


def test_no_two_records_have_one_name():
    titles = {}
    for schema in SCHEMAS.values():
        for name, definition in schema.get("$defs", {}).items():
            assert titles.setdefault(name, definition) == definition, name


def test_the_command_knows_the_same_files():
    assert command.FILES == FILES
