"""The laws in one plain sentence each, and whether `check` proves, estimates or only measures them."""

from possible.values import N_

LAWS = {
    "free-wait": N_("Nobody pays to wait"),
    "no-loop": N_("Nobody is sent in circles"),
    "no-dead-end": N_("One can always get a person, an answer or a date"),
    "language-kept": N_("The language that was promised holds at every step"),
    "one-answer": N_("Same facts, same answer"),
    "reasoned-no": N_("Every no says why, what else, and where to object"),
    "price-before": N_("Nothing is charged without an accepted price"),
    "kept-slot": N_("A window on offer can be kept"),
    "every-wait-has-a-clock": N_("Every wait has an end"),
    "never-dropped": N_("A lost line is called back"),
    "said-once": N_("What was said once is not asked again"),
    "keepable": N_("The planned people are enough"),
    "remedy-owed": N_("A broken promise is made good unasked"),
}
LEVELS = {"warning": N_("warnings"), "estimate": N_("estimates"), "situations": N_("situations")}
MEASURED = ("kept-slot",)
ESTIMATED = ("keepable",)


def proof_of(law: str) -> str:
    """Return in a word how much is known of a law: proved, estimated or measured."""
    if law in MEASURED:
        return N_("measured")
    return N_("estimated") if law in ESTIMATED else N_("proved")
