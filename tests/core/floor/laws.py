"""What must hold on a floor after every happening, read off its parts and off nothing else."""

from collections import Counter

from possible.floor import Connected, Offered


def hands(rows, name):
    """The channels of all that an agent holds, wraps up or is offered."""
    row = next(row for row in rows.presences if row.agent.name == name)
    offered = [place.want.channel for place in rows.places if place.taker == name]
    return [hand.channel for hand in row.hands] + offered


def has_room(rows, rules, row, channel, less=0):
    held = hands(rows, row.agent.name)
    for _ in range(less):
        held.remove(channel)
    if not row.open or row.gone or any(other in rules.alone for other in held):
        return False
    if channel in rules.alone and held:
        return False
    return held.count(channel) < dict(row.agent.capacity).get(channel, 0)


def may_take(rows, place, row):
    """Whether this agent may ever be asked for this contact by now, room or no room."""
    want, agent = place.want, row.agent
    if (
        want.not_before > rows.now
        or want.holder == agent.name
        or dict(place.asked).get(agent.name, 0) > rows.now
    ):
        return False
    routes = [(want.team, want.language)]
    routes += [(more.team, more.language) for more in want.relaxations if more.from_ <= rows.now]
    if want.owner == agent.name:
        return any(language in agent.languages for _, language in routes)
    if want.owner and want.owner_until > rows.now:
        return False
    return want.skills <= agent.skills and any(
        team in agent.teams and language in agent.languages for team, language in routes
    )


def idle_while_somebody_waits(rows, rules):
    """Work conservation: the pairs of someone un-offered and someone free who could take them."""
    return [
        (place.want.contact, row.agent.name)
        for place in rows.places
        if not place.taker
        for row in rows.presences
        if may_take(rows, place, row) and has_room(rows, rules, row, place.want.channel)
    ]


def passed_over(rows, rules, said):
    """Whoever waits un-offered although they have waited longer than someone whom a free agent was given."""
    order = lambda place: (place.want.since - place.want.credit, place.sequence)  # noqa: E731
    waiting = {place.want.contact: place for place in rows.places}
    found = []
    for offer in said:
        if not isinstance(offer, Offered) or waiting[offer.contact].taker != offer.agent:
            continue
        taken = waiting[offer.contact]
        row = next(row for row in rows.presences if row.agent.name == offer.agent)
        found += [
            (place.want.contact, offer)
            for place in rows.places
            if not place.taker
            and order(place) < order(taken)
            and place.want.channel == taken.want.channel
            and may_take(rows, place, row)
        ]
    return found


def overfull(rows, rules):
    """Agents with more in hands than they can take, or with something beside what excludes all others."""
    found = []
    for row in rows.presences:
        held = hands(rows, row.agent.name)
        counts, room = Counter(held), dict(row.agent.capacity)
        alone = any(channel in rules.alone for channel in held)
        if (alone and len(held) > 1) or any(counts[channel] > room[channel] for channel in counts):
            found.append(row.agent.name)
    return found


def strangers(rows, said):
    """Offers and connections to people who speak another language than the offer says, or are not open."""
    people = {row.agent.name: row for row in rows.presences}
    return [
        one
        for one in said
        if isinstance(one, Offered | Connected) and one.language not in people[one.agent].agent.languages
    ]


def holders(rows):
    """Who holds which contact; wrap-up is no holding."""
    return Counter(hand.contact for row in rows.presences for hand in row.hands if hand.until is None)
