"""What all tests share: how Hypothesis searches here, and where the data of others lies."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent

# No deadlines: the machines are shared and noisy. CI draws the same examples each time, so that red means
# red for everybody; at the desk each run draws others.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("desk"), derandomize=True, print_blob=True)
settings.register_profile("endure", parent=settings.get_profile("desk"), max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "desk"))


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the folder with the data of others (POSSIBLE_DATA); skips, aloud, where it is not there."""
    folder = Path(os.environ.get("POSSIBLE_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no data at {folder}: set POSSIBLE_DATA to the data folder")
    return folder
