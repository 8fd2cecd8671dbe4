"""`possible init`: a first charter of one page, with its words, that breaks no law."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from possible.cli.say import say, spoken
from possible.values.text import N_, Refused, sentence

NAME = "init"
HELP = N_("write a first charter of one page that breaks no law")
FIRST = Path(__file__).parent / "first"
SHIPPED = ("en", "fr")  # the languages in which we wrote its words
COMMENTS_AT = 33  # the column of the comments beside what is written
PEOPLE = 10  # enough to be there day and night


def add_arguments(parser: ArgumentParser) -> None:
    """Take the folder and the languages promised."""
    parser.add_argument("folder", metavar=say(N_("FOLDER")), help=say(N_("a new or an empty folder")))
    parser.add_argument(
        "--languages",
        metavar="en,fr",
        help=say(N_("the languages promised to customers (default: that of messages)")),
    )


def run(args: Namespace) -> int:
    """Write the files and say which; `Refused` where something stands already."""
    from datetime import UTC, datetime

    folder = Path(args.folder)
    if folder.is_dir() and any(folder.iterdir()):
        attempt = sentence(N_("name a folder that is empty or not there yet"))
        raise Refused(sentence(N_("`{folder}` is not empty; nothing was written."), folder=folder), attempt)
    today = datetime.now(UTC).astimezone().date()
    languages = chosen(args.languages or (spoken() if spoken() in SHIPPED else SHIPPED[0]))
    for name, text in files(languages, today, spoken()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)
    print(say(N_("Now: `possible check {folder}`"), folder=folder))
    return 0


def chosen(text: str) -> tuple[str, ...]:
    """Return the languages of `en,fr`, each once; `Refused` for one whose words we did not write."""
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    for language in found:
        if language not in SHIPPED:
            message = N_("There are no words to begin with in `{language}`.")
            attempt = N_(
                "begin with {languages}, then add `words/{language}.yaml` and the language to `languages`"
            )
            known = ",".join(SHIPPED)
            raise Refused(
                sentence(message, language=language), sentence(attempt, languages=known, language=language)
            )
    return found


def files(languages: tuple[str, ...], today: object, comments: str) -> dict[str, str]:
    """Return the files of the first charter; `comments` is the language in which it is explained."""
    from string import Template

    form = FIRST / f"charter.{comments if comments in SHIPPED else SHIPPED[0]}.yaml"
    charter = Template(form.read_text(encoding="utf-8")).substitute(
        today=today,
        languages=f"languages: [{', '.join(languages)}]".ljust(COMMENTS_AT),
        always=", ".join(f"{language}: always" for language in languages),
        people=", ".join(f"{language}: {PEOPLE}" for language in languages),
    )
    words = {f"words/{language}.yaml": _words(language, several=len(languages) > 1) for language in languages}
    return {"charter.yaml": charter} | words


def _words(language: str, *, several: bool) -> str:
    """Return a catalogue; who promises one language never asks for it."""
    text = (FIRST / f"words.{language}.yaml").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if several or not line.startswith("  language: {ask"))
