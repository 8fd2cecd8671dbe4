"""Facts that only standards ask for (publication, access, contracts, recordings). No law reads them."""

from __future__ import annotations

from datetime import date

from possible.charter.kinds import ListOf, Record, YesNo, key, record
from possible.charter.quantities import DATE, SPAN, WORD
from possible.values import Span


@record
class Published:
    """Where the charter and its figures are published."""

    where: str = key(WORD, "the page")
    as_: tuple[str, ...] = key(ListOf(WORD), "in which forms", name="as", default=())
    figures: str = key(WORD, "how often measured figures appear", default="")


@record
class Access:
    """How people with disabilities are served."""

    standard: str = key(WORD, "the standard met", default="")
    audited: date | None = key(DATE, "when somebody last looked by hand", default=None)
    relay: str = key(WORD, "the line of the text and sign-language relay", default="")


@record
class Contracts:
    """Terms of contract that standards limit."""

    commitment: Span | None = key(SPAN, "the longest minimum term", default=None)
    changes_told: str = key(WORD, "when changes are told", default="")
    end_online: bool = key(YesNo(), "a contract can be ended online", default=False)
    deposits_back: Span | None = key(SPAN, "when deposits are returned", default=None)
    whole_bundle_may_end: bool = key(
        YesNo(), "the whole bundle may end when part of it is not supplied", default=False
    )


@record
class Recordings:
    """Recorded calls."""

    notice: bool = key(YesNo(), "told before", default=False)
    keep: Span | None = key(SPAN, "how long they are kept", default=None)
    copy: str = key(WORD, "how a customer gets a copy", default="")


@record
class Declarations:
    """What the company declares; a declaration left out counts as not given."""

    published: Published | None = key(Record(Published), "publication", default=None)
    access: Access | None = key(Record(Access), "accessibility", default=None)
    contracts: Contracts | None = key(Record(Contracts), "terms of contract", default=None)
    recordings: Recordings | None = key(Record(Recordings), "recorded calls", default=None)
    selling_in_a_fault: bool | None = key(
        YesNo(), "something is sold in a contact about a fault", default=None
    )
    survey: str = key(WORD, "when a survey is sent", default="")
    debt_collection_in_dispute: str = key(
        WORD, "what happens to collection while something is disputed", default=""
    )
    people_say_their_name: bool | None = key(YesNo(), "people say who they are", default=None)
    automats_say_so: bool | None = key(YesNo(), "an automatic assistant says that it is one", default=None)
