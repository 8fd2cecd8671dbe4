"""A small floor to talk to: short words for wants and agents, and happenings told in one line."""

from possible.floor import (
    Accepted,
    Agent,
    CameIn,
    Connected,
    Declined,
    Floor,
    Joined,
    Left,
    Offered,
    OfferOver,
    Paused,
    Released,
    Resumed,
    Rules,
    Ticked,
    Want,
    WentOut,
    WrappedUp,
)
from possible.values import language

FR, EN = language("fr"), language("en")


def agent(name, languages="fr", teams="tech", skills="", **more):
    return Agent(
        name=name,
        teams=tuple(teams.split()),
        languages=frozenset(map(language, languages.split())),
        skills=frozenset(skills.split()),
        **more,
    )


class Talk:
    """A floor; each method tells one happening at `at` and returns what follows in short words."""

    def __init__(self, *agents, **rules):
        self.floor = Floor(Rules(**rules))
        self.at = 0
        for one in agents:
            self.comes(one)

    def tell(self, happening):
        return [short(one) for one in self.floor.feed(happening)]

    def comes(self, one):
        return self.tell(CameIn(at=self.at, agent=one if isinstance(one, Agent) else agent(one)))

    def joins(self, contact, since=None, *, team="tech", speaks="fr", channel="phone", skills="", **more):
        want = Want(
            contact=contact,
            team=team,
            language=language(speaks),
            channel=channel,
            since=self.at if since is None else since,
            skills=frozenset(skills.split()),
            **more,
        )
        return self.tell(Joined(at=self.at, want=want))

    def accepts(self, name, contact):
        return self.tell(Accepted(at=self.at, contact=contact, agent=name))

    def declines(self, name, contact):
        return self.tell(Declined(at=self.at, contact=contact, agent=name))

    def takes(self, name, contact):
        """Be offered and accept, in one word."""
        assert self.floor.hall.offers[contact].taker == name
        self.accepts(name, contact)

    def releases(self, name, contact):
        return self.tell(Released(at=self.at, contact=contact, agent=name))

    def wraps_up(self, name, contact):
        return self.tell(WrappedUp(at=self.at, contact=contact, agent=name))

    def leaves(self, contact, **more):
        return self.tell(Left(at=self.at, contact=contact, **more))

    def pauses(self, name):
        return self.tell(Paused(at=self.at, agent=name, reason="lunch"))

    def resumes(self, name):
        return self.tell(Resumed(at=self.at, agent=name))

    def goes(self, name):
        return self.tell(WentOut(at=self.at, agent=name))

    def ticks(self, at):
        self.at = at
        return self.tell(Ticked(at=at))


def short(one):
    match one:
        case Offered():
            return f"{one.contact} to {one.agent}?"
        case OfferOver():
            return f"{one.contact} not {one.agent}: {one.how}"
        case Connected(released=""):
            return f"{one.contact} with {one.agent}"
        case Connected():
            return f"{one.contact} with {one.agent}, {one.released} lets go"
