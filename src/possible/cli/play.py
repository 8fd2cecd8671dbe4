"""`possible play`: play a playbook on the terminal, with typed answers or given ones, and go on later."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from possible.cli.say import say, speak, spoken
from possible.values.text import N_

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.values import Language

NAME = "play"
HELP = N_("play a playbook: guided repair, question by question")
STOPPED = 1


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the playbook, the language, answers given before, and the record of the run."""
    parser.add_argument("charter", metavar=say(N_("CHARTER")), help=say(N_("the folder of a charter")))
    parser.add_argument(
        "playbook", metavar=say(N_("PLAYBOOK")), help=say(N_("a playbook of the charter")), nargs="?"
    )
    parser.add_argument(
        "--language",
        metavar=say(N_("LANGUAGE")),
        help=say(N_("a language of the charter in which it is played (default: that of messages)")),
    )
    parser.add_argument(
        "--terms", metavar=say(N_("LANGUAGE")), help=say(N_("say technical words in this language too"))
    )
    parser.add_argument(
        "--answers",
        metavar=say(N_("NAME=ANSWER")),
        nargs="*",
        default=[],
        help=say(N_("answers given before, such as “picture=no,no,yes” or “restart-box=unable”")),
    )
    parser.add_argument(
        "--record", metavar=say(N_("FILE")), help=say(N_("keep the run here, and go on from it"))
    )
    parser.add_argument(
        "--longest", action="store_true", help=say(N_("print the longest run, which proves that all end"))
    )


def run(args: Namespace) -> int:
    """Play to the end; 1 when the answers stop before it, 2 when there is no such playbook, language or
    record.
    """
    from possible.charter import load
    from possible.cli.played import Answers, Play, longest_told, playbooks_told
    from possible.playbooks import Voice

    charter = load(args.charter)
    if not args.playbook:
        print(playbooks_told(charter))
        return 0
    language = _promised(charter, args.language, spoken())
    speak(language)
    if args.longest:
        print(longest_told(charter, args.playbook))
        return 0
    terms = _promised(charter, args.terms, "") if args.terms else None
    play = Play(Voice(charter, language, terms), Answers(args.answers), args.record)
    return 0 if play.through(args.playbook) else STOPPED


def _promised(charter: Charter, wanted: str | None, usual: str) -> Language:
    """Return the language wanted, else the usual one where it is promised, else the first promised."""
    from possible.charter.unreadable import did_you_mean
    from possible.values import Refused, sentence

    known = {str(tag): tag for tag in charter.languages}
    if wanted is not None and wanted not in known:
        why = sentence(N_("The charter does not promise the language `{language}`."), language=wanted)
        raise Refused(why, did_you_mean(wanted, known))
    return known[wanted] if wanted else known.get(usual, charter.languages[0])
