"""The whole list: edits of `charters/cest-possible` that break one law each."""

from tests.mutation.hostile import HOSTILE
from tests.mutation.on_the_way import ON_THE_WAY
from tests.mutation.promised import PROMISED
from tests.mutation.small_print import SMALL_PRINT
from tests.mutation.tables import TABLES

MUTATIONS = ON_THE_WAY + TABLES + PROMISED + HOSTILE + SMALL_PRINT
NOT_MUTATED = (
    "one-answer/undecided",
)  # no single edit makes a table that tangled; the tests of the rule have one
