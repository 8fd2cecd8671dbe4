"""Random scripts: small numbers, read against what is going on so that most of them can happen."""

from dataclasses import dataclass

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

RULES = Rules(offer_stands=9, asked_again=4, wrap_up=(("phone", 3), ("mail", 2)))
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
KINDS = (
    "join join join join accept accept accept release release decline leave come come pause resume out "
    "wrapped tick tick transfer wrong"
).split()

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
        detail, 2, 2, 3, 3, 2, 4, 8, 4, 3
    )
    more = Relaxation(from_=now + 4 * (relax - 1), team="tech", language="fr")
    owned = owner < len(NAMES) and detail % 3 == 0
    return Want(
        contact=contact,
        team=("tech", "sales")[team],
        language=("fr", "en")[language],
        channel=("phone", "chat", "mail")[channel],
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
    pick = lambda options: options[step.which % len(options)]  # noqa: E731
    held = [(contact, name) for name, person in naive.people.items() for contact in person.held]
    offered = [(name, c.taker) for name, c in naive.contacts.items() if c.taker]
    away = [name for name in NAMES if name not in naive.people or naive.people[name].gone]
    free = [c for c in CONTACTS if c not in naive.contacts and not naive.holder(c)]
    match step.what:
        case "join" if free:
            return Joined(at=at, want=want_of(pick(free), at, step.detail))
        case "transfer" if held:
            contact, name = pick(held)
            return Joined(at=at, want=want_of(contact, at, step.detail, holder=name))
        case "accept" if offered:
            contact, name = pick(offered)
            return Accepted(at=at, contact=contact, agent=name)
        case "decline" if offered:
            contact, name = pick(offered)
            return Declined(at=at, contact=contact, agent=name)
        case "release" if held:
            contact, name = pick(held)
            return Released(at=at, contact=contact, agent=name)
        case "leave" if naive.contacts:
            return Left(at=at, contact=pick(list(naive.contacts)))
        case "come" if away:
            name = pick(away)
            teams, languages, skills = SETS[step.detail % len(SETS)]
            agent = Agent(
                name=name,
                teams=teams,
                languages=frozenset(languages),
                skills=frozenset(skills),
                capacity=CAPACITY,
            )
            return CameIn(at=at, agent=agent)
        case "come":
            return CameIn(at=at, agent=naive.people[pick(NAMES)].agent)
        case "pause":
            return Paused(at=at, agent=NAMES[step.which % len(NAMES)])
        case "resume":
            return Resumed(at=at, agent=NAMES[step.which % len(NAMES)])
        case "out":
            return WentOut(at=at, agent=NAMES[step.which % len(NAMES)])
        case "wrapped":
            wraps = [(c, name) for name, person in naive.people.items() for c in person.wraps]
            contact, name = pick(wraps) if wraps else ("c0", "ada")
            return WrappedUp(at=at, contact=contact, agent=name)
        case "wrong":
            return wrong(step, at)
        case _:
            return Ticked(at=at)


def wrong(step, at):
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
