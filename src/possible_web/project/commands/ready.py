"""What each of these commands needs first: the data folder, the settings, and Django itself."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from importlib.util import find_spec

from possible.cli.say import say
from possible.values import N_, Refused, sentence
from possible_web.project import configuration

NEEDED = ("django", "jinja2", "allauth", "granian")


def add_data(parser: ArgumentParser) -> None:
    """Take the data folder."""
    parser.add_argument(
        "--data",
        metavar=say(N_("FOLDER")),
        help=say(N_("the data folder (default: POSSIBLE_DATA_DIR, or `possible-data`)")),
    )


def make_ready(args: Namespace) -> None:
    """Set Django up on the data folder; `Refused` when the packages of the web part are missing."""
    have_data(args)
    _set_up()


def have_data(args: Namespace) -> None:
    """Prepare the data folder, and nothing of Django; `Refused` as above."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise Refused(
            sentence(N_("The web part is not installed: {missing}."), missing=", ".join(missing)),
            sentence(N_("pip install 'cest-possible[web]'")),
        )
    if args.data:
        configuration.put("POSSIBLE_DATA_DIR", os.path.abspath(args.data))  # noqa: PTH100 - links stay as given
    configuration.prepared_data_folder()


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "possible_web.project.settings")
    import django

    django.setup()


def up_to_date() -> None:
    """Apply all migrations, and close the connection: what is started next makes its own."""
    from django.db import connection

    from possible_web.project.database import bring_up_to_date

    bring_up_to_date()
    connection.close()


def up_to_date_apart() -> None:
    """Apply all migrations in a process of its own: whoever only watches others need not hold Django.

    What that process raises is raised here: `Refused` for settings that cannot be.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, get_context("fork")) as apart:
        apart.submit(_set_up_and_up_to_date).result()


def _set_up_and_up_to_date() -> None:
    _set_up()
    up_to_date()
