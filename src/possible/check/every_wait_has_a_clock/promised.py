"""Promises without a time, and remedies that are agreed without a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.law import Broken, Rule
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.check.subject import Subject


def promise_without_time(subject: Subject) -> Iterator[Broken]:
    """Find promises that do not say within what time."""
    for name, promise in subject.charter.promises.items():
        if promise.within is None:
            message = sentence(N_("`{promise}` promises at no time: there is no `within`."), promise=name)
            attempt = sentence(N_("`within: 3 days`"))
            place = subject.charter.place("promises", name)
            clock = sentence(
                N_("the clock starts (`{start}`) and nothing says when `{end}` is due"),
                start=promise.from_, end=promise.until,
            )  # fmt: skip
            yield Broken(place, message, (*subject.way_to("promises", name), clock), attempt)


def agreed_without_promise(subject: Subject) -> Iterator[Broken]:
    """Find remedies to which a customer agrees without any clock being started."""
    for name, remedy in subject.charter.remedies.items():
        if not remedy.promise:
            message = sentence(
                N_("Agreeing to `{remedy}` starts no clock: there is no `promise`."), remedy=name
            )
            attempt = sentence(N_("name the promise that the customer can count on: `promise: …`"))
            place = subject.charter.place("remedies", name)
            agreed = sentence(N_("agrees to `{remedy}`, and waits"), remedy=name)
            yield Broken(place, message, (*subject.way_to("remedies", name), agreed), attempt)


PROMISE_WITHOUT_TIME = Rule("promise-without-time", N_("Every promise has a time."), promise_without_time)
AGREED_WITHOUT_PROMISE = Rule(
    "agreed-without-promise", N_("Every remedy that is agreed starts a promise."), agreed_without_promise
)
