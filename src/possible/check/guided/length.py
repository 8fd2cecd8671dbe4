"""Playbooks that take too long (`every-wait-has-a-clock/playbook-too-long`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.guided.paths import way_to_playbook
from possible.check.law import Broken
from possible.playbooks.bounds import longest
from possible.values import N_, Span, Unit, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.check.subject import Subject

AN_HOUR = Span(3600, Unit.SECOND)
MOST_STEPS = 60  # that one customer is led through, playbooks inside included, repeats not counted


def too_long_playbooks(subject: Subject) -> Iterator[Broken]:
    """Find playbooks whose longest run takes more time than they may, or more steps than anybody bears."""
    charter = subject.charter
    for name, playbook in charter.playbooks.items():
        most = longest(charter, name)
        limit = playbook.at_most or AN_HOUR
        if most.minutes * 60 > limit.about:
            text = N_(
                "The longest run of playbook `{playbook}` takes {minutes} minutes; {limit} are the limit."
            )
            message = sentence(text, playbook=name, minutes=most.minutes, limit=limit)
        elif most.length > MOST_STEPS:
            text = N_(
                "The longest run of playbook `{playbook}` goes through {steps} steps; {limit} are the limit."
            )
            message = sentence(text, playbook=name, steps=most.length, limit=MOST_STEPS)
        else:
            continue
        steps = sentence("{steps}", steps=" → ".join(most.steps))
        attempt = sentence(N_("hand on earlier, or write a longer `at-most`"))
        place = charter.place("playbooks", name)
        yield Broken(place, message, (*way_to_playbook(subject, name), steps), attempt)
