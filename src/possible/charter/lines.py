"""Lines: the published numbers and addresses where customers find the company."""

from __future__ import annotations

import re

from possible.charter.kinds import Kind, ListOf, NameOf, OneOf, Path, Reader, Schema, Way, YesNo, key, record
from possible.charter.nodes import Node
from possible.charter.quantities import LANGUAGE, SPAN, WORD
from possible.charter.tariffs import PHASE
from possible.values import N_, Language, Refused, Span, sentence

CHANNELS = ("phone", "chat", "video", "mail", "place")
_INTERNATIONAL = re.compile(r"\+\d[\d .-]{5,20}", re.ASCII)


class PromisedLanguage(Kind[Language]):
    """A language that the charter promises."""

    def read(self, node: Node, path: Path, reader: Reader, /) -> Language:
        """Return the language; the charter's own languages are read before."""
        found = LANGUAGE.read(node, path, reader)
        promised = reader.domains.get("language")
        if promised and found not in promised.values:
            message = sentence(
                N_("Here stands the language `{language}`, which the charter does not promise."),
                language=found,
            )
            raise reader.bad(
                "wrong-value", node.place, message, sentence(N_("add it to `languages` at the top"))
            )
        return found

    def schema(self) -> Schema:
        """Return a tag."""
        return LANGUAGE.schema()

    def words(self) -> str:
        """Return the description."""
        return "one of the promised languages"


@record
class Line:
    """A published number or address where customers find the company."""

    phone: str = key(WORD, "a telephone number in international form", default="")
    chat: str = key(WORD, "an address of a chat", default="")
    video: str = key(WORD, "an address of a video or relay service", default="")
    mail: str = key(WORD, "an address for letters, mail or a form", default="")
    place: str = key(WORD, "a place to go to", default="")
    tariff: str = key(NameOf("tariffs"), "what a call costs (phone only)", default="")
    languages: tuple[Language, ...] = key(
        ListOf(PromisedLanguage()), "the languages promised here; unwritten: those of the charter", default=()
    )
    for_: tuple[str, ...] = key(ListOf(WORD), "what it is for", name="for", default=())
    printed: tuple[str, ...] = key(ListOf(WORD), "where it is printed", default=())
    opens: str = key(Way(), "the path that it opens; unwritten: `welcome`", default="welcome")
    picks_up: str = key(
        OneOf("at once", "person"),
        "`person`: the call is not answered, so not charged, until a person takes it",
        default="at once",
    )
    at_most: Span | None = key(
        SPAN, "how long the network lets it ring unanswered (110 s unless written)", default=None
    )
    early_keys: bool = key(
        YesNo(), "keys work before the call is answered (it depends on the network)", default=False
    )
    refunds: tuple[str, ...] = key(
        ListOf(PHASE), "the phases whose charge is credited unasked, in full", default=()
    )

    def __post_init__(self) -> None:
        """Refuse a line without an address, with two, or without a price for calls."""
        if sum(bool(getattr(self, channel)) for channel in CHANNELS) != 1:
            message = N_("A line has one address: `phone`, `chat`, `video`, `mail` or `place`.")
            raise Refused(sentence(message))
        if self.phone:
            self._callable()
        elif self.tariff or self.refunds or self.picks_up != "at once" or self.at_most or self.early_keys:
            message = N_("Only a phone line has a tariff, a way of picking up, keys or refunds.")
            raise Refused(sentence(message))

    def _callable(self) -> None:
        if not _INTERNATIONAL.fullmatch(self.phone):
            message = N_("`{phone}` is no number in international form; write `+33 1 99 00 00 39`.")
            raise Refused(sentence(message, phone=self.phone))
        if not self.tariff:
            attempt = sentence(N_("`tariff: free` when it costs nothing"))
            raise Refused(sentence(N_("A phone line says what a call costs: `tariff`.")), attempt)

    @property
    def channel(self) -> str:
        """The kind of address: `phone`, `chat`, `video`, `mail` or `place`."""
        return next(channel for channel in CHANNELS if getattr(self, channel))

    @property
    def address(self) -> str:
        """The address itself, as printed."""
        return self.phone or self.chat or self.video or self.mail or self.place

    @property
    def digits(self) -> str:
        """The digits of a phone number, country code first."""
        return "".join(sign for sign in self.phone if sign.isdecimal())
