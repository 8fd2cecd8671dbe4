"""Indicators recomputed the slow way: for each contact, case and customer, look through the whole list again."""

from collections import Counter
from itertools import pairwise

from possible.values import events as h

DAY = 86_400_000
TALKS, HOLDS = "talk", "hold"


def counts_of(events, within):
    """Return {(what, (kind, name)): count}, and {(what, (kind, name)): sorted lengths}."""
    counts, spans = Counter(), {}
    now = events[-1].at if events else 0
    for part in (
        _queue,
        _tries,
        _work,
        _wrap_up,
        _again,
        _solved,
        _questions,
        _answers,
        _callbacks,
        _promises,
    ):
        for what, groups, times, length in part(events, within, now):
            for group in groups:
                if length is None:
                    counts[what, group] += times
                else:
                    spans.setdefault((what, group), []).append(length)
    return counts, {key: sorted(lengths) for key, lengths in spans.items()}


def place(events, event):
    """Return where this very event stands; others may be equal to it."""
    return next(at for at, other in enumerate(events) if other is event)


def contacts(events):
    """Yield (arrival, own events until its end, the ending event or None) of each contact."""
    for arrival in events:
        if isinstance(arrival, h.ContactArrived):
            own = [event for event in events if event.contact == arrival.contact]
            ends = [
                at for at, event in enumerate(own) if isinstance(event, h.ContactEnded | h.ConnectionLost)
            ]
            over = own[: ends[0] + 1] if ends else own
            yield arrival, over, over[-1] if ends else None


def groups_at(arrival, own):
    """Return the groups of a contact after its events so far."""
    queued = [event.team for event in own if isinstance(event, h.ContactQueued)]
    first = [event.team for event in own if isinstance(event, h.ContactQueued | h.ContactAnswered)]
    at_once = [
        event.team for event in own if isinstance(event, h.ContactQueued) and event.at == _first_queue(own)
    ]
    team = (at_once[-1] if at_once else first[0]) if queued else (first[0] if first else "")
    return [
        ("all", ""),
        ("language", arrival.language),
        ("line", arrival.line),
        *([("team", team)] if team else []),
    ]


def _first_queue(own):
    return next(event.at for event in own if isinstance(event, h.ContactQueued))


def _first(own, cls):
    return next((event.at for event in own if isinstance(event, cls)), None)


def _until(own, event):
    return own[: next(at for at, other in enumerate(own) if other is event) + 1]


def _queue(events, within, now):
    for arrival, own, end in contacts(events):
        queued, person = _first(own, h.ContactQueued), _first(own, h.ContactAnswered)
        if queued is None or arrival.outward:
            continue
        groups = groups_at(arrival, own)
        waited = (person if person is not None else end.at if end else now) - queued
        yield "queued", groups, 0, waited
        if end is None:
            continue
        gave_up = isinstance(end, h.ContactEnded) and (
            end.how == "abandoned" or (end.by == "customer" and end.how == "done")
        )
        kind = "answered" if person is not None else "gave-up" if gave_up else "left"
        yield "offered", groups, 1, None
        yield kind, groups, 1, None
        yield f"{kind}-in-time", groups, int(waited <= within), None
        if person is not None:
            yield "wait", groups, 0, waited


def _tries(events, within, now):
    whose = {event.contact: event.customer for event in events if isinstance(event, h.ContactArrived)}
    over = {end.contact: end for _, _, end in contacts(events) if end}
    for customer in dict.fromkeys(whose.values()):
        begun = None
        for at, event in enumerate(events):
            if whose.get(event.contact) != customer:
                continue
            if begun and event.at - begun.at > DAY:
                yield "no-human", _first_groups(begun), 1, None
                begun = None
            if isinstance(event, h.ContactArrived) and not event.outward and begun is None:
                begun = event
                yield "tries", _first_groups(begun), 1, None
            elif isinstance(event, h.ContactAnswered) and begun and _open(events, at, over):
                yield "to-human", _first_groups(begun), 0, event.at - begun.at
                begun = None
        if begun:
            late = now - begun.at > DAY
            yield ("no-human" if late else "tries"), _first_groups(begun), 1 if late else -1, None


def _open(events, at, over):
    end = over.get(events[at].contact)
    return end is None or place(events, end) > at or end is events[at]


def _first_groups(arrival):
    return [("all", ""), ("language", arrival.language), ("line", arrival.line)]


def _work(events, within, now):
    for arrival, own, end in contacts(events):
        for event in own:
            if isinstance(event, h.TransferAsked):
                groups = groups_at(arrival, _until(own, event))
                yield "transfers", groups, 1, None
                yield "transfers-bare", groups, int(not event.case_travels), None
        if end and _first(own, h.ContactAnswered) is not None:
            groups = groups_at(arrival, own)
            yield "answered-contacts", groups, 1, None
            yield "talking", groups, _spent(own, TALKS), None
            yield "holding", groups, _spent(own, HOLDS), None


def _spent(own, wanted):
    """Return how long talking or holding lasted: the phase after each event, until the next."""
    total, phase, served = 0, "", False
    for event, following in pairwise(own):
        if isinstance(event, h.ContactAnswered):
            phase, served = TALKS, True
        elif isinstance(event, h.HoldStarted) and phase == TALKS:
            phase = HOLDS
        elif isinstance(event, h.HoldEnded) and phase == HOLDS:
            phase = TALKS
        elif served and isinstance(event, h.TransferAsked | h.ContactQueued):
            phase = "transfer"
        total += following.at - event.at if phase == wanted else 0
    return total


