"""Random streams of a few customers, interleaved: every sort of event, in no sensible order, in order of time."""

import random

from possible.values import events as h
from tests.core.happenings import ev

LANGUAGES = ("en", "fr")
FACTS = ("problem", "service")


def stream(seed, customers=3, steps=120, slowest=4000):
    """Return events of contacts that ring, wait, speak, give up, and of cases that open and close."""
    dice = random.Random(seed)
    lives = [Life(dice, f"cu{number}") for number in range(customers)]
    second, events = 0, []
    for _ in range(steps):
        second += dice.choice((0, 1, 7, 60, 900, slowest))
        events += dice.choice(lives).step(second) if dice.random() < 0.85 else [_presence(dice, second)]
    return events


def _presence(dice, second):
    state = dice.choice(("available", "busy", "wrap-up", "break", "offline"))
    return ev(h.PresenceChanged, second, agent=dice.choice(("ines", "marc")), state=state)


class Life:
    """One customer: at most one contact and one case at a time."""

    def __init__(self, dice, name):
        self.dice, self.name, self.contact, self.case, self.count = dice, name, "", "", 0

    def step(self, second):
        if not self.contact and self.dice.random() < 0.7:
            self.count += 1
            self.contact = f"{self.name}-k{self.count}"
            return [self._arrived(second)]
        choice = self.dice.choice(self._in_contact() if self.contact else self._in_case())
        return [choice(second)] if choice else []

    def _ev(self, cls, second, **fields):
        return ev(cls, second, **{"case": self.case, "contact": self.contact} | fields)

    def _arrived(self, second):
        language, line = self.dice.choice(LANGUAGES), self.dice.choice(("service", "english"))
        case = self.case if self.dice.random() < 0.5 else ""
        return self._ev(
            h.ContactArrived, second, customer=self.name, language=language, line=line, case=case,
            outward=self.dice.random() < 0.2,
        )  # fmt: skip

    def _in_contact(self):
        dice = self.dice
        plain = [
            lambda s: self._ev(h.ContactConnected, s),
            lambda s: self._ev(h.ContactQueued, s, team=dice.choice(("tv", "network"))),
            lambda s: self._ev(h.ContactQueued, s),
            lambda s: self._ev(h.ContactAnswered, s, agent=dice.choice(("ines", "marc"))),
            lambda s: self._ev(h.HoldStarted, s),
            lambda s: self._ev(h.HoldEnded, s),
            lambda s: self._ev(h.TransferAsked, s, case_travels=dice.random() < 0.5),
            lambda s: self._ev(h.FactAsked, s, fact=dice.choice(FACTS)),
            lambda s: self._ev(h.FactLearnt, s, fact=dice.choice(FACTS), source=dice.choice(("customer", "playbook"))),
            lambda s: self._ev(h.AnswerGiven, s, answer=dice.choice(("no", "visit")), because=dice.choice(("", "x"))),
            lambda s: self._ev(h.CallbackPromised, s, due=dice.choice((None, s + 100, s + 2000))),
            self._ends, self._ends, self._loses,
        ]  # fmt: skip
        return [*plain, *([] if self.case else [self._opens]), *self._in_case()]

    def _in_case(self):
        if not self.case:
            return [None]
        dice = self.dice
        return [
            lambda s: self._ev(h.CallbackMade, s, contact="", reached=dice.random() < 0.5),
            lambda s: self._ev(h.PromiseKept, s, contact="", promise=dice.choice(("repair", "reply"))),
            lambda s: self._ev(h.PromiseBroken, s, contact=""),
            lambda s: self._ev(h.CreditGiven, s, contact="", unasked=dice.random() < 0.5),
            lambda s: self._ev(h.CaseSolved, s, contact="", agreed=dice.random() < 0.7),
            lambda s: self._ev(h.CaseReopened, s, contact=""),
            self._closes,
        ]

    def _opens(self, second):
        self.case = f"{self.name}-c{self.count}-{second}"
        return self._ev(h.CaseOpened, second, customer=self.name, language=self.dice.choice(LANGUAGES))

    def _closes(self, second):
        event, self.case = self._ev(h.CaseClosed, second, contact=""), ""
        return event

    def _ends(self, second):
        how = self.dice.choice(("done", "abandoned", "hung-up"))
        event = self._ev(
            h.ContactEnded, second, by=self.dice.choice(("customer", "agent", "company")), how=how
        )
        self.contact = ""
        return event

    def _loses(self, second):
        event, self.contact = self._ev(h.ConnectionLost, second), ""
        return event
