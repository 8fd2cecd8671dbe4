"""`possible explain`: the answer to a question as the customer would get it, and why; or the facts it
lacks.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from possible.cli.say import say, spoken
from possible.values.text import N_

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.values import Language

NAME = "explain"
HELP = N_("give the answer to a question as the customer would get it, and why")
FORMATS = ("text", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the charter, the question and the facts; the language in which it is told, and who is asked."""
    parser.add_argument("charter", metavar=say(N_("CHARTER")), help=say(N_("the folder of a charter")))
    parser.add_argument("question", metavar=say(N_("QUESTION")), help=say(N_("a question of the charter")))
    parser.add_argument(
        "facts",
        nargs="*",
        default=[],
        metavar=say(N_("FACT=VALUE")),
        help=say(N_("what is known, such as “outage=no”; what is missing is listed in the order to ask")),
    )
    parser.add_argument(
        "--language",
        metavar=say(N_("LANGUAGE")),
        help=say(N_("a language of the charter in which the customer is told (default: that of messages)")),
    )
    parser.add_argument("--team", metavar=say(N_("TEAM")), help=say(N_("the team that is asked")))
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help=say(N_("for people or for programs"))
    )


def run(args: Namespace) -> int:
    """Print the answer; 1 when the charter has none, or several, or one for each who is asked."""
    from possible.answers import Status, decide
    from possible.charter import load
    from possible.cli.explained import as_json, as_text

    charter = load(args.charter)
    facts = dict(map(_fact, args.facts))
    answer = decide(charter, args.question, facts, args.team)
    print(
        (as_json if args.format == "json" else as_text)(
            charter, answer, _language(charter, args.language), facts
        )
    )
    return 0 if answer.status in (Status.ANSWERED, Status.MISSING) else 1


def _fact(text: str) -> tuple[str, str]:
    from possible.values import Refused, sentence

    name, equals, value = text.partition("=")
    if not (equals and name and value):
        why = sentence(N_("`{text}` is no fact with a value."), text=text)
        raise Refused(why, sentence(N_("write it as in `outage=no`")))
    return name, value


def _language(charter: Charter, wanted: str | None) -> Language:
    """Return the language wanted, else that of messages where it is promised, else the first promised."""
    from possible.charter.unreadable import did_you_mean
    from possible.values import Refused, sentence

    known = {str(tag): tag for tag in charter.languages}
    if wanted is not None and wanted not in known:
        why = sentence(N_("The charter does not promise the language `{language}`."), language=wanted)
        raise Refused(why, did_you_mean(wanted, known))
    return known[wanted] if wanted else known.get(spoken(), charter.languages[0])
