"""A second, slow floor, written from the docs page: it scans everybody for everything and keeps no order.

It shares nothing with `possible.floor` but the values that go in and come out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from possible.floor import happenings as h


class No(Exception):  # noqa: N818 - it reads as the answer
    """This cannot have happened."""


@dataclass
class Contact:
    want: h.Want
    number: int
    joined: int
    taker: str = ""
    expires: int = 0
    team: str = ""
    language: str = ""
    asked: dict = field(default_factory=dict)

    @property
    def place(self):
        return (self.want.since - self.want.credit, self.number)


@dataclass
class Person:
    agent: h.Agent
    open: bool = True
    gone: bool = False
    freer: int = 0
    held: dict = field(default_factory=dict)  # contact -> channel
    wraps: dict = field(default_factory=dict)  # contact -> (channel, until)


class NaiveFloor:
    def __init__(self, rules):
        self.rules = rules
        self.now = 0
        self.counter = 0
        self.contacts: dict[str, Contact] = {}
        self.people: dict[str, Person] = {}
        self.said = []
        self.joined = self.connected = self.left = 0

    def feed(self, happening):
        if happening.at < self.now:
            raise No
        getattr(self, "check_" + type(happening).__name__.lower())(happening)
        self.said = []
        self.now = happening.at
        self.let_time_pass()
        getattr(self, "do_" + type(happening).__name__.lower())(happening)
        self.settle()
        return self.said

    # ---- what can be -------------------------------------------------------------------------------------

    def holder(self, contact):
        return next((name for name, person in self.people.items() if contact in person.held), "")

    def there(self, agent):
        if agent not in self.people or self.people[agent].gone:
            raise No
        return self.people[agent]

    def check_joined(self, it):
        if it.want.contact in self.contacts or self.holder(it.want.contact) != it.want.holder:
            raise No

    def check_left(self, it):
        if it.contact not in self.contacts:
            raise No

    def check_camein(self, it):
        if it.agent.name in self.people and not self.people[it.agent.name].gone:
            raise No

    def check_paused(self, it):
        if not self.there(it.agent).open:
            raise No

    def check_resumed(self, it):
        if self.there(it.agent).open:
            raise No

    def check_wentout(self, it):
        self.there(it.agent)

    def check_accepted(self, it):
        contact = self.contacts.get(it.contact)
        if contact is None or not contact.taker or contact.taker != it.agent or contact.expires <= it.at:
            raise No

    check_declined = check_accepted

    def check_released(self, it):
        if self.holder(it.contact) != it.agent or it.contact in self.contacts or not it.agent:
            raise No

    def check_wrappedup(self, it):
        person = self.people.get(it.agent)
        if person is None or it.contact not in person.wraps or person.wraps[it.contact][1] <= it.at:
            raise No

    def check_ticked(self, it):
        pass

    # ---- what is done ------------------------------------------------------------------------------------

    def let_time_pass(self):
        due = [(c.expires, -1, name, "") for name, c in self.contacts.items() if c.taker]
        for name, person in self.people.items():
            due += [(until, 0, name, contact) for contact, (_, until) in person.wraps.items()]
        for when, kind, name, contact in sorted(due):
            if when <= self.now and kind:
                self.refuse(self.contacts[name], "expired")
            elif when <= self.now:
                del self.people[name].wraps[contact]
                self.freed(self.people[name])

    def freed(self, person):
        self.counter += 1
        person.freer = self.counter

    def refuse(self, contact, how):
        self.said.append(h.OfferOver(contact=contact.want.contact, agent=contact.taker, how=how))
        if how != "withdrawn":
            contact.asked[contact.taker] = self.now + self.rules.asked_again
            self.freed(self.people[contact.taker])
        contact.taker = ""

    def do_joined(self, it):
        self.counter += 1
        self.joined += 1
        self.contacts[it.want.contact] = Contact(it.want, self.counter, it.at)

    def do_left(self, it):
        contact = self.contacts[it.contact]
        if contact.taker:
            self.refuse(contact, "withdrawn")
        del self.contacts[it.contact]
        self.left += 1

    def do_camein(self, it):
        before = self.people.pop(it.agent.name, None)
        self.people[it.agent.name] = person = Person(it.agent)
        if before is not None:
            person.held = before.held
        self.freed(person)

    def do_paused(self, it):
        self.people[it.agent].open = False
        for contact in sorted(self.offered_to(it.agent), key=lambda c: (c.expires, c.number)):
            self.refuse(contact, "withdrawn")

    def do_resumed(self, it):
        self.people[it.agent].open = True
        self.freed(self.people[it.agent])

    def do_wentout(self, it):
        self.do_paused(it)
        person = self.people[it.agent]
        person.gone = True
        person.wraps = {}
        if not person.held:
            del self.people[it.agent]

    def do_accepted(self, it):
        contact = self.contacts.pop(it.contact)
        person = self.people[it.agent]
        if it.contact in person.wraps:
            del person.wraps[it.contact]
            self.freed(person)
        if contact.want.holder:
            self.let_go(contact.want.holder, it.contact)
        person.held[it.contact] = contact.want.channel
        self.connected += 1
        self.said.append(
            h.Connected(
                contact=it.contact,
                agent=it.agent,
                team=contact.team,
                language=contact.language,
                released=contact.want.holder,
            )
        )

    def do_declined(self, it):
        self.refuse(self.contacts[it.contact], "declined")

    def do_released(self, it):
        self.let_go(it.agent, it.contact)

    def let_go(self, agent, contact):
        person = self.people[agent]
        channel = person.held.pop(contact)
        wrap = dict(self.rules.wrap_up).get(channel, 0)
        if wrap and not person.gone:
            person.wraps[contact] = (channel, self.now + wrap)
        else:
            self.freed(person)
        if person.gone and not person.held:
            del self.people[agent]

    def do_wrappedup(self, it):
        del self.people[it.agent].wraps[it.contact]
        self.freed(self.people[it.agent])

    def do_ticked(self, it):
        pass

    # ---- who takes whom ----------------------------------------------------------------------------------

    def offered_to(self, agent):
        return [contact for contact in self.contacts.values() if contact.taker == agent]

    def in_hands(self, name):
        person = self.people[name]
        channels = list(person.held.values()) + [channel for channel, _ in person.wraps.values()]
        return channels + [contact.want.channel for contact in self.offered_to(name)]

    def room(self, name, channel):
        person, hands = self.people[name], self.in_hands(name)
        if not person.open or person.gone or any(other in self.rules.alone for other in hands):
            return False
        if channel in self.rules.alone and hands:
            return False
        return hands.count(channel) < dict(person.agent.capacity).get(channel, 0)

    def route(self, contact, name):
        """The first team and language for which this person may take it; None: never, or not yet."""
        want, agent = contact.want, self.people[name].agent
        owner = want.owner == name
        if want.not_before > self.now or want.holder == name:
            return None
        if want.owner and not owner and want.owner_until > self.now:
            return None
        routes = [(want.team, want.language)]
        routes += [(more.team, more.language) for more in want.relaxations if more.from_ <= self.now]
        for index, (team, language) in enumerate(routes):
            if language in agent.languages and (
                owner or (team in agent.teams and want.skills <= agent.skills)
            ):
                return index, team, language
        return None

    def rank(self, contact, name):
        """The lower, the sooner asked; None: cannot take it now."""
        found, want = self.route(contact, name), contact.want
        if found is None or not self.room(name, want.channel):
            return None
        if name in contact.asked:
            return (1, contact.asked[name], name) if contact.asked[name] <= self.now else None
        if want.owner == name:
            return (0, 0)
        index, team, _ = found
        person = self.people[name]
        return (0, 1, index, person.agent.teams.index(team), len(self.in_hands(name)), person.freer)

    def settle(self):
        while self.offer_one():
            pass

    def offer_one(self):
        for contact in sorted(self.contacts.values(), key=lambda one: one.place):
            if contact.taker:
                continue
            ranks = [(self.rank(contact, name), name) for name in self.people]
            ranks = [pair for pair in ranks if pair[0] is not None]
            if ranks:
                self.offer(contact, min(ranks)[1])
                return True
        return False

    def offer(self, contact, name):
        _, contact.team, contact.language = self.route(contact, name)
        contact.taker = name
        contact.expires = self.now + self.rules.offer_stands
        self.said.append(
            h.Offered(
                contact=contact.want.contact,
                agent=name,
                team=contact.team,
                language=contact.language,
                expires=contact.expires,
                since=contact.want.since,
            )
        )
