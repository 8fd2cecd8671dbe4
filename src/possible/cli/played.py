"""A run on the terminal: what is asked is printed, what is typed is told to the run, and the run is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from possible.charter.unreadable import did_you_mean
from possible.cli.say import say
from possible.playbooks import (
    Agree,
    Ask,
    Concluded,
    Do,
    HandOn,
    Over,
    Reply,
    Seen,
    advance,
    begin,
    endings,
    longest,
    record,
    resume,
)
from possible.values import N_, Refused, sentence

if TYPE_CHECKING:
    from possible.charter import Cell, Charter
    from possible.playbooks import Move, Observation, Run, Voice

UNKNOWN = "?"
REPLIES = {"done": Reply.DONE, "unable": Reply.UNABLE, "silence": Reply.SILENCE, UNKNOWN: Reply.UNKNOWN}
HEADS = {
    "customer": "",
    "agent": N_("The agent:"),
    "system": N_("The system:"),
    "records": N_("The records:"),
}


class Answers:
    """Answers given before: for each fact, consent or action its answers in order, the last
    of which stays.
    """

    def __init__(self, given: list[str]) -> None:
        """Read `name=answer,answer`; `Refused` for anything else."""
        self.left: dict[str, list[str]] = {}
        for text in given:
            name, equals, answers = text.partition("=")
            if not (name and equals and answers):
                why = sentence(N_("`{text}` is no answer."), text=text)
                raise Refused(why, sentence(N_("write it as in `picture=no,no,yes`")))
            self.left[name] = answers.split(",")

    def to(self, name: str) -> str | None:
        """Return the next answer given for a name, or nothing."""
        answers = self.left.get(name)
        return (answers.pop(0) if len(answers) > 1 else answers[0]) if answers else None


class Play:
    """One run on the terminal."""

    def __init__(self, voice: Voice, answers: Answers, file: str | None) -> None:
        """Keep who speaks, the answers given, and the file of the record."""
        self.voice, self.answers, self.file = voice, answers, Path(file) if file else None

    def through(self, playbook: str) -> bool:
        """Play until the run is over or nobody answers any more; tell whether it is over."""
        run = self._begun(playbook)
        while not isinstance(run.move, Over):
            print(self._asked(run))
            after = self._answered(run)
            if after is None:
                print(say(N_("Stopped: the run is not over.")))
                return False
            run = after
            self._keep(run)
        print("\n".join(self._end(run)))
        return True

    def _begun(self, playbook: str) -> Run:
        if not (self.file and self.file.exists()):
            return begin(self.voice.charter, playbook)
        kept = _read(self.file)
        if kept.get("playbook") != playbook:
            text = N_("The record `{file}` is one of the playbook `{playbook}`.")
            raise Refused(sentence(text, file=self.file, playbook=kept.get("playbook", "")))
        return resume(self.voice.charter, kept)

    def _keep(self, run: Run) -> None:
        if self.file:
            kept = json.dumps(record(self.voice.charter, run), ensure_ascii=False, indent=1)
            self.file.write_text(kept + "\n", encoding="utf-8")

    def _asked(self, run: Run) -> str:
        """Return the question or the request, with the answers that can be chosen."""
        said = self.voice.asks(run)
        head, text = _head(run.move), said.text
        if head:
            text = f"{say(head)} {_named(run.move) if isinstance(run.move, Ask) else text}"
        choices = [f"  {number}  {label}" for number, (_, label) in enumerate(said.choices, 1)]
        return "\n".join(["", text, *choices])

    def _answered(self, run: Run) -> Run | None:
        """Return the run after the next answer that it understands; nothing at the end of the input."""
        while True:
            given = self.answers.to(_named(run.move))
            typed = given if given is not None else _typed(run.move)
            if typed is None:
                return None
            if given is not None:
                print(f"> {given}")
            try:
                return advance(self.voice.charter, run, self._meant(run, typed.strip()))
            except Refused as refused:
                if given is not None:
                    raise
                hint = f" ({say(refused.attempt)})" if refused.attempt else ""
                print(f"{say(refused.why)}{hint}")

    def _meant(self, run: Run, typed: str) -> Observation:
        """Return what was meant: a reply, the number of a choice, its name, or the value itself."""
        if isinstance(run.move, Do):
            return _done(typed)
        if typed in REPLIES and typed not in ("done", "unable"):
            return REPLIES[typed]
        choices = self.voice.asks(run).choices
        if isinstance(run.move, Agree):
            choices = (("yes", say(N_("yes"))), ("no", say(N_("no"))))
        if choices and typed.isdecimal() and 0 < int(typed) <= len(choices):
            return Seen(choices[int(typed) - 1][0])
        return Seen(next((value for value, label in choices if label.lower() == typed.lower()), typed))

    def _end(self, run: Run) -> Iterator[str]:
        match run.move:
            case Concluded(facts=facts):
                yield "\n" + say(N_("Not solved. What is known now:"))
                for fact, cell in facts.items():
                    yield f"  {fact}: {cell.text} ({self.voice.label(fact, cell.text)})"
            case HandOn(team=team):
                name = self.voice.text("teams", team) if team else say(N_("a person"))
                yield "\n" + say(N_("Handed on to {team}, with what was found out:"), team=name)
            case _:
                yield "\n" + say(N_("Solved."))
        yield from (f"  - {say(line)}" for line in self.voice.evidence(run))


def _head(move: Move | None) -> str:
    if isinstance(move, Ask):
        return HEADS.get(move.source, "")
    return HEADS[move.by] if isinstance(move, Do) else ""


def _named(move: Move | None) -> str:
    match move:
        case Ask(fact=name) | Agree(consent=name) | Do(action=name):
            return name
        case _:
            return ""


def _typed(move: Move | None) -> str | None:
    """Return what somebody types; nothing at the end of the input."""
    if isinstance(move, Do):
        prompt = say(N_("[Enter] done, “n” not possible > "))
    else:
        prompt = say(N_("“?” not known > "))
    try:
        return input(prompt)
    except EOFError:
        print()
        return None


def _done(typed: str) -> Observation:
    if typed in REPLIES:
        return REPLIES[typed]
    words = {"": Reply.DONE, "y": Reply.DONE, "o": Reply.DONE, "n": Reply.UNABLE}
    if typed.lower() not in words:
        why = sentence(N_("`{given}` is no answer to something that is to be done."), given=typed)
        raise Refused(why, sentence(N_("one of: {words}"), words="`done`, `unable`, `silence`"))
    return words[typed.lower()]


def _read(file: Path) -> dict[str, object]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        kept = None
    if not isinstance(kept, dict):
        raise Refused(sentence(N_("This is no record of a run of a playbook.")))
    return kept


def playbooks_told(charter: Charter) -> str:
    """Return the playbooks of a charter, each with the ways in which it can end."""
    lines = []
    for name in charter.playbooks:
        ends = dict.fromkeys(_ending(end.kind, end.team, end.facts) for end in endings(charter, name))
        lines.append(f"{name}: {', '.join(ends)}")
    return "\n".join(lines) or say(N_("This charter has no playbooks."))


def _ending(kind: str, team: str, facts: dict[str, Cell]) -> str:
    if kind == "concluded":
        return ", ".join(f"{fact}: {cell.text}" for fact, cell in facts.items())
    if kind == "handed-on":
        return say(N_("handed on to {team}"), team=team or say(N_("a person")))
    return say(N_("solved")) if kind == "solved" else say(N_("stuck"))


def longest_told(charter: Charter, playbook: str) -> str:
    """Return the longest run of a playbook; `Refused` when there is none of that name."""
    if playbook not in charter.playbooks:
        message = sentence(N_("There is no playbook `{name}`."), name=playbook)
        raise Refused(message, did_you_mean(playbook, charter.playbooks))
    most = longest(charter, playbook)
    text = N_("Every run ends, after {moves} questions and actions at most, all repeats included.")
    minutes = N_("Done at once, the longest run takes {minutes} minutes.")
    steps = N_("The run with the most to ask and to do: {steps}.")
    told = [say(text, moves=most.moves), say(minutes, minutes=most.minutes)]
    return "\n".join([*told, say(steps, steps=" → ".join(most.steps))])
