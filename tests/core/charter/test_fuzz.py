"""Whatever is done to the files of a charter: it is read, or it is told what is wrong, with places."""

from hypothesis import given
from hypothesis import strategies as st

from possible.charter import Unreadable, digest, read
from possible.check import check
from tests.core.charter.fuzz import edited


def told(unreadable: Unreadable, files: dict[str, bytes]) -> None:
    """Assert that every fault can be said and stands in one of the files."""
    assert unreadable.faults
    for fault in unreadable.faults:
        assert str(fault.message)
        assert "{" not in fault.message.text.format_map({name: "" for name, _ in fault.message.facts})
        assert fault.attempt is None or str(fault.attempt)
        if fault.place.line and fault.place.file in files:
            lines = files[fault.place.file].decode(errors="replace").replace("\r", "\n").count("\n") + 2
            assert 1 <= fault.place.line <= lines
            assert fault.place.column >= 1


@given(edited())
def test_any_edit_is_read_or_told(files):
    try:
        charter = read(files)
    except Unreadable as unreadable:
        told(unreadable, files)
    else:
        assert len(digest(charter)) == 64


@given(edited(kinds=("words", "lines"), most=2))
def test_the_laws_bear_whatever_can_be_read(files):
    try:
        charter = read(files)
    except Unreadable:
        return
    for finding in check(charter):
        assert str(finding.message)
        assert all(str(step) for step in finding.path)
        assert finding.attempt is None or str(finding.attempt)
        assert finding.place.file in files


@given(st.binary(max_size=300))
def test_any_bytes_are_told(content):
    try:
        read({"charter.yaml": content})
    except Unreadable as unreadable:
        told(unreadable, {"charter.yaml": content})
