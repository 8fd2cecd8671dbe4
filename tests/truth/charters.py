"""Random small charters: a few lines, teams, paths and sentences, tied together in every way that the language allows."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

HOURS = {"day": {"mon-fri": "09:00-17:00"}, "late": {"mon-sat": "12:00-20:00"}}
FREE: dict[str, Any] = {"class": "free"}
PHASES = ("connect", "menu", "queue", "talk", "hold", "transfer")
FACTS = {
    "a": {"is": "yes/no", "from": "customer"},
    "b": {"is": ["x", "y", "z"], "from": "records"},
    "n": {"is": "0 or more", "from": "customer"},
    "v": {"is": ["p", "q"], "from": "playbook"},
}
SPLITS = {
    "a": (("yes", "no"),),
    "b": (("x", "y", "z"),),
    "n": (("0", "1 or more"), ("under 2", "2 to 3", "over 3")),
}
LINES, TEAMS, PATHS, SENTENCES = (
    ("one", "two", "three"),
    ("t1", "t2", "t3"),
    ("welcome", "p1", "p2", "p3"),
    ("s0", "s1", "s2"),
)
PROMISES = ("back", "news")
RULES = {
    "a": ["yes", "no"],
    "b": [["x", "y"], "z"],
    "n": ["up to 1", "2 or more"],
    "v": ["p", "q"],
}


def sometimes(value: st.SearchStrategy[Any], one_in: int = 2) -> st.SearchStrategy[Any]:
    """Return nothing, or once in so many times a value."""
    return st.integers(1, one_in).flatmap(lambda drawn: value if drawn == one_in else st.none())


def kept(**keys: Any) -> dict[str, Any]:
    """Return the keys that have a value, as they are written."""
    return {name.replace("_", "-"): value for name, value in keys.items() if value is not None}


@st.composite
def charters(draw: st.DrawFn) -> dict[str, bytes]:
    """Return the files of a charter that can be read; whether its laws hold is left to chance."""
    lines = LINES[: draw(st.integers(1, 3))]
    teams = TEAMS[: draw(st.integers(1, 3))]
    paths = PATHS[: draw(st.integers(1, 4))]
    languages = draw(st.sampled_from([["fr"], ["fr", "en"]]))
    names = _Names(lines, teams, paths, careful=draw(st.integers(0, 3)) > 0)
    charter = {
        "charter": "1",
        "company": "Any",
        "version": "2026-12-01",
        "timezone": "Europe/Paris",
        "languages": languages,
        "hours": HOURS,
        "tariffs": {"free": FREE, "paid": draw(_tariffs())},
        "lines": {name: draw(_line(index, names, languages)) for index, name in enumerate(lines)},
        "teams": {name: draw(_team(names, languages)) for name in teams},
        "waiting": draw(_waiting(names)),
        "facts": FACTS,
        "paths": {name: draw(_path(names)) for name in paths},
        "questions": {"q": draw(_question(names)), "r": draw(_question(names))},
        "remedies": {"fix": {"fee": "10 EUR", "by": teams[0], "promise": "back"}},
        "quotes": {"good-for": "3 days"},
        "promises": {
            name: {"from": "asked", "until": "called", "within": "1 h", "else": {"credit": "5 EUR"}}
            for name in PROMISES
        },
        "credits": {"paid-within": "30 days", "unasked": draw(st.sampled_from(["yes", "yes", "no"]))},
        "cases": kept(joins=draw(st.sampled_from(["60 days", "60 days", "no"])), lost_connection="back"),
        "complaints": {
            "ladder": [{"who": teams[0], "within": "3 days", "else": {"credit": "5 EUR"}}],
            "outside": {"who": "judge", "after": "30 days"},
        },
    }
    words = {
        f"words/{language}.yaml": draw(_words(language, lines, 30 if names.careful else 5))
        for language in languages
    }
    found = {"charter.yaml": charter, "playbooks/pb.yaml": draw(_playbook(teams)), **words}
    return {
        name: json.dumps(content, ensure_ascii=False, indent=1).encode() for name, content in found.items()
    }


class _Names:
    """What a way on may name in this charter; a careful author mostly leads to people and promises."""

    def __init__(
        self, lines: tuple[str, ...], teams: tuple[str, ...], paths: tuple[str, ...], *, careful: bool
    ) -> None:
        self.lines, self.teams, self.paths, self.careful = lines, teams, paths, careful
        ends = [*teams, *PROMISES]
        self.ways = st.sampled_from(ends * 4 + [*paths, *lines] if careful else [*ends, *paths, *lines])
        self.soft = st.sampled_from(
            list(PROMISES) * 12 + ends + [*paths, *lines]
            if careful
            else [*ends, *PROMISES, *paths, *lines, "q", "nowhere"]
        )

    def slips(self, draw: st.DrawFn, one_in: int) -> bool:
        """Tell whether the author forgets something here; a careful one seldom does."""
        return draw(st.integers(1, one_in * 12 if self.careful else one_in)) == 1

    def written(self, draw: st.DrawFn, value: st.SearchStrategy[Any], one_in: int) -> Any:
        """Return a value, or nothing when it was forgotten."""
        return None if self.slips(draw, one_in) else draw(value)


@st.composite
def _tariffs(draw: st.DrawFn) -> dict[str, Any]:
    meter = {
        "per-minute": "0.10 EUR",
        "charged-in": draw(st.lists(st.sampled_from(PHASES), min_size=1, max_size=3, unique=True)),
    }
    if draw(st.booleans()):
        return {"class": "premium", **meter}
    return {"class": "premium", draw(st.sampled_from(["own-network", "other-network"])): meter}


@st.composite
def _line(draw: st.DrawFn, index: int, names: _Names, languages: list[str]) -> dict[str, Any]:
    opens = draw(st.one_of(st.sampled_from(names.paths), st.sampled_from(names.paths), names.ways))
    own = draw(sometimes(st.sampled_from([[language] for language in languages]), 4))
    if draw(st.integers(0, 3)) == 3:
        return kept(chat=f"any.example/{index}", opens=opens, languages=own)
    return kept(
        phone=f"+33 1 99 00 00 1{index}",
        tariff=draw(st.sampled_from(["free", "free", "paid"])),
        opens=opens,
        languages=own,
        picks_up=draw(sometimes(st.just("person"), 6)),
        refunds=draw(sometimes(st.lists(st.sampled_from(PHASES), unique=True), 6)),
    )


@st.composite
def _team(draw: st.DrawFn, names: _Names, languages: list[str]) -> dict[str, Any]:
    hours = st.sampled_from(["always", "always", "always", "day", "late"])
    spoken = {language: draw(hours) for language in languages if draw(st.integers(0, 4)) < 4} or {
        languages[0]: "always"
    }
    act = (
        st.sampled_from(names.teams).map(lambda team: {"hand-on": team})
        if names.careful
        else st.one_of(
            st.sampled_from(names.teams).map(lambda team: {"hand-on": team}),
            st.sampled_from(SENTENCES).map(lambda sentence: {"say": sentence}),
            st.just({"hang-up": "late"}),
        )
    )
    return kept(languages=spoken, in_practice=draw(sometimes(st.lists(act, min_size=1, max_size=2), 5)))


@st.composite
def _waiting(draw: st.DrawFn, names: _Names) -> dict[str, Any]:
    return kept(
        at_most=names.written(draw, st.just("90 s"), 4),
        then=names.written(draw, names.soft, 4),
        closed=names.written(draw, names.soft, 4),
        no_speaker=names.written(draw, names.soft, 4),
    )


@st.composite
def _path(draw: st.DrawFn, names: _Names) -> dict[str, Any]:
    steps = draw(st.lists(_step(names), min_size=1, max_size=3))
    if not names.slips(draw, 10):
        steps.append(draw(_last(names)))
    return kept(person=names.written(draw, st.sampled_from([*names.teams * 6, *names.paths]), 3), steps=steps)


@st.composite
def _ask(draw: st.DrawFn, names: _Names) -> dict[str, Any]:
    fact = draw(st.sampled_from(["a", "b", "n"]))
    values = draw(st.sampled_from(SPLITS[fact]))
    way = st.one_of(st.just("next"), names.ways)
    to = {value: draw(way) for value in values if not names.slips(draw, 12)}
    return kept(ask=fact, to=to or None, again=draw(sometimes(st.just("yes"), 6)))


def _step(names: _Names) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.sampled_from(SENTENCES).map(lambda name: {"say": name}),
        _ask(names),
        _ask(names),
        st.builds(kept, play=st.just("pb"), solved=sometimes(names.soft, 6)),
        _decide(names),
        st.just({"ask": "language"}),
    )


def _decide(names: _Names) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        kept,
        decide=st.sampled_from(["q", "r"]),
        agreed=sometimes(names.soft, 6),
        declined=sometimes(names.soft, 4),
    )


def _last(names: _Names) -> st.SearchStrategy[dict[str, Any]]:
    queue = st.builds(
        kept,
        queue=st.sampled_from(names.teams),
        at_most=sometimes(st.just("3 min"), 4),
        then=sometimes(names.soft, 4),
        closed=sometimes(names.soft, 4),
        no_speaker=sometimes(names.soft, 4),
    )
    return st.one_of(
        *[queue] * (12 if names.careful else 3),
        st.sampled_from(PROMISES).map(lambda name: {"promise": name}),
        _decide(names),
        st.sampled_from(names.paths).map(lambda name: {"go": name}),
        st.sampled_from(names.teams).map(lambda name: {"hand-on": name}),
        st.sampled_from(names.lines).map(lambda name: {"send-to": name}),
        st.just({"hang-up": "busy"}),
    )


@st.composite
def _question(draw: st.DrawFn, names: _Names) -> dict[str, Any]:
    fact = draw(st.sampled_from(["a", "b", "n", "v"]))
    rules = []
    for index, cell in enumerate(RULES[fact]):
        rule: dict[str, Any] = {"id": f"r{index}", "when": {fact: cell}, "because": "why"}
        if draw(st.booleans()):
            rules.append({**rule, "answer": "fix", "price": "5 EUR"})
        else:
            rules.append(
                {
                    **rule,
                    "answer": "no",
                    "instead": draw(st.sampled_from([*names.teams * 3, *PROMISES, "fix", "r", "q"])),
                }
            )
    return {"asks": [fact], "rules": rules[1:] if names.slips(draw, 12) else rules}


@st.composite
def _playbook(draw: st.DrawFn, teams: tuple[str, ...]) -> dict[str, Any]:
    end = st.one_of(
        st.just({"conclude": {"v": "p"}}),
        st.just({"conclude": {"v": "q"}}),
        st.sampled_from(teams).map(lambda team: {"hand-on": team}),
    )
    steps: list[dict[str, Any]] = []
    if draw(st.booleans()):
        steps.append({"name": "look", "ask": "lamp", "to": {"on": "act", "off": "last"}})
    steps += [
        {
            "name": "act",
            "do": "restart",
            "by": "customer",
            "minutes": "3",
            "so-that": {"lamp": "on"},
            "else": "last",
        }
    ]
    steps += [{"name": "middle", **draw(end)}, {"name": "last", **draw(end)}]
    return {
        "playbook": "pb",
        "goal": {"works": "yes"},
        "facts": {
            "works": {"is": "yes/no", "from": "customer"},
            "lamp": {"is": ["on", "off"], "from": "customer"},
        },
        "steps": steps,
    }


@st.composite
def _words(draw: st.DrawFn, language: str, lines: tuple[str, ...], one_in: int) -> dict[str, Any]:
    def text(name: str) -> str:
        named = draw(sometimes(st.sampled_from(lines), one_in))
        if named is None:
            return f"{name} in {language}."
        digits = f"+33 1 99 00 00 1{LINES.index(named)}"
        return f"Please call {draw(st.sampled_from([digits, '{line.' + named + '}']))}."

    asked = {fact: {"ask": text(fact)} for fact in ("a", "b", "n", "language")}
    waiting = {"status": text("status"), "call-back-offer": text("offer")}
    return {
        "language": language,
        "say": {name: text(name) for name in SENTENCES},
        "ask": asked,
        "waiting": waiting,
    }
