"""`possible serve`: everything that one machine needs, on one port, until it is told to stop."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from possible.cli.say import say
from possible.values.text import N_
from possible_web.project.commands.ready import add_data, have_data, up_to_date_apart

NAME = "serve"
HELP = N_("run the service: portal, desk and worker, on one port")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the data folder, where to listen, and whether it is for development."""
    add_data(parser)
    parser.add_argument("--host", metavar=say(N_("ADDRESS")), help=say(N_("the address to listen on")))
    parser.add_argument("--port", type=int, metavar="PORT", help=say(N_("the port to listen on")))
    parser.add_argument(
        "--development",
        action="store_true",
        help=say(N_("on this machine, anybody may read the mailbox page")),
    )


def run(args: Namespace) -> int:
    """Serve until SIGTERM or SIGINT; 2 when the port is taken."""
    from possible_web.project import configuration
    from possible_web.project.supervise import serve

    if args.host:
        configuration.put("POSSIBLE_HOST", args.host)
    if args.port:
        configuration.put("POSSIBLE_PORT", str(args.port))
    if args.development:
        configuration.put("POSSIBLE_DEVELOPMENT", "yes")
    have_data(args)
    return serve(up_to_date_apart)
