"""Random scripts: small numbers, read against what is going on so that most of them can happen."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from possible.floor import (
    Accepted,
    Agent,
    CameIn,
    Declined,
    Joined,
    Left,
    Paused,
    Relaxation,
    Released,
    Resumed,
    Rules,
    Ticked,
    Want,
    WentOut,
    WrappedUp,
)

RULES = Rules(offer_stands=9, asked_again=4, wrap_up=(("phone", 3), ("chat", 2)))
CAPACITY = (("phone", 1), ("chat", 2), ("mail", 1))
NAMES = ("ada", "bo", "cy", "di", "eve")
CONTACTS = tuple(f"c{number}" for number in range(12))
SETS = (
    (("tech",), {"fr"}, set()),
    (("tech", "sales"), {"fr", "en"}, set()),
    (("sales", "tech"), {"fr", "en"}, {"tv"}),
    (("sales",), {"en"}, {"tv"}),
    (("tech", "sales"), {"fr", "en"}, set()),
)


@dataclass(frozen=True)
class Step:
    """One step: what, which of those that can be had, a number for details, and how much later."""

    what: str
    which: int
    detail: int
    later: int


# Anything may be drawn; the more frequent kinds stand more often.
OFTEN = {"join": 4, "accept": 3, "release": 2, "come": 2, "tick": 2}
RARELY = ("decline", "leave", "pause", "resume", "out", "wrapped", "transfer", "wrong")
KINDS = [kind for kind, times in OFTEN.items() for _ in range(times)] + list(RARELY)

steps = st.builds(
    Step,
    what=st.sampled_from(KINDS),
    which=st.integers(0, 11),
    detail=st.integers(0, 2**16 - 1),
    later=st.sampled_from((0, 0, 1, 1, 2, 5, 11)),
)
scripts = st.lists(steps, max_size=60)


def digits(number, *bases):
    """Read a number as digits of several bases, so that one drawn number decides several things."""
    found = []
    for base in bases:
        number, digit = divmod(number, base)
        found.append(digit)
    return found


def want_of(contact, now, detail, holder=""):
    team, language, channel, since, credit, later, owner, relax, skill = digits(
        detail, 2, 2, 4, 3, 2, 4, 8, 4, 3
    )
    more = Relaxation(from_=now + 4 * (relax - 1), team="tech", language="fr")
    owned = owner < len(NAMES) and detail % 3 == 0
    return Want(
        contact=contact,
        team=("tech", "sales")[team],
        language=("fr", "en")[language],
        channel=("phone", "chat", "chat", "mail")[channel],
        since=now - (0, 3, 20)[since],
        credit=(0, 7)[credit],
        not_before=now + 6 if later == 3 else 0,
        owner=NAMES[owner] if owned else "",
        owner_until=now + (0, 5)[credit] if owned else 0,
        holder=holder,
        skills=frozenset({"tv"}) if skill == 2 else frozenset(),
        relaxations=(more,) if relax > 1 else (),
    )


def happening_of(step, naive):
    """Return what this step means just now: something that can happen, if there is anything of its kind."""
    at = naive.now + step.later
    kinds = {
        "join": joining,
        "transfer": transferring,
        "accept": answering,
        "decline": answering,
        "release": letting_go,
        "wrapped": letting_go,
        "leave": leaving,
        "come": coming,
        "wrong": wrong,
    }
    coming_and_going = {"pause": Paused, "resume": Resumed, "out": WentOut}
    if step.what in coming_and_going:
        return coming_and_going[step.what](at=at, agent=NAMES[step.which % len(NAMES)])
    found = kinds[step.what](step, naive, at) if step.what in kinds else None
    return Ticked(at=at) if found is None else found


def pick(step, options):
    return options[step.which % len(options)]


def joining(step, naive, at):
    free = [name for name in CONTACTS if name not in naive.contacts and not naive.holder(name)]
    return Joined(at=at, want=want_of(pick(step, free), at, step.detail)) if free else None


def transferring(step, naive, at):
    held = [(contact, name) for name, person in naive.people.items() for contact in person.held]
    if not held:
        return None
    contact, name = pick(step, held)
    want = want_of(contact, at, step.detail, holder=name)
    return Joined(at=at, want=replace(want, channel=naive.people[name].held[contact]))


def answering(step, naive, at):
    offered = [(name, one.taker) for name, one in naive.contacts.items() if one.taker]
    if not offered:
        return None
    contact, name = pick(step, offered)
    return {"accept": Accepted, "decline": Declined}[step.what](at=at, contact=contact, agent=name)


def letting_go(step, naive, at):
    of = {"release": lambda person: person.held, "wrapped": lambda person: person.wraps}[step.what]
    hands = [(contact, name) for name, person in naive.people.items() for contact in of(person)]
    contact, name = pick(step, hands) if hands else ("c0", "ada")
    return {"release": Released, "wrapped": WrappedUp}[step.what](at=at, contact=contact, agent=name)


def leaving(step, naive, at):
    return Left(at=at, contact=pick(step, list(naive.contacts))) if naive.contacts else None


def coming(step, naive, at):
    """Somebody who is away; if nobody is, somebody who is there already."""
    away = [name for name in NAMES if name not in naive.people or naive.people[name].gone]
    if not away:
        return CameIn(at=at, agent=naive.people[pick(step, NAMES)].agent)
    teams, languages, skills = SETS[step.detail % len(SETS)]
    agent = Agent(
        name=pick(step, away),
        teams=teams,
        languages=frozenset(languages),
        skills=frozenset(skills),
        capacity=CAPACITY,
    )
    return CameIn(at=at, agent=agent)


def wrong(step, naive, at):
    """Something that often cannot be: too early, unknown, or twice."""
    contact, name = CONTACTS[step.which], NAMES[step.detail % len(NAMES)]
    return (
        Ticked(at=max(0, at - 7)),
        Accepted(at=at, contact=contact, agent=name),
        Released(at=at, contact=contact, agent=name),
        Left(at=at, contact=contact),
        Joined(at=at, want=want_of(contact, at, step.detail, holder=name)),
        Joined(at=at, want=want_of(contact, at, step.detail)),
        WrappedUp(at=at, contact=contact, agent=name),
    )[step.detail // 5 % 7]
