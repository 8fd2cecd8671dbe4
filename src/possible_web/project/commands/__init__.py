"""The commands that join `possible` by entry point. Their tops import no Django: help must be quick."""

from pathlib import Path

from possible.cli.say import join

join(Path(__file__).parents[2] / "locale")
