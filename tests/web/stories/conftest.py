"""Readers without JavaScript, with the clock of the shell in the test's hand."""

import pytest

from tests.web.portal.conftest import Browser, time_of_day  # noqa: F401 - fixtures


@pytest.fixture
def reader(client, charter):
    """Return a maker of browsers: `reader("fr")`."""
    return lambda language="en": Browser(language)