def _wrap_up(events, within, now):
    for agent in {event.agent for event in events if isinstance(event, h.PresenceChanged)}:
        changes = [event for event in events if isinstance(event, h.PresenceChanged) and event.agent == agent]
        ends = [change.at for change in changes[1:]] + [now]
        for at, (change, end) in enumerate(zip(changes, ends, strict=True)):
            before = place(events, changes[at + 1]) if at + 1 < len(changes) else len(events)
            groups = _last_groups(events[:before], agent)
            teams = [group for group in groups if group[0] in ("all", "team")]
            if change.state in ("busy", "wrap-up"):
                yield "busy", teams, end - change.at, None
            if change.state == "available":
                yield "idle", teams, end - change.at, None
            if change.state == "wrap-up":
                yield "wrapping-up", groups, end - change.at, None


def _last_groups(events, agent):
    found = [
        (place(events, event), groups_at(arrival, _until(own, event)))
        for arrival, own, _ in contacts(events)
        for event in own
        if isinstance(event, h.ContactAnswered) and event.agent == agent
    ]
    return max(found)[1] if found else [("all", "")]


def _again(events, within, now):
    rings = [event for event in events if isinstance(event, h.ContactArrived) and not event.outward]
    for at, ring in enumerate(rings):
        before = [other.at for other in rings[:at] if other.customer == ring.customer]
        yield "contacts", _first_groups(ring), 1, None
        yield "again", _first_groups(ring), int(bool(before) and ring.at - before[-1] <= 7 * DAY), None


def _solved(events, within, now):
    for at, opened in enumerate(events):
        if not isinstance(opened, h.CaseOpened):
            continue
        groups = [("all", ""), ("language", opened.language)]
        more, counted = 0, False
        for event in events[at + 1 :]:
            if (
                isinstance(event, h.ContactArrived)
                and event.customer == opened.customer
                and not event.outward
            ):
                more += 1
            if event.case != opened.case:
                continue
            if isinstance(event, h.CaseClosed):
                break
            if isinstance(event, h.CaseSolved) and event.agreed and not counted:
                counted = True
                yield "solved", groups, 1, None
                yield "solved-at-first", groups, int(more == 0), None
            elif isinstance(event, h.CaseReopened) and counted:
                counted = False
                yield "solved", groups, -1, None
                yield "solved-at-first", groups, -int(more == 0), None
                more += 1


def _questions(events, within, now):
    for arrival, own, _ in contacts(events):
        for event in own:
            if isinstance(event, h.FactAsked):
                before = events[: place(events, event)]
                groups = groups_at(arrival, _until(own, event))
                yield "asked", groups, 1, None
                yield "asked-again", groups, int(_knew(before, event, arrival)), None


def _knew(before, asked, arrival):
    told = [
        event
        for event in before
        if isinstance(event, h.FactLearnt) and event.fact == asked.fact and event.source != "playbook"
    ]
    mine = any(event.contact == asked.contact for event in told)
    case = asked.case or _case_of(before, asked.contact)
    closed = [at for at, event in enumerate(before) if isinstance(event, h.CaseClosed) and event.case == case]
    if not case:
        return mine
    since = closed[-1] if closed else -1  # what is closed is forgotten
    opened = next((event for event in before if isinstance(event, h.CaseOpened) and event.case == case), None)
    for event in told:
        at = place(before, event)
        early = opened and not closed and event.contact == opened.contact and at < place(before, opened)
        named = event.case or _case_of(before[:at], event.contact)
        mine = mine or early or (named == case and at > since)
    return bool(mine)


def _case_of(before, contact):
    named = [event.case for event in before if event.contact == contact and event.case]
    return named[-1] if named else ""


def _answers(events, within, now):
    for arrival, own, _ in contacts(events):
        for event in own:
            if isinstance(event, h.AnswerGiven):
                groups = groups_at(arrival, _until(own, event))
                no = event.answer == "no"
                yield "told", groups, 1, None
                yield "refused", groups, int(no), None
                yield "refused-bare", groups, int(no and not event.because), None


def _callbacks(events, within, now):
    owed = []
    for at, event in enumerate(events):
        if isinstance(event, h.CallbackPromised):
            arrival, own = next((a, o) for a, o, _ in contacts(events) if a.contact == event.contact)
            owed.append(
                (
                    event,
                    groups_at(arrival, _until(own, event)),
                    event.case or _case_of(events[:at], event.contact),
                )
            )
        elif isinstance(event, h.CallbackMade):
            mine = [debt for debt in owed if debt[2] == event.case]
            if mine:
                owed.remove(mine[0])
                promised, groups, _ = mine[0]
                yield "callbacks-settled", groups, 1, None
                yield "called-in-time", groups, int(promised.due is None or event.at <= promised.due), None
    for promised, groups, _ in owed:
        if promised.due is not None and promised.due < now:
            yield "callbacks-settled", groups, 1, None


def _promises(events, within, now):
    language = {event.case: event.language for event in events if isinstance(event, h.CaseOpened)}
    for event in events:
        spoken = [("language", language[event.case])] if event.case in language else []
        if isinstance(event, h.PromiseKept | h.PromiseBroken):
            groups = [
                ("all", ""),
                ("promise", event.promise),
                ("promise in", f"{event.promise} 2026-12"),
                *spoken,
            ]
            yield ("kept" if isinstance(event, h.PromiseKept) else "broken"), groups, 1, None
        elif isinstance(event, h.CreditGiven):
            groups = [("all", ""), ("credit", event.credit), *spoken]
            yield "credits", groups, 1, None
            yield "credits-unasked", groups, int(event.unasked), None
            money = event.amount
            sums = [("currency", money.currency), ("credit in", f"{event.credit} {money.currency}")]
            yield "credited", sums, money.cents, None
