"""Which page to open as whom: the way in of each of the people of the story."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from possible.values import N_, Sentence, sentence
from possible_web.keeping.links import link_to
from possible_web.keeping.reach import MAIL, newest
from possible_web.project import configuration
from possible_web.project.filling.fill import Filled
from possible_web.records.models import Case, Staff
from possible_web.signin.links import token_for

STAFF = (
    ("ines", N_("{name}, agent: be available, and somebody rings")),
    ("youssef", N_("{name}, another agent")),
    ("nadia", N_("{name}, lead: queues, people, exceptions to review, and the technicians' rounds")),
    ("amadou", N_("{name}, technician: today's visits on a telephone, also without a network")),
    ("admin", N_("{name}: everything, and the mailbox")),
)


def pages(filled: Filled) -> Iterator[tuple[Sentence, str]]:
    """Yield who somebody is and the address of their first page, customers first."""
    address = configuration.public_url()
    yield sentence(N_("Anybody, with something that does not work")), f"{address}/"
    for reference, text in (
        (filled.carter, N_("{name}, customer: the swap was in vain, a visit is on offer")),
        (filled.other, N_("{name}, customer, in French")),
    ):
        case = Case.objects.filter(reference=reference).select_related("customer").first()
        if case is not None:
            link = link_to(case, newest(case.customer, MAIL))
            yield sentence(text, name=case.customer.name), link
    if filled.helper:
        link = address + reverse("portal-help", args=[filled.helper])
        yield sentence(N_("Ms Carter’s neighbour, who helps: he sees what she allows")), link
    for name, text in STAFF:
        row = Staff.objects.filter(name=name).select_related("account").first()
        if row is not None:
            link = address + reverse("signin-link", args=[token_for(row.account)])
            yield sentence(text, name=row.shown_name), link
