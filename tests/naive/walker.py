"""A second, slow meaning of a charter's paths, written from the language page and from nothing else.

It imports the charter's model and neither `possible.journey` nor `possible.check`. It keeps every fact in the state,
knows no worlds, no screening and no refinement: one caller (a line, a language, a moment of the week) at a time, all
that can happen to them, as a graph of plain tuples. A fact has no value until something needs it; then every value
that some cell tells apart is tried, and kept for the rest of the walk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from possible.charter import Charter
from possible.charter.domains import Cell
from possible.charter.playbooks import Playbook
from possible.values import DAYS, HOLIDAY, Moment

Spot = tuple  # ("line", name) | ("at", path, index) | ("put" | "told", …) | ("wait", …) | ("with", team) | ("end", how, …)
Known = tuple[tuple[str, int], ...]
State = tuple[Spot, Known]
LINE = ""  # the line dialled last is known like a fact, by its place among the lines
GOOD_ENDS = ("solved", "agreed", "answered", "promised")
WAYS_IN = {"phone": "dial", "mail": "write to", "place": "walk into", "chat": "open", "video": "open"}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: everything of them that stands still during a walk."""

    line: str
    language: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can happen: what it is called, where it leads, which phase the meter calls it.

    `free`: the caller may do it or not (a person, agreeing, declining). `anew`: the caller is asked again and may
    answer otherwise this time. `button`: the caller asks for a person; it is the company that answers with something
    else.
    """

    label: str
    to: State
    free: bool = False
    anew: bool = False
    button: bool = False


def callers(charter: Charter) -> Iterator[Caller]:
    """Yield every line with every language promised there, at every minute at which something opens or closes."""
    days = range(HOLIDAY + 1) if charter.holidays else range(HOLIDAY)
    hours = [
        charter.hours_of(name)
        for name in {name for team in charter.teams.values() for name in team.languages.values()}
    ]
    moments = [
        Moment(day, minute)
        for day in days
        for minute in sorted({0, *(edge for each in hours for edge in each.edges(day))})
    ]
    for line in charter.lines:
        for language in charter.languages_of(line):
            yield from (Caller(line, str(language), moment) for moment in moments)


class Walker:
    """All that can happen to one caller."""

    def __init__(self, charter: Charter, caller: Caller) -> None:
        self.charter, self.caller = charter, caller
        self.values = {fact: self._values(fact) for fact in self._facts()}

    # ---- the world ---------------------------------------------------------------------------------------

    def start(self) -> State:
        return self._dial(self.caller.line, ())

    def everything(self) -> dict[State, list[Step]]:
        """Return every state that the caller can come to, with what can happen there."""
        found: dict[State, list[Step]] = {}
        todo = [self.start()]
        while todo:
            state = todo.pop()
            if state not in found:
                found[state] = list(self.steps(state))
                todo += [step.to for step in found[state]]
        return found

    def steps(self, state: State) -> Iterator[Step]:
        """Yield what can happen next; nothing happens after an end."""
        spot, known = state
        kind = spot[0]
        if kind == "line":
            opens = self.charter.lines[spot[1]].opens
            yield Step(opens, self._to(opens, known))
        elif kind == "at":
            yield from self._at(spot[1], spot[2], known)
        elif kind == "put":
            yield from self._answers(spot[1], spot[2], spot[3], known)
        elif kind == "told":
            yield from self._told(spot, known)
        elif kind == "wait":
            yield from self._wait(spot, known)
        elif kind == "with":
            yield from self._people(spot[1], known)

    def speaking(self, team: str) -> list[str]:
        """Return the languages that somebody of a team speaks at the caller's moment."""
        spoken = self.charter.teams[team].languages
        return [
            language
            for language, hours in spoken.items()
            if self.charter.hours_of(hours).at(self.caller.moment)
        ]

    # ---- facts -------------------------------------------------------------------------------------------

    def _facts(self) -> dict[str, object]:
        own = {
            fact: declared
            for playbook in self.charter.playbooks.values()
            for fact, declared in playbook.facts.items()
        }
        return {**own, **self.charter.facts}

    def _values(self, fact: str) -> list[int]:
        """Return a value on each side of every border that some cell of the charter draws through a fact."""
        domain = self.charter.facts[fact].domain if fact in self.charter.facts else self._facts()[fact].domain  # type: ignore[attr-defined]
        if domain.values:
            return list(range(len(domain.values)))
        borders = {domain.low}
        for cell in self._cells(fact):
            for low, high in cell.ranges:
                borders |= {low} if high is None else {low, high + 1}
        return sorted(
            value
            for value in borders
            if value >= domain.low and (domain.high is None or value <= domain.high)
        )

    def _cells(self, fact: str) -> Iterator[Cell]:
        for walk in self.charter.paths.values():
            for step in walk.steps:
                if getattr(step, "ask", "") == fact:
                    yield from (cell for cell, _ in step.to)
        for question in self.charter.questions.values():
            yield from (rule.when[fact] for rule in question.rules if fact in rule.when)
        for playbook in self.charter.playbooks.values():
            for step in playbook.steps:
                yield from (cell for cell, _ in getattr(step, "to", ()) if getattr(step, "ask", "") == fact)
                yield from (cell for name, cell in getattr(step, "conclude", {}).items() if name == fact)

    def _choices(self, facts: tuple[str, ...], known: Known) -> Iterator[Known]:
        """Yield what can be known once some facts are: those known stay, the others may be anything."""
        had = dict(known)
        new = [fact for fact in facts if fact not in had]
        for values in product(*(self.values[fact] for fact in new)):
            yield tuple(sorted({**had, **dict(zip(new, values, strict=True))}.items()))

    # ---- ways on -----------------------------------------------------------------------------------------

    def _to(self, name: str, known: Known, path: str = "", index: int = -1) -> State:  # noqa: PLR0911 - one each
        """Return the state to which a way on leads from a step."""
        charter = self.charter
        if name == "next" and path:
            return ("at", path, index + 1), known
        if name in charter.paths:
            return ("at", name, 0), known
        if name in charter.teams:
            return ("wait", name, "", -1, "queue"), known
        if name in charter.lines:
            return self._dial(name, known)
        if name in charter.promises:
            return ("end", "promised", name), known
        if name in charter.remedies:
            return ("end", "agreed", name), known
        if name in charter.questions:
            return ("put", name, path, index), known
        return ("end", "nowhere", name), known

    def _dial(self, line: str, known: Known) -> State:
        """Return a new call; where no contact joins a case, it begins with nothing known."""
        now = dict(known) if self.charter.cases.joins else {}
        return ("line", line), tuple(sorted((now | {LINE: list(self.charter.lines).index(line)}).items()))

    def _sent(self, line: str, known: Known) -> Step:
        if line not in self.charter.lines:
            return Step(line, self._to(line, known))
        found = self.charter.lines[line]
        return Step(f"told to {WAYS_IN[found.channel]} {found.address}", self._dial(line, known))

    def _named(self, *key: str) -> list[str]:
        """Return the lines that a wording names in the caller's language, in braces or in digits."""
        words = self.charter.words.get(self.caller.language)  # type: ignore[call-overload]
        text = words.text(*key) if words else None
        texts = [text] if text else [t for each in self.charter.words.values() if (t := each.text(*key))]
        return [
            name
            for name, line in self.charter.lines.items()
            if any(_names(text, name, line.phone) for text in texts)
        ]

    # ---- the steps of a path -----------------------------------------------------------------------------

    def _at(self, path: str, index: int, known: Known) -> Iterator[Step]:
        walk = self.charter.paths[path]
        if index >= len(walk.steps):
            yield Step("nothing follows", (("end", "ran out", path), known))
            return
        step = walk.steps[index]
        kind = type(step).__name__
        yield from getattr(self, f"_{kind.lower()}")(step, path, index, known)
        if walk.person:
            yield Step(
                "“a person, please”", self._to(walk.person, known, path, index), free=True, button=True
            )

    def _say(self, step, path: str, index: int, known: Known) -> Iterator[Step]:
        yield Step(f"“{step.say}”", (("at", path, index + 1), known))
        yield from (self._sent(line, known) for line in self._named("say", step.say))

    def _ask(self, step, path: str, index: int, known: Known) -> Iterator[Step]:
        following = (("at", path, index + 1), known)
        if self._is_heard(step, known):
            yield from (self._sent(line, known) for line in self._named("ask", step.ask, "ask"))
        if step.ask == "language":
            place = [str(language) for language in self.charter.languages].index(self.caller.language)
            ways = [(cell, way) for cell, way in step.to if cell.holds(place)]
            yield from (
                Step(f"language: {cell.text}", self._to(way, known, path, index), step.again, step.again)
                for cell, way in ways[:1]
            )
            if not step.to:
                yield Step("language", following, step.again, step.again)
            return
        if not step.to:
            yield Step(step.ask, following, step.again, step.again)
            return
        had = tuple(pair for pair in known if pair[0] != step.ask) if step.again else known
        for now in self._choices((step.ask,), had):
            yield from self._answered(step, path, index, now)

    def _is_heard(self, step, known: Known) -> bool:
        """Tell whether the question is put at all: not what is known, nor a language where there is but one."""
        line = list(self.charter.lines)[dict(known)[LINE]]
        if step.ask == "language":
            return len(self.charter.languages_of(line)) > 1
        return step.again or step.ask not in dict(known)

    def _answered(self, step, path: str, index: int, known: Known) -> Iterator[Step]:
        value = dict(known)[step.ask]
        for cell, way in step.to:
            if cell.holds(value):
                yield Step(
                    f"{step.ask}: {cell.text}", self._to(way, known, path, index), step.again, step.again
                )
                return
        yield Step(
            f"{step.ask}: no way on", (("end", "no such choice", step.ask), known), step.again, step.again
        )

    def _play(self, step, path: str, index: int, known: Known) -> Iterator[Step]:
        if step.play not in self.charter.playbooks:
            yield Step(step.play, (("end", "nowhere", step.play), known))
            return
        for how, what, now in self._runs(self.charter.playbooks[step.play], known):
            if how == "solved":
                to = (
                    self._to(step.solved, now, path, index)
                    if step.solved
                    else (("end", "solved", step.play), now)
                )
                yield Step(f"{step.play}: solved", to)
            elif how == "handed on" and what:
                yield self._handed(what, now)
            elif how == "handed on":
                person = self.charter.paths[path].person
                yield Step(
                    "not found out", self._to(person, now) if person else (("at", path, index + 1), now)
                )
            else:
                yield Step(f"{step.play}: {what or '?'}", (("at", path, index + 1), now))

    def _decide(self, step, path: str, index: int, known: Known) -> Iterator[Step]:
        if step.decide in self.charter.questions:
            yield from self._answers(step.decide, path, index, known)
        else:
            yield Step(step.decide, (("end", "nowhere", step.decide), known))

    def _queue(self, step, path: str, index: int, known: Known) -> Iterator[Step]:
        there = step.queue in self.charter.teams
        to = ("wait", step.queue, path, index, "queue") if there else ("end", "nowhere", step.queue)
        yield Step(f"wait for {step.queue}", (to, known))

    def _go(self, step, path: str, index: int, known: Known) -> Iterator[Step]:
        yield Step(step.go, self._to(step.go, known, path, index))

    def _handon(self, step, path: str, index: int, known: Known) -> Iterator[Step]:
        yield self._handed(step.hand_on, known)

    def _sendto(self, step, path: str, index: int, known: Known) -> Iterator[Step]:
        yield self._sent(step.send_to, known)

    def _promisestep(self, step, path: str, index: int, known: Known) -> Iterator[Step]:
        how = "promised" if step.promise in self.charter.promises else "nowhere"
        yield Step(f"promise: {step.promise}", (("end", how, step.promise), known))

    def _hangup(self, step, path: str, index: int, known: Known) -> Iterator[Step]:
        yield Step(f"they hang up: {step.hang_up}", (("end", "hung up", step.hang_up), known))

    def _handed(self, team: str, known: Known) -> Step:
        to = ("wait", team, "", -1, "transfer") if team in self.charter.teams else ("end", "nowhere", team)
        return Step(f"handed on to {team}", (to, known))

    # ---- playbooks ---------------------------------------------------------------------------------------

    def _runs(self, playbook: Playbook, known: Known) -> Iterator[tuple[str, str, Known]]:
        """Yield how a playbook can end: solved whenever the goal is looked at, else as its steps lead."""
        if playbook.goal:
            yield "solved", "", known
        yield from dict.fromkeys(self._run(playbook, 0, known))

    def _run(self, playbook: Playbook, index: int, known: Known) -> Iterator[tuple[str, str, Known]]:
        if index >= len(playbook.steps):
            yield "stuck", "", known
            return
        step = playbook.steps[index]
        names = {each.name: place for place, each in enumerate(playbook.steps)}
        if hasattr(step, "conclude"):
            told = ", ".join(f"{fact}: {cell.text}" for fact, cell in step.conclude.items())
            for now in self._choices(tuple(step.conclude), known):
                if all(cell.holds(dict(now)[fact]) for fact, cell in step.conclude.items()):
                    yield "concluded", told, now
        elif hasattr(step, "hand_on"):
            yield "handed on", step.hand_on, known
        elif hasattr(step, "ask"):
            yield "handed on", "", known  # the customer cannot say what is asked
            for value in self.values[step.ask]:
                ways = [way for cell, way in step.to if cell.holds(value)]
                if ways or not step.to:
                    way = ways[0] if ways else "next"
                    yield from self._run(playbook, index + 1 if way == "next" else names[way], known)
                else:
                    yield "stuck", "", known
        else:
            for way in {step.then or "next", step.else_ or "next"}:
                yield from self._run(playbook, index + 1 if way == "next" else names[way], known)

    # ---- answers -----------------------------------------------------------------------------------------

    def _answers(self, question: str, path: str, index: int, known: Known) -> Iterator[Step]:
        """Yield the answer for every value of the facts that are not known yet."""
        asked = self.charter.questions[question]
        for now in self._choices(asked.asks, known):
            facts = dict(now)
            rows = [
                row
                for row, rule in enumerate(asked.rules)
                if all(cell.holds(facts[fact]) for fact, cell in rule.when.items())
            ]
            if not rows:
                yield Step(f"{question}: no answer", (("end", "no answer", question), now))
            for row in rows[:1] if asked.first_wins else rows:
                yield Step(
                    f"{question}: {asked.rules[row].answer}", (("told", question, row, path, index), now)
                )

    def _told(self, spot: Spot, known: Known) -> Iterator[Step]:
        _, question, row, path, index = spot
        rule = self.charter.questions[question].rules[row]
        step = self.charter.paths[path].steps[index] if path else None
        decides = getattr(step, "decide", None) == question
        agreed, declined = (step.agreed, step.declined) if decides else ("", "")  # type: ignore[union-attr]
        person = self.charter.paths[path].person if path else ""
        remedy = rule.answer if rule.answer in self.charter.remedies else ""
        after = self._afterwards(agreed, remedy, path, index, known)
        if remedy:
            yield Step(f"agrees: {remedy}", after, free=True)
            no = declined or person
            yield Step(
                "declines",
                self._to(no, known, path, index) if no else (("end", "declined", question), known),
                free=True,
            )
            return
        yield Step("so it is answered", after)
        if rule.instead:
            yield Step(f"takes instead: {rule.instead}", self._to(rule.instead, known, path, index))
        for heard in (
            [("because", rule.because), ("no", "form"), ("no", "appeal")] if rule.answer == "no" else []
        ):
            yield from (self._sent(line, known) for line in self._named(*heard))
        if person:
            yield Step("“a person, please”", self._to(person, known, path, index), free=True, button=True)

    def _afterwards(self, agreed: str, remedy: str, path: str, index: int, known: Known) -> State:
        """Return what follows an answer: the way written, else the next step, else the end that it is."""
        if agreed:
            return self._to(agreed, known, path, index)
        if path and index + 1 < len(self.charter.paths[path].steps):
            return ("at", path, index + 1), known
        return (("end", "agreed", remedy) if remedy else ("end", "answered", "")), known

    # ---- waiting and people ------------------------------------------------------------------------------

    def _wait(self, spot: Spot, known: Known) -> Iterator[Step]:
        _, team, path, index, _ = spot
        there = self.speaking(team)
        for heard in ("status", "call-back-offer"):
            yield from (self._sent(line, known) for line in self._named("waiting", heard))
        if not there:
            yield self._instead_of_waiting(spot, "closed", f"{team} is closed", known)
        elif self.caller.language in there:
            yield Step(f"{team} answers", (("with", team), known))
            step = self.charter.paths[path].steps[index] if path else None
            limit = getattr(step, "at_most", None) or self.charter.waiting.at_most
            then = getattr(step, "then", "") or self.charter.waiting.then
            if limit and then:
                yield Step(f"nobody within {limit}", self._to(then, known))
        elif self._of_wait(path, index, "no_speaker"):
            yield self._instead_of_waiting(spot, "no_speaker", f"nobody at {team} speaks the language", known)
        else:
            yield Step(f"{team} answers in another language", (("with", team), known))

    def _of_wait(self, path: str, index: int, key: str) -> str:
        step = self.charter.paths[path].steps[index] if path else None
        return getattr(step, key, "") or getattr(self.charter.waiting, key)

    def _instead_of_waiting(self, spot: Spot, key: str, label: str, known: Known) -> Step:
        _, team, path, index, _ = spot
        way = self._of_wait(path, index, key)
        if not way or way == team:  # nothing follows, or the same closed door once more
            return Step(label, (("end", "nobody" if way and key == "no_speaker" else "closed", team), known))
        return Step(label, self._to(way, known))

    def _people(self, team: str, known: Known) -> Iterator[Step]:
        for act in self.charter.teams[team].in_practice:
            if hasattr(act, "hand_on"):
                yield self._handed(act.hand_on, known)
            elif hasattr(act, "hang_up"):
                yield Step(f"they hang up: {act.hang_up}", (("end", "hung up", act.hang_up), known))
            elif act.say:
                yield from (self._sent(line, known) for line in self._named("say", act.say))


def _names(text: str, line: str, phone: str) -> bool:
    """Tell whether a sentence names a line in braces, or its number in any of the ways in which it is dialled."""
    if "{line." + line + "}" in text:
        return True
    digits = "".join(sign for sign in phone if sign.isdigit())
    heard = "".join(sign for sign in text if sign not in " .-\u00a0\u202f")
    return bool(digits) and any(
        spelling in heard for spelling in ("+" + digits, "00" + digits, "0" + digits[2:])
    )


def moment_of(text: str) -> Moment:
    """Return the moment that a finding tells, such as `Sunday 09:10`."""
    day, _, clock = text.rpartition(" ")
    return Moment(DAYS.index(day), int(clock[:2]) * 60 + int(clock[3:]))
