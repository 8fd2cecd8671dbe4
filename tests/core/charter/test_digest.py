"""The digest is that of what a charter says: layout, comments and the order of names do not count."""

import json

import pytest

from possible.charter import Unreadable, digest, read
from possible.charter.nodes import Mapping, Scalar, Sequence, parse
from tests.core.charter.fuzz import NAMES, originals
from tests.core.charter.small import FILES, files


def written(node: object, *, turned: bool) -> str:
    """Write a node again, all in one line, in another style of quotes, maps turned round."""
    if isinstance(node, Scalar):
        return json.dumps(node.text, ensure_ascii=False)
    if isinstance(node, Sequence):
        return "[" + ", ".join(written(item, turned=turned) for item in node.items) + "]"
    assert isinstance(node, Mapping)
    items = list(node.items.items())
    parts = [f"{json.dumps(key, ensure_ascii=False)}: {written(item, turned=turned)}" for key, item in items]
    return "{" + ", ".join(parts[::-1] if turned else parts) + "}"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_layout_and_order_of_names_do_not_count(name, turned):
    before = originals(name)
    after = {file: written(parse(content, file), turned=turned).encode() for file, content in before.items()}
    assert after != before
    assert digest(read(after)) == digest(read(before))
    assert digest(read(after, "elsewhere")) == digest(read(before))


def test_comments_and_unwritten_defaults_do_not_count():
    one = digest(read(files()))
    assert digest(read(files(("company:", "# who we are\ncompany:")))) == one
    assert digest(read(files(("    tariff: basic\n", "    tariff: basic\n    opens: welcome\n")))) == one


def test_it_is_the_same_in_every_process():
    assert digest(read(files())) == "14c9ffdf4098a86d1c3bb59ff89271e7818a64018bda008ed2ad8c74d6bf99cf"


def scalars(node: object) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    items = node.items if isinstance(node, Sequence) else list(node.items.values())  # type: ignore[attr-defined]
    return [scalar for item in items for scalar in scalars(item)]


def others(text: str) -> list[str]:
    """Return other values that may stand in the place of one."""
    found = {
        "yes": "no",
        "no": "yes",
        "fr": "en",
        "en": "fr",
        "talk": "hold",
        "customer": "system",
        "on": "off",
        "off": "on",
    }
    digits = "".join(str((int(sign) + 1) % 10) if sign.isdigit() else sign for sign in text)
    return [found.get(text, ""), digits, text + "x", text[:-1]]


def test_every_value_counts():
    base = digest(read(files()))
    kept = []
    for file, text in FILES.items():
        for scalar in scalars(parse(text.encode(), file)):
            lines = text.split("\n")
            row, column = scalar.place.line - 1, scalar.place.column - 1
            if not scalar.text or not lines[row][column:].startswith(scalar.text):
                continue
            changed = 0
            for other in others(scalar.text):
                line = lines[row][:column] + other + lines[row][column + len(scalar.text) :]
                try:
                    found = read(
                        files() | {file: "\n".join([*lines[:row], line, *lines[row + 1 :]]).encode()}
                    )
                except Unreadable:
                    continue
                if other not in ("", scalar.text):
                    assert digest(found) != base, (file, scalar)
                    changed += 1
            kept += [scalar.text] if not changed else []
    # What no other value could replace: names of things that must exist, and words that alone can stand there.
    assert len(kept) < 40, kept


def test_each_file_counts():
    base = digest(read(files()))
    for name in ("words/en.yaml", "stories/first.yaml"):
        found = files()
        del found[name]
        assert digest(read(found)) != base


def test_where_a_story_stands_does_not_count():
    found = files()
    found["stories/second.yaml"] = found.pop("stories/first.yaml")
    assert digest(read(found, "elsewhere")) == digest(read(files()))
    assert read(found) == read(files())


def test_the_digests_of_the_three_charters_differ():
    assert len({digest(read(originals(name))) for name in NAMES}) == 3
