"""`possible walk`: be a caller, and see at every step what can come next and whose move it is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from possible.cli.say import say
from possible.values.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from possible.charter import Charter
    from possible.journey import Move, Situation

NAME = "walk"
HELP = N_("walk through a charter as a caller, one move after the other")
LONGEST = 1000


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the caller: line, language, moment, what is known, and the moves taken."""
    parser.add_argument("charter", metavar="CHARTER", help=say(N_("the charter's folder")))
    parser.add_argument("--line", help=say(N_("the line that is dialled; unwritten: the first")))
    parser.add_argument("--language", help=say(N_("the language wanted; unwritten: the line's first")))
    parser.add_argument(
        "--at", default="Monday 10:00", help=say(N_("the moment, such as “Sunday 09:10” or “holiday 10:00”"))
    )
    parser.add_argument(
        "--known", metavar="FACT=VALUE", nargs="*", default=[], help=say(N_("what the records know"))
    )
    parser.add_argument(
        "--take", metavar="N", nargs="*", type=int, help=say(N_("take these moves instead of asking"))
    )


def run(args: Namespace) -> int:
    """Walk until the end, the last move given, or the end of the input; 0, whatever it is."""
    from possible.charter import load

    charter = load(args.charter)
    situation = start(charter, args)
    chosen = iter(args.take) if args.take is not None else _typed()
    return walk(charter, situation, lambda: next(chosen, None))


def start(charter: Charter, args: Namespace) -> Situation:
    """Return the caller's first situation; `Refused` when the charter has no such line, language or fact."""
    from possible.charter.quantities import moment
    from possible.charter.unreadable import did_you_mean
    from possible.journey import Dialled, Situation
    from possible.values import Language, Refused, sentence

    line = args.line or next(iter(charter.lines), "")
    if line not in charter.lines:
        raise Refused(
            sentence(N_("There is no line `{line}`."), line=line), did_you_mean(line, charter.lines)
        )
    promised = charter.languages_of(line)
    language = args.language or promised[0]
    if language not in promised:
        text = N_("Line `{line}` does not promise `{language}`.")
        raise Refused(sentence(text, line=line, language=language), did_you_mean(language, promised))
    known = tuple(sorted(_fact(charter, text) for text in args.known))
    return Situation(Dialled(line), Language(language), moment(args.at), known)


def _fact(charter: Charter, text: str) -> tuple[str, tuple[tuple[int, int | None], ...]]:
    from possible.charter.unreadable import did_you_mean
    from possible.values import Refused, sentence

    fact, _, value = text.partition("=")
    if fact not in charter.facts:
        raise Refused(
            sentence(N_("The fact `{fact}` is declared nowhere."), fact=fact),
            did_you_mean(fact, charter.facts),
        )
    number = charter.facts[fact].domain.number(value)
    return fact, ((number, number),)


def walk(charter: Charter, situation: Situation, choose: Callable[[], int | None]) -> int:
    """Print each situation and its moves, take the move chosen, and stop where nothing follows."""
    from possible.journey import after, moves

    forgets = charter.cases.joins is None
    for _ in range(LONGEST):
        found = moves(charter, situation)
        _tell(charter, situation, found)
        if not found:
            return 0
        taken = choose()
        while taken is not None and not 1 <= taken <= len(found):
            print(say(N_("Choose a number from 1 to {last}."), last=len(found)))
            taken = choose()
        if taken is None:
            return 0
        move = found[taken - 1]
        print(f"→ {say(move.label)}  ({charter.place(*move.key)})\n")
        situation = after(situation, move, forgets=forgets)
    return 0


def _tell(charter: Charter, situation: Situation, found: tuple[Move, ...]) -> None:
    print(say(_where(charter, situation)))
    for number, move in enumerate(found, 1):
        print(f"  {number}  {say(move.label)}  [{say(WHOSE[move.owner])}]")


WHOSE = {
    "caller": N_("the caller's move"),
    "company": N_("the company's move"),
    "clock": N_("the clock's move"),
    "chance": N_("chance decides"),
}


def _where(charter: Charter, situation: Situation) -> str:
    from possible.journey import At, Dialled, Ended, Put, Told, Waiting, With

    spot = situation.spot
    match spot:
        case Dialled():
            return say(
                N_("You reach line {line}: {address}."),
                line=spot.line,
                address=charter.lines[spot.line].address,
            )
        case At():
            return say(N_("You are on path {path}, step {step}."), path=spot.path, step=spot.index + 1)
        case Put() | Told():
            return say(N_("The question is: {question}."), question=spot.question)
        case Waiting():
            return say(N_("You wait for {team}."), team=spot.team)
        case With():
            return say(N_("You are with a person of {team}."), team=spot.team)
        case Ended():
            return say(ENDS[spot.how], name=spot.name)


ENDS = {
    "solved": N_("The end: it is solved ({name})."),
    "agreed": N_("The end: agreed ({name})."),
    "answered": N_("The end: you have an answer{name}."),
    "promised": N_("The end: you have a promise ({name})."),
    "hung-up": N_("The end: they hung up ({name})."),
    "ran-out": N_("The end: nothing follows on path {name}."),
    "closed": N_("The end: {name} is closed, and nothing follows."),
    "dangling": N_("The end: `{name}` does not exist."),
    "nobody": N_("The end: nobody at {name} speaks your language."),
    "declined": N_("The end: you declined, and there is nobody to talk to ({name})."),
}


def _typed() -> Iterator[int]:
    while True:
        try:
            text = input("> ")
        except EOFError:
            return
        if text.strip() in {"q", "quit", "exit"}:
            return
        yield int(text) if text.strip().isdecimal() else 0
