"""Default paths: a charter that writes none gets a welcome, its playbooks, its questions and its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.domains import Cell
from possible.charter.steps import Ask, Decide, Play, Queue, Step, Walk

if TYPE_CHECKING:
    from possible.charter.model import Charter

WELCOME = "welcome"
PROBLEM = "problem"


def with_default_paths(charter: Charter) -> Charter:
    """Return the charter; one without paths gets `welcome` (language, problem) and a path per problem."""
    if charter.paths or not charter.teams:
        return charter
    problems = charter.facts[PROBLEM].domain.values if PROBLEM in charter.facts else ()
    if not problems:
        return charter.with_(paths={WELCOME: _for_problem(charter, "")})
    ways = tuple(
        (Cell(((index, index),), problem), f"{PROBLEM}-{problem}") for index, problem in enumerate(problems)
    )
    welcome = Walk(person=_team(charter, ""), steps=(Ask(ask="language"), Ask(ask=PROBLEM, to=ways)))
    return charter.with_(
        paths={WELCOME: welcome}
        | {f"{PROBLEM}-{problem}": _for_problem(charter, problem) for problem in problems}
    )


def _for_problem(charter: Charter, problem: str) -> Walk:
    """Return language (where nothing was asked yet), playbooks and questions of a problem, then the team."""
    steps: list[Step] = [] if problem else [Ask(ask="language")]
    steps += [
        Play(play=name)
        for name, playbook in charter.playbooks.items()
        if _is_for(playbook.for_, charter, problem)
    ]
    steps += [Decide(decide=name) for name in charter.questions if name == problem]
    team = _team(charter, problem)
    return Walk(person=team, steps=(*steps, Queue(queue=team)))


def _is_for(cells: dict[str, Cell], charter: Charter, problem: str) -> bool:
    if PROBLEM not in cells or not problem:
        return not cells or not problem
    return cells[PROBLEM].holds(charter.facts[PROBLEM].domain.number(problem))


def _team(charter: Charter, skill: str) -> str:
    people = [name for name, team in charter.teams.items() if not team.visits] or list(charter.teams)
    return next((name for name in people if skill in charter.teams[name].skills), people[0])
