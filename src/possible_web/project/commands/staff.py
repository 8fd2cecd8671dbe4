"""`possible staff`: let somebody work here, and give them the link of their first sign-in."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace

from possible.cli.say import say
from possible.values.text import N_
from possible_web.project.commands.ready import add_data, make_ready, up_to_date

NAME = "staff"
HELP = N_("let somebody work here, and print the link of their first sign-in")
ROLES = ("agent", "lead", "technician", "admin")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the mail address, the names, the role, and what the person can do."""
    parser.add_argument("mail", metavar=say(N_("MAIL")), help=say(N_("the mail address to sign in with")))
    parser.add_argument("--name", required=True, metavar=say(N_("NAME")), help=say(N_("as customers see it")))
    parser.add_argument("--role", choices=ROLES, default=ROLES[0], help=say(N_("what the person does here")))
    for option, text in (
        ("--team", N_("a team of the charter; may be given several times")),
        ("--language", N_("a language that the person speaks; may be given several times")),
        ("--skill", N_("a skill; may be given several times")),
    ):
        parser.add_argument(option, action="append", default=[], metavar=say(N_("WORD")), help=say(text))
    text = N_("where a technician starts from, with its postcode: `12 rue des Lilas, 93100 Montreuil`")
    parser.add_argument("--home", metavar=say(N_("ADDRESS")), default="", help=say(text))
    add_data(parser)


def run(args: Namespace) -> int:
    """Add the person, and print the link; it can be used once, within an hour."""
    make_ready(args)
    up_to_date()
    from django.urls import reverse
    from django.utils.text import slugify

    from possible_web.actions.people import Newcomer, do_add_staff
    from possible_web.keeping.clock import now
    from possible_web.project import configuration
    from possible_web.signin.links import token_for

    home = home_in(args.home) if args.home else None
    newcomer = Newcomer(
        mail=args.mail,
        name=slugify(args.name) or slugify(args.mail.partition("@")[0]),
        shown_name=args.name,
        role=args.role,
        teams=tuple(args.team),
        languages=tuple(args.language),
        skills=tuple(args.skill),
        home=home,
    )
    made = do_add_staff(newcomer, now())
    link = configuration.public_url() + reverse("signin-link", args=[token_for(made.account)])
    print(say(N_("{name} works here now. First sign-in, once and within an hour:"), name=made.shown_name))
    print(link)
    return 0


def home_in(text: str) -> tuple[str, int, int]:
    """Return an address and its place in micro-degrees; `Refused` where it names no known postcode."""
    from possible_web.keeping.places import spot_of

    found = re.search(r"\b(\d{4,10})\b(?!.*\b\d{4,10}\b)", text)
    street = text[: found.start()].strip(" ,") if found else text
    spot = spot_of(found[1] if found else "", street)
    return text.strip(), spot.north, spot.east
