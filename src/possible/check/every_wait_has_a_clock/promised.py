"""Promises without a time, and remedies that are agreed without a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.promises import THE_WINDOW
from possible.check.law import Broken, Rule
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.charter.ways import Key
    from possible.check.subject import Subject


def promise_without_time(subject: Subject) -> Iterator[Broken]:
    """Find promises that do not say within what time, or within the window of a remedy that has none."""
    charter = subject.charter
    for name, promise in charter.promises.items():
        remedy = _without_window(charter, name)
        if promise.within is None:
            message = sentence(N_("`{promise}` promises at no time: there is no `within`."), promise=name)
            yield _timeless(subject, name, message, ("promises", name))
        elif promise.within == THE_WINDOW and remedy:
            text = N_("`{promise}` promises within the window, and `{remedy}` has no window.")
            key = ("promises", name, "within")
            yield _timeless(subject, name, sentence(text, promise=name, remedy=remedy), key)


def _timeless(subject: Subject, name: str, message: Sentence, key: Key) -> Broken:
    promise = subject.charter.promises[name]
    clock = sentence(
        N_("the clock starts (`{start}`) and nothing says when `{end}` is due"),
        start=promise.from_,
        end=promise.until,
    )
    way = (*subject.way_to("promises", name), clock)
    return Broken(subject.charter.place(*key), message, way, sentence(N_("`within: 3 days`")))


def _without_window(charter: Charter, promise: str) -> str:
    """Return a remedy without a window that starts a promise; visits have their own rule (`no-window`)."""
    for name, remedy in charter.remedies.items():
        if remedy.promise == promise and not remedy.window and not charter.teams[remedy.by].visits:
            return name
    return ""


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
