"""A story as a test of the charter: proposed from what its case knows, played as `possible check` does."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from possible.charter import Charter, read
from possible.charter.unreadable import Unreadable
from possible.journey.case import Case
from possible.values import Finding, Sentence
from possible.values.plain import from_plain
from possible_web.keeping.charters import charter_in_force
from possible_web.records.models import CharterVersion, Story, StoryTest

FILE = "stories/from-readers.yaml"
NEVER = ["paid", "loop", "asked twice", "hung up on", "lost language", "waited without a clock"]
LARGEST = 20_000


@dataclass(frozen=True, slots=True)
class Result:
    """What came of playing a test: whether it could be read, and what does not hold (nothing: it passes)."""

    readable: bool
    broken: tuple[Sentence, ...]


def proposed_test(story: Story) -> str:
    """Return a first test of a story: the caller on the charter's first line, whom a person must serve.

    Where the story became a case, what its customer said is known in the test. The lead makes it sharper.
    """
    charter = charter_in_force().charter
    line = next(iter(charter.lines))
    languages = charter.languages_of(line)
    language = story.language if story.language in languages else languages[0]
    test = {
        "name": story.title,
        "who": {"line": line, "language": str(language), "at": "Monday 10:00"},
        **_known(charter, story),
        "does": [{"asks": "for a person"}],
        "never": NEVER,
    }
    head = f"# Told by {story.name} on our pages: /stories/{story.pk}\n".replace("\n", " ").strip()
    return head + "\n" + yaml.safe_dump([test], allow_unicode=True, sort_keys=False, default_flow_style=None)


def _known(charter: Charter, story: Story) -> dict[str, dict[str, str]]:
    if story.case is None:
        return {}
    facts = from_plain(Case, story.case.state).facts
    known = {name: str(value) for name, value in facts.items() if name in charter.facts}
    return {"known": known} if known else {}


def played(text: str) -> Result:
    """Return what `possible check` says when the charter in force had this test (and no other)."""
    if len(text) > LARGEST:
        return Result(False, ())
    files: dict[str, str] = CharterVersion.objects.values_list("files", flat=True).get(
        pk=charter_in_force().id
    )
    kept = {name: content for name, content in files.items() if not name.startswith("stories/")}
    try:
        charter = read({name: content.encode() for name, content in {**kept, FILE: text}.items()})
    except Unreadable as unreadable:
        return Result(False, tuple(fault.message for fault in unreadable.faults[:5]))
    return Result(bool(charter.stories), tuple(found.message for found in _of_stories(charter)))


def _of_stories(charter: Charter) -> list[Finding]:
    # The laws are 70 modules, for a page that leads open now and then.
    from possible.check import check  # noqa: PLC0415

    return [found for found in check(charter) if found.law == "stories"]


def all_tests() -> str:
    """Return every saved test as one file for the charter's folder `stories/`."""
    return "\n".join(StoryTest.objects.order_by("pk").values_list("text", flat=True))
