"""The rules of `no-loop`: what kind of circle it is, and where it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.facts import LANGUAGE_FACT
from possible.charter.steps import Ask
from possible.check import guided
from possible.check.law import Broken, Law, Rule, together
from possible.check.no_dead_end.names import uncovered
from possible.check.no_loop.cycles import cycles, driving
from possible.check.no_loop.tables import remedy_repeats
from possible.journey import At, Dialled, Found, Put, With
from possible.journey.said import lines_named
from possible.playbooks.ways import named
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from possible.charter import Charter
    from possible.check.no_loop.cycles import Lap
    from possible.check.subject import Subject
    from possible.journey import Move, Node, Spot, Web
    from possible.values import Place, Sentence

ASKS_LANGUAGE = f"ask.{LANGUAGE_FACT}.ask"


def _name(lap: Lap) -> str:
    dialled = {move.to.line for _, move in lap if isinstance(move.to, Dialled)}
    if dialled:
        return "number-names-itself" if len(dialled) == 1 else "lines-name-each-other"
    return "hand-ons-in-circle" if any(isinstance(node.spot, With) for node, _ in lap) else "menu-repeats"


def _loops(subject: Subject) -> list[Found]:
    """Return each loop once: its name, the way to it and once round, and the move that closes it."""
    unanswered = _unanswered(subject.charter)
    among = {node.spot for node in driving(subject.graph.union(), unanswered)}

    def find(web: Web) -> Iterator[Found]:
        first = _first_reached(web)
        laps = (lap for lap in cycles(driving(web, unanswered, among)) if _is_heard(subject.charter, lap))
        for lap in (_from_first(first, lap) for lap in laps):
            node, move = lap[0][0], _closing(lap)
            way = _way(subject, web, node, lap)
            moves = (*web.way(node)[1], *(step for _, step in lap), *(step for _, step in lap))
            yield Found((_name(lap), *move.key), moves, way, move, (_name(lap), *_lines(lap)))

    return subject.graph.search(find)


def _unanswered(charter: Charter) -> frozenset[Spot]:
    """Return the questions of which some value has no way on: a dead end (`no-such-choice`), no circle."""
    return frozenset(
        At(name, index)
        for name, walk in charter.paths.items()
        for index, step in enumerate(walk.steps)
        if isinstance(step, Ask)
        and step.to
        and uncovered(charter.domain_of(step.ask), [cell for cell, _ in step.to])
    )


def _is_heard(charter: Charter, lap: Lap) -> bool:
    """Tell whether a lap's numbers are said: a line of one language does not ask for the language."""
    line = next((move.to.line for _, move in reversed(lap) if isinstance(move.to, Dialled)), "")
    for _, move in lap:
        if move.heard == ASKS_LANGUAGE and len(charter.languages_of(line)) == 1:
            return False
        line = move.to.line if isinstance(move.to, Dialled) else line
    return True


def _first_reached(web: Web) -> dict[Spot, int]:
    """Return when each spot was first come to, whatever was known then."""
    found: dict[Spot, int] = {}
    for order, node in enumerate(web.parents):
        found.setdefault(node.spot, order)
    return found


def _from_first(first: dict[Spot, int], lap: Lap) -> Lap:
    """Return the same lap, begun at the spot that a caller comes to first; a new call ends it."""
    if any(isinstance(move.to, Dialled) for _, move in lap):
        return lap[1:] + lap[:1]
    start = min(range(len(lap)), key=lambda at: first[lap[at][0].spot])
    return lap[start:] + lap[:start]


def _closing(lap: Lap) -> Move:
    """Return the move at which a lap is told: its new call, first hand-on by people, or last way on."""
    new_call = next((move for _, move in lap if isinstance(move.to, Dialled)), None)
    hand_on = next((move for node, move in lap if isinstance(node.spot, With)), None)
    ways_on = [move for node, move in lap if not isinstance(node.spot, Put)]  # a row told is no way on
    return new_call or hand_on or ways_on[-1]


def _lines(lap: Lap) -> tuple[str, ...]:
    return tuple(dict.fromkeys(move.to.line for _, move in lap if isinstance(move.to, Dialled)))


def _way(subject: Subject, web: Web, node: Node, lap: Lap) -> tuple[Sentence, ...]:
    return (*subject.graph.told(web, node), *(move.label for _, move in lap))


