"""An agent's process for the race: `CASE QUOTE CONTACT STARTS NOW` on a line, and it agrees and books at once.

It says `ready`, then for each line `got VISIT` or `told WHY`. It may be killed at any instant.
"""

import sys

import django

from possible.values import Refused
from possible.values.instant import Instant


def main():
    django.setup()
    from possible_web.actions.visits import Wanted, do_accept_visit
    from possible_web.records.models import Case

    Case.objects.count()  # connected
    print("ready", flush=True)
    for line in sys.stdin:
        case, quote, contact, starts, now = line.split()
        try:
            visit = do_accept_visit(
                int(case), Wanted(quote, contact, Instant(int(starts))), Instant(int(now))
            )
        except Refused as refused:
            print("told", refused.why.text, flush=True)
        else:
            print("got", visit.pk, flush=True)


if __name__ == "__main__":
    main()
