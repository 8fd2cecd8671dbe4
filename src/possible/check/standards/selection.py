"""Which standards a charter is held against: by name, by what the charter says, by its market."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from possible.charter import Charter
from possible.charter.unreadable import did_you_mean
from possible.check.standards.packs import Contradiction, contradictions, markets, pack, pack_names, standards
from possible.check.standards.standard import BINDING, Standard, Status
from possible.values import N_, Refused, Sentence, sentence


def key_of(name: str) -> str:
    """Return a name as it is compared: `es.10-2025`, `ES-10-2025` and `es-10-2025` are one law."""
    return name.lower().replace(".", "-")


def named(name: str) -> tuple[Standard, ...]:
    """Return a pack (`fr`), a law inside it (`es-10-2025`) or one rule; `Refused` for no such name."""
    wanted = key_of(name)
    if wanted in pack_names():
        return pack(wanted).rules
    home = [pack_ for pack_ in pack_names() if wanted.startswith(f"{pack_}-")]
    found = [
        standard
        for pack_ in home
        for standard in pack(pack_).rules
        if key_of(standard.id) == wanted or key_of(standard.id).startswith(f"{wanted}-")
    ]
    if not found:
        raise Refused(sentence(N_("There is no standard `{name}`."), name=name), did_you_mean(name, names()))
    exact = [standard for standard in found if key_of(standard.id) == wanted]
    return tuple(exact or found)


def names() -> tuple[str, ...]:
    """Return every name that can be asked for: packs, laws inside packs, rules."""
    ids = [standard.id for standard in standards()]
    laws = {
        key_of(".".join(parts[:length]))
        for parts in (id_.split(".") for id_ in ids)
        for length in range(2, len(parts))
    }
    return (*pack_names(), *sorted(laws - set(pack_names())), *ids)


def packs_of(market: str) -> tuple[str, ...]:
    """Return the packs that hold in a market: `FR` has `eu` and `fr`, `US-NY` has `us`."""
    country = market.partition("-")[0]
    return tuple(name for name, countries in markets().items() if country in countries)


def wanted(charter: Charter, asked: Iterable[str] = ()) -> tuple[tuple[Standard, bool], ...]:
    """Return the standards to hold a charter against, each once, with whether it was asked for by name.

    `asked` (the command line) stands alone; else it is what the charter names, and what binds in its market:
    norms and benchmarks only count when they are named. `Refused` for an asked name that there is not.
    """
    given = tuple(asked)
    found = {standard.id: (standard, True) for name in given or _known(charter) for standard in named(name)}
    if not given and charter.market:
        for name in packs_of(charter.market):
            for standard in pack(name).rules:
                if standard.status in BINDING:
                    found.setdefault(standard.id, (standard, False))
    return tuple(found.values())


def _known(charter: Charter) -> list[str]:
    return [name for name in charter.standards if not unknown(name)]


def unknown(name: str) -> Refused | None:
    """Return the refusal of a name that no pack, law or rule has; None for a good one."""
    try:
        named(name)
    except Refused as refused:
        return refused
    return None


def out_of_scope(standard: Standard, charter: Charter, day: date) -> Sentence | None:
    """Return why a standard does not apply to a charter on a day; None when it does."""
    if standard.since and day < standard.since:
        return sentence(
            N_("It is in force from {since}; the charter is of {day}."), since=standard.since, day=day
        )
    if standard.until and day >= standard.until:
        return sentence(
            N_("It was in force until {until}; the charter is of {day}."), until=standard.until, day=day
        )
    if standard.status in (Status.HISTORIC, Status.REPEALED) and standard.until is None:
        return sentence(N_("It is history; nothing shows that it still binds."))
    if not _holds_in(standard.market, charter.market):
        return sentence(
            N_("It holds in {market}; the charter is for {ours}."),
            market=standard.market,
            ours=charter.market,
        )
    return None


def _holds_in(theirs: str, ours: str) -> bool:
    """A rule of `US-NY` holds in `US-NYC` too, not in all of `US`; another country's charter may try it."""
    same_country = theirs.partition("-")[0] == ours.partition("-")[0]
    return not (theirs and same_country) or ours.startswith(theirs)


def contradicting(chosen: Iterable[Standard]) -> tuple[Contradiction, ...]:
    """Return the known contradictions among the standards chosen."""
    ids = {standard.id for standard in chosen}
    return tuple(pair for pair in contradictions() if pair.one in ids and pair.other in ids)
