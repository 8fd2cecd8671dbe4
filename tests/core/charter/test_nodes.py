"""YAML as text with places: words stay words, and what cannot be read is told with its place."""

import pytest

from possible.charter import Unreadable
from possible.charter.nodes import DEEPEST, LARGEST, Mapping, Scalar, Sequence, parse
from possible.values import Place


def fault(content: bytes) -> str:
    with pytest.raises(Unreadable) as unreadable:
        parse(content, "a.yaml")
    (found,) = unreadable.value.faults
    assert found.kind == "not-yaml"
    return f"{found.place}: {found.message}" + (f" | {found.attempt}" if found.attempt else "")


def plain(node: object) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key: plain(item) for key, item in node.items.items()}


def test_every_scalar_is_the_text_that_was_written():
    text = b"a: no\nb: 08:00\nc: 1_000\nd: 2026-12-01\ne: ~\nf: 0x1F\ng: 'on'\nh:\ni: 1.50\n"
    assert plain(parse(text, "a")) == {
        "a": "no", "b": "08:00", "c": "1_000", "d": "2026-12-01", "e": "~", "f": "0x1F", "g": "on", "h": "", "i": "1.50",
    }  # fmt: skip


def test_every_node_knows_where_it_stands():
    root = parse("# é\na:\n  - {b: 'c', dé: e}\n  -   f\n".encode(), "a.yaml")
    assert isinstance(root, Mapping)
    assert root.places == {"a": Place("a.yaml", 2, 1)}
    items = root.items["a"]
    assert isinstance(items, Sequence)
    first, second = items.items
    assert isinstance(first, Mapping)
    assert (first.place, first.places["b"], first.items["b"].place) == (
        Place("a.yaml", 3, 5),
        Place("a.yaml", 3, 6),
        Place("a.yaml", 3, 9),
    )
    assert first.items["dé"].place == Place("a.yaml", 3, 18)
    assert second.place == Place("a.yaml", 4, 7)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    root = parse(b"\xef\xbb\xbfa: b\r\nc: d\r\n", "a.yaml")
    assert plain(root) == {"a": "b", "c": "d"}
    assert isinstance(root, Mapping)
    assert root.items["c"].place == Place("a.yaml", 2, 4)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "a.yaml:1:1: The file is empty."),
        (b"# nothing\n", "a.yaml:1:1: The file is empty."),
        (b"a: 1\na: 2\n", "a.yaml:2:1: The key `a` is here twice; it stands in line 1 already. | keep one of them"),
        (b"b: {c: 1, d: 2, c: 3}\n", "a.yaml:1:17: The key `c` is here twice; it stands in line 1 already. | keep one of them"),
        (b"a: 1\n---\nb: 2\n", "a.yaml:2:1: The file holds more than one document."),
        (b"a: &x 1\nb: *x\n", "a.yaml:1:4: Anchors and aliases are not part of the charter language."),
        (b"b: *x\n", "a.yaml:1:4: Anchors and aliases are not part of the charter language."),
        (b"a: !!python/object/apply:os.system [ls]\n", "a.yaml:1:4: Tags (`!…`) are not part of the charter language."),
        (b"a: !secret b\n", "a.yaml:1:4: Tags (`!…`) are not part of the charter language."),
        (b"? [a, b]\n: c\n", "a.yaml:1:3: A key must be a word."),
        (b"a: b\nc: d\xff\n", "a.yaml:2:5: This is not UTF-8: byte 0xff cannot stand here. | save the file as UTF-8"),
        ("é".encode("latin-1"), "a.yaml:1:1: This is not UTF-8: byte 0xe9 cannot stand here. | save the file as UTF-8"),
        (b"a: b\n c\x00d\n", "a.yaml:2:3: There is a control character (U+0000) in the file."),
        (b"\x1b[31m", "a.yaml:1:1: There is a control character (U+001B) in the file."),
        ("a: \ufffe".encode(), "a.yaml:1:4: There is a control character (U+FFFE) in the file."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(content, told):
    assert fault(content) == told


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"a: [b\nc: d\n", "a.yaml:2:2"),
        (b"a: 'b\n", "a.yaml:2:1"),
        (b"a:\n\t- b\n", "a.yaml:2:1"),
        (b"a: b: c\n", "a.yaml:1:5"),
        (b"- a\nb: c\n", "a.yaml:2:1"),
        (b"a: @b\n", "a.yaml:1:4"),
        (b"a: %b\n", "a.yaml:1:4"),
    ],
)
def test_broken_yaml_is_told_with_its_place(content, place):
    told = fault(content)
    assert told.startswith(f"{place}: This is not YAML: ")
    assert told.endswith(".")


def test_an_alias_bomb_is_not_even_opened():
    bomb = b"a: &a [x]\n" + b"".join(
        b"%c: &%c [*%c, *%c]\n" % (98 + n, 98 + n, 97 + n, 97 + n) for n in range(20)
    )
    assert fault(bomb) == "a.yaml:1:4: Anchors and aliases are not part of the charter language."


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- "])
def test_deep_nesting_is_refused_at_once(opening):
    told = fault(opening * 100_000)
    assert f"This is nested more than {DEEPEST} levels deep." in told


def test_a_file_of_fifty_megabytes_is_refused_by_its_size():
    assert (
        fault(b"a" * 50_000_000)
        == f"a.yaml: The file has more than {LARGEST} bytes; so large a file is not read."
    )


def test_forty_levels_can_be_read_and_forty_one_cannot():
    assert DEEPEST == 40
    assert parse(b"[" * 40 + b"]" * 40, "a.yaml")
    assert fault(b"[" * 41 + b"]" * 41) == "a.yaml:1:41: This is nested more than 40 levels deep."


def test_a_file_of_four_megabytes_can_be_read():
    assert parse(b"a: " + b"b" * (LARGEST - 3), "a.yaml")
    assert "more than" in fault(b"a: " + b"b" * (LARGEST - 2))


@pytest.mark.parametrize(("before", "place"), [(b"", "1:1"), (b"\n", "2:1"), (b"\n\n a", "3:3")])
def test_places_begin_with_the_first_letter(before, place):
    assert fault(before + b"\x07").startswith(f"a.yaml:{place}: There is a control character (U+0007)")
    assert fault(before + b"\xff").startswith(f"a.yaml:{place}: This is not UTF-8")
