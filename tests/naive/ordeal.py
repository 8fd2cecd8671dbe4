"""The figures of a story, counted anew from the printed events, in the plainest way and by nothing of ours."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
FREE_OF_WAITING = {"talk"}


def moment(event):
    return datetime.fromisoformat(event["at"])


def of(events, kind):
    return [event for event in events if event["event"] == kind]


def figures(events):
    """Return what one customer's events came to: durations in milliseconds, sums in cents."""
    contacts = {event["contact"]: event for event in of(events, "contact-arrived")}
    ends = {event["contact"]: event for event in of(events, "contact-ended")}
    days = Counter(
        moment(event).astimezone(PARIS).date() for event in contacts.values() if not event.get("outward")
    )
    waited = held = 0
    for name in contacts:
        mine = [event for event in events if event.get("contact") == name]
        waiting = holding = None
        for event in mine:
            now = moment(event)
            kind = event["event"]
            if kind in ("contact-answered", "contact-ended") and waiting is not None:
                waited += (now - waiting).total_seconds()
                waiting = None
            if kind in ("hold-ended", "contact-ended") and holding is not None:
                held += (now - holding).total_seconds()
                holding = None
            if kind in ("contact-queued", "transfer-asked"):
                waiting = waiting or now
            if kind == "hold-started":
                holding = now
    lines = {name: event["line"] for name, event in contacts.items()}
    charges = of(events, "call-charged")
    failed, restored = of(events, "service-failed")[0], of(events, "service-restored")[-1]
    known, again = set(), 0
    for event in events:
        if event["event"] == "fact-asked":
            again += event["fact"] in known and not event.get("anew")
        if event["event"] == "fact-learnt" and event["source"] != "playbook":
            known.add(event["fact"])
    return {
        "contacts": len(contacts),
        "cases": len(of(events, "case-opened")),
        "most-in-a-day": max(days.values()),
        "longest": max(
            int((moment(ends[name]) - moment(contacts[name])).total_seconds() * 1000) for name in contacts
        ),
        "waited": int(waited * 1000),
        "held": int(held * 1000),
        "paid-to-wait": sum(e["amount"]["cents"] for e in charges if e["phase"] not in FREE_OF_WAITING),
        "paid": sum(e["amount"]["cents"] for e in (*charges, *of(events, "fee-charged"))),
        "refusals": sum(event["answer"] == "no" for event in of(events, "answer-given")),
        "loops": sum(lines[e["contact"]] in e.get("names", []) for e in of(events, "sentence-said")),
        "asked-again": again,
        "hung-up": sum(e["by"] == "company" and e["how"] == "hung-up" for e in ends.values()),
        "lost-language": len({e["contact"] for e in of(events, "language-changed") if not e["consent"]}),
        "days": -(-int((moment(restored) - moment(failed)).total_seconds()) // 86400),
        "credited": sum(event["amount"]["cents"] for event in of(events, "credit-given")),
    }
