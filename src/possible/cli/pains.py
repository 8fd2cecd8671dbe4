"""The story's pains: which rules refute each, and which parts of a good charter answer it."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values import N_


@dataclass(frozen=True, slots=True)
class Pain:
    """One pain: its title, the laws and rules that it breaks, and the parts of a charter that answer it.

    The first rule is the one to show. A part that begins with `words` is what the customer hears.
    """

    title: str
    rules: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]


PAINS = (
    Pain(
        N_("She pays by the minute, on hold too"),
        ("free-wait/paid-on-hold", "free-wait"),
        (("lines", "service", "tariff"), ("tariffs", "free"), ("words", "say", "greeting")),
    ),
    Pain(
        N_("The hold never ends, and nobody says how long"),
        (
            "every-wait-has-a-clock/queue-without-limit",
            "every-wait-has-a-clock/silent-wait",
            "every-wait-has-a-clock/rings-too-long",
        ),
        (("waiting", "at-most"), ("waiting", "then"), ("words", "promises", "call-back")),
    ),
    Pain(
        N_("The English number names itself"),
        ("no-loop/number-names-itself", "no-loop/lines-name-each-other"),
        (("lines", "english", "opens"), ("teams", "front-desk")),
    ),
    Pain(
        N_("“Nobody here speaks English”"),
        ("language-kept/nobody-speaks", "language-kept"),
        (("languages",), ("waiting", "no-speaker"), ("consents",)),
    ),
    Pain(
        N_("“C’est pas possible”, and no reason"),
        ("reasoned-no/no-reason", "reasoned-no"),
        (("questions", "box-exchange", "rules", "1"), ("words", "no", "form")),
    ),
    Pain(
        N_("One says no, the next one simply can"),
        ("one-answer/depends-on-who", "one-answer"),
        (("questions", "technician-visit", "rules", "0"), ("exceptions",)),
    ),
    Pain(
        N_("The box was swapped in vain, and it begins again"),
        ("no-loop/remedy-repeats", "no-loop/hand-ons-in-circle", "no-loop/menu-repeats", "no-loop/goes-back"),
        (("questions", "technician-visit", "rules", "5"), ("words", "because", "swap-did-not-help")),
    ),
    Pain(
        N_("Seven calls in a day, each from the start"),
        ("said-once/case-forgets", "said-once"),
        (("cases", "joins"), ("cases", "reference")),
    ),
    Pain(
        N_("They hang up on her"),
        ("never-dropped/hangs-up", "never-dropped"),
        (("cases", "lost-connection"), ("words", "promises", "same-person-calls")),
    ),
    Pain(
        N_("Closed: nothing leads on"),
        ("no-dead-end/no-way-out", "no-dead-end"),
        (("paths", "welcome", "person"), ("waiting", "closed")),
    ),
    Pain(
        N_("A technician, at last, for 119 euros, some day"),
        ("price-before/told-after", "price-before", "kept-slot"),
        (("remedies", "visit", "window"), ("words", "remedies", "visit", "offer")),
    ),
    Pain(
        N_("Two months, and nothing is paid back"),
        ("remedy-owed/nothing-owed", "remedy-owed", "every-wait-has-a-clock/promise-without-time"),
        (("promises", "repair"), ("credits",)),
    ),
)