def _all(subject: Subject) -> list[Found]:
    cache: dict[str, list[Found]] = subject.__dict__.setdefault("_loops", {})
    if "all" not in cache:
        cache["all"] = _loops(subject)
    return cache["all"]


def _place(subject: Subject, move: Move) -> Place:
    """Return where a loop is closed: the step, or the wording, when only some languages name the number."""
    charter = subject.charter
    if isinstance(move.to, Dialled):
        naming = [tag for tag in charter.languages if move.to.line in lines_named(charter, move.heard, tag)]
        if naming and (len(naming) < len(charter.languages) or move.heard.startswith(("waiting.", "no."))):
            return charter.place("words", naming[0], *move.heard.split("."))
    return charter.place(*move.key)


def _broken(subject: Subject, name: str, text: str, attempt: str) -> Iterable[Broken]:
    for loop in _all(subject):
        if loop.where is None or loop.about[0] != name:
            continue
        facts = {"line": "", "lines": ", ".join(f"`{line}`" for line in loop.about[1:]), "address": ""}
        if isinstance(loop.where.to, Dialled):
            line = loop.where.to.line
            facts |= {"line": line, "address": subject.charter.lines[line].address}
        yield Broken(_place(subject, loop.where), sentence(text, **facts), loop.way, sentence(attempt))


def number_names_itself(subject: Subject) -> Iterable[Broken]:
    """Find lines whose callers are told to call the very line that they called."""
    text = N_("Who calls line `{line}` is told to call {address}, which is line `{line}`.")
    attempt = N_("send the caller to a team that speaks the language in these hours, or promise a call-back")
    return _broken(subject, "number-names-itself", text, attempt)


def lines_name_each_other(subject: Subject) -> Iterable[Broken]:
    """Find lines that send their callers to one another in a circle."""
    text = N_("These lines send the caller to one another in a circle: {lines}.")
    return _broken(
        subject,
        "lines-name-each-other",
        text,
        N_("let one of them take the caller to a person, or promise a call-back"),
    )


def hand_ons_in_circle(subject: Subject) -> Iterable[Broken]:
    """Find people who hand the caller on in a ring."""
    text = N_("People hand the caller on in a circle, and nobody has to solve anything.")
    return _broken(subject, "hand-ons-in-circle", text, N_("let one team keep the case until it is solved"))


def menu_repeats(subject: Subject) -> Iterable[Broken]:
    """Find circles within one contact."""
    text = N_("The same steps come round again within one contact, and nothing new is learnt.")
    return _broken(subject, "menu-repeats", text, N_("let the circle end with a person or a dated promise"))


def goes_back(subject: Subject) -> Iterable[Broken]:
    """Find playbooks that name an earlier step."""
    charter = subject.charter
    for name, playbook in charter.playbooks.items():
        order = {step.name: index for index, step in enumerate(playbook.steps)}
        for index, step in enumerate(playbook.steps):
            for key, way in named(step):
                if way in order and order[way] <= index:
                    place = charter.place("playbooks", name, "steps", str(index), *key)
                    message = sentence(
                        N_("Step `{step}` of playbook `{playbook}` goes back to `{way}`."),
                        step=step.name,
                        playbook=name,
                        way=way,
                    )
                    attempt = sentence(N_("a playbook runs forward only: name a later step"))
                    yield Broken(place, message, subject.way_to("playbooks", name), attempt)


LAW = Law(
    "no-loop",
    N_("Nobody is sent in circles by numbers, menus or people."),
    (
        Rule(
            "number-names-itself", N_("a line whose callers are told to call that line"), number_names_itself
        ),
        Rule(
            "lines-name-each-other",
            N_("lines that send their callers to one another in a circle"),
            lines_name_each_other,
        ),
        Rule("hand-ons-in-circle", N_("people who hand the caller on in a ring"), hand_ons_in_circle),
        Rule("menu-repeats", N_("steps that come round again within one contact"), menu_repeats),
        Rule("remedy-repeats", N_("a table that offers what was tried in vain"), remedy_repeats),
        Rule(
            "goes-back",
            N_("a playbook that names an earlier step, or itself"),
            together(goes_back, guided.plays_itself),
        ),
    ),
)
