"""What both help desks of `bench.desk` are filled with: the same people, texts and states, from one seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

RARE, COMMON = "quince", "painter"
_WORDS = (
    "box call wait music agent bill fault line visit technician router picture shop hour week month price "
    "answer nobody somebody house neighbour French English again twice tomorrow never always free since "
    "morning evening screen cable socket light black signal channel letter number street floor door"
)
WORDS = _WORDS.split()
FIRST = (
    "Anne",
    "Bertrand",
    "Chloé",
    "Denis",
    "Émile",
    "Farida",
    "Grace",
    "Hugo",
    "Inga",
    "Jean",
    "Kim",
    "Léa",
)
LAST = ("Arnaud", "Blanc", "Carter", "Durand", "Evans", "Faure", "Girard", "Hall", "Imbert", "Joly", "Klein")
RARE_CASES = 5
OPEN_EVERY, COMMON_EVERY = 5, 3
AGENTS = 40


@dataclass(frozen=True, slots=True)
class Told:
    """One case: who has it, what they wrote, what was answered, by which agent, and whether it is open."""

    number: int
    name: str
    mail: str
    title: str
    text: str
    reply: str
    agent: int
    open: bool


def told(size: int) -> Iterator[Told]:
    """Yield the cases: every fifth is open, every third holds the common word, five hold the rare one."""
    chance = random.Random(20_261_126)
    for number in range(1, size + 1):
        words = chance.choices(WORDS, k=60)
        if number % COMMON_EVERY == 0:
            words[chance.randrange(60)] = COMMON
        if number % (size // RARE_CASES) == 0:
            words[chance.randrange(60)] = RARE
        yield Told(
            number=number,
            name=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            mail=f"reader{number}@example.org",
            title=" ".join(words[:6]),
            text=" ".join(words),
            reply=" ".join(chance.choices(WORDS, k=30)),
            agent=chance.randrange(AGENTS),
            open=number % OPEN_EVERY == 0,
        )
