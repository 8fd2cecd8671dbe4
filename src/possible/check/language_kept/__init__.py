"""What is promised in a language holds at every step: hours, wording, hand-offs, technicians."""

from possible.check.language_kept.asked import NEVER_ASKED
from possible.check.language_kept.differ import PLACEHOLDERS_DIFFER
from possible.check.language_kept.lines import other_line
from possible.check.language_kept.missing import WORDS_MISSING
from possible.check.language_kept.on_the_way import nobody_speaks, sent_away
from possible.check.language_kept.technicians import NO_TECHNICIAN
from possible.check.language_kept.unused import WORDS_UNUSED
from possible.check.law import Law, Rule, together
from possible.values import N_

LAW = Law(
    "language-kept",
    N_("What is promised in a language holds at every step; it is never dropped without consent."),
    (
        Rule("nobody-speaks", N_("No open team serves a caller in another language."), nobody_speaks),
        Rule(
            "sent-away",
            N_("Who finds nobody speaking their language is not sent away."),
            together(sent_away, other_line),
        ),
        NEVER_ASKED,
        NO_TECHNICIAN,
        WORDS_MISSING,
        PLACEHOLDERS_DIFFER,
        WORDS_UNUSED,
    ),
)

__all__ = ["LAW"]
