"""Teams: people with a queue, and what they do in practice where it departs from the charter."""

from __future__ import annotations

from possible.charter.kinds import ListOf, MapOf, NameOf, OneOf, OneRecordOf, Record, Way, YesNo, key, record
from possible.charter.quantities import LANGUAGE, SPAN, WORD, whole
from possible.values import Span


@record
class Refuse:
    """People refuse what a question asks for, outside every table."""

    refuse: str = key(NameOf("questions"), "the question")
    say: str = key(WORD, "the sentence that they say", default="")


@record
class SayInPractice:
    """People say a sentence; each line that it names is a way on."""

    say: str = key(WORD, "the sentence")


@record
class HandOnInPractice:
    """People hand the customer on."""

    hand_on: str = key(NameOf("teams"), "the team that gets the customer")
    case: str = key(OneOf("travels", "stays behind"), "whether the case goes along", default="travels")


@record
class HangUpInPractice:
    """People end the contact."""

    hang_up: str = key(WORD, "when or why")


Practice = Refuse | SayInPractice | HandOnInPractice | HangUpInPractice

PRACTICE = OneRecordOf(
    {
        "refuse": Record(Refuse),
        "hand-on": Record(HandOnInPractice),
        "hang-up": Record(HangUpInPractice),
        "say": Record(SayInPractice),
    }
)


@record
class Team:
    """People with a queue: what they can do, the languages they speak and when, how many they are."""

    skills: tuple[str, ...] = key(ListOf(WORD), "what they can do", default=())
    languages: dict[str, str] = key(
        MapOf(NameOf("hours"), keys=LANGUAGE), "each language with the hours in which somebody speaks it"
    )
    people: dict[str, int] = key(
        MapOf(whole(1_000_000, "a number of people"), keys=LANGUAGE),
        "how many speak each language",
        default={},
    )
    visits: bool = key(YesNo(), "they go to customers' homes", default=False)
    in_practice: tuple[Practice, ...] = key(
        ListOf(PRACTICE), "what they really do where it departs from the charter", default=()
    )


@record
class Waiting:
    """How one waits for any team, unless a step says otherwise."""

    status_every: Span | None = key(SPAN, "how often one hears how long it will take", default=None)
    plays: tuple[str, ...] = key(
        ListOf(OneOf("music", "information", "advertising", "nothing"), single=True),
        "what one hears meanwhile",
        default=(),
    )
    at_most: Span | None = key(SPAN, "the longest wait", default=None)
    then: str = key(Way(), "what follows the longest wait", default="")
    closed: str = key(Way(), "what follows when nobody is there", default="")
    no_speaker: str = key(Way(), "what follows when nobody there speaks the language", default="")
