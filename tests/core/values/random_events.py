"""Any event of any class: strategies made from the fields themselves, so that a new class is drawn too."""

import dataclasses
from typing import get_type_hints

from hypothesis import strategies as st

from possible.values import Language, Money
from possible.values.event_forms import kinds
from possible.values.events import Facts
from possible.values.instant import Instant

LATEST = 253_402_300_799_999  # the last millisecond of the year 9999
INSTANTS = st.integers(-62_135_596_800_000, LATEST).map(Instant)
MONEY = st.builds(Money, st.integers(-(10**12), 10**12), st.sampled_from(["EUR", "USD", "GBP"]))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
OF_TYPE = {
    str: TEXTS,
    int: st.integers(),
    bool: st.booleans(),
    Instant: INSTANTS,
    Instant | None: st.none() | INSTANTS,
    Money: MONEY,
    Money | None: st.none() | MONEY,
    Language: st.sampled_from(["fr", "en", "pt-BR", "fsl"]).map(Language),
    tuple[str, ...]: st.lists(TEXTS, max_size=3).map(tuple),
    Facts: st.dictionaries(TEXTS, TEXTS, max_size=3).map(lambda found: tuple(found.items())),
}


def of_class(cls):
    hints = get_type_hints(cls)
    return st.builds(cls, **{field.name: OF_TYPE[hints[field.name]] for field in dataclasses.fields(cls)})


ANY = st.one_of([of_class(cls) for cls in kinds().values()])
