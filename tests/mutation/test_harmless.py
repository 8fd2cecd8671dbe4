"""Edits that break nothing stay silent: no error, no warning, no estimate."""

from __future__ import annotations

import pytest

from possible.charter import digest
from possible.check import check
from tests.mutation.edits import charter_of, good
from tests.mutation.everyday import EVERYDAY
from tests.mutation.harmless import HARMLESS, LAYOUT, Harmless


@pytest.mark.parametrize("edit", HARMLESS + EVERYDAY, ids=lambda edit: edit.id)
def test_nothing_is_said(edit: Harmless):
    files = edit.files()
    assert files != dict(good())
    assert [f"{finding.id} {finding.place}: {finding.message}" for finding in check(charter_of(files))] == []


@pytest.mark.parametrize("edit", LAYOUT, ids=lambda edit: edit.id)
def test_layout_is_no_part_of_the_charter(edit: Harmless):
    """The digest is that of what the charter says; only the built-in tariff written out is one name more."""
    same = digest(charter_of(edit.files())) == digest(charter_of(good()))
    assert same == ("built-in" not in edit.id)
