"""The operator on virtual time: a twin that notes, besides what happened, what the rows of it need."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from possible.journey import commands as to_do
from possible.journey.step import opened
from possible.simulate.twin import Twin
from possible.values.events import WaitTold
from possible_web.keeping.pools import RULES
from possible_web.keeping.turning import team_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.floor import Happening
    from possible.journey import turns
    from possible.journey.case import Callback, Case, Talk
    from possible.journey.force import InForce
    from possible.journey.step import Stepped
    from possible.values import Language
    from possible.values.instant import Instant
    from possible_web.project.filling.workers import Workers
    from possible_web.project.filling.world import Back


class Town(Twin):
    """A twin whose cases have numbers and references as rows have them.

    `talks`, `owed`: each contact, and each call that was owed, as it was last. `turned`, `touched`, `team`:
    how often and when a case changed, and whose it was. `told`: what the floor was told, each with how many
    events there were before.
    """

    def __init__(
        self, force: InForce, staff: Workers, world: Back, start: Instant, references: Iterator[str]
    ) -> None:
        """Begin at an instant with nobody there; the floor has the shell's own numbers."""
        super().__init__(force, staff, world, start, RULES)
        self.workers, self.back, self.references = staff, world, references
        self.talks: dict[str, Talk] = {}
        self.owed: dict[str, tuple[str, Callback]] = {}
        self.turned: Counter[str] = Counter()
        self.touched: dict[str, Instant] = {}
        self.team: dict[str, str] = {}
        self.told: list[tuple[int, Happening]] = []

    def opens(self, customer: str, language: Language) -> Case:
        """Return a new case under the next number."""
        case = opened(self.force, str(len(self.cases) + 1), customer, language, self.now)
        case.reference = next(self.references)
        return case

    def case_of(self, contact: str) -> str:
        """Return the case of a contact."""
        return self._contacts[contact]

    def feed(self, happening: Happening) -> None:
        """Tell the floor, and note that it was told."""
        self.told.append((len(self.events), happening))
        super().feed(happening)

    def _follow(self, case: str, turn: turns.Turn, stepped: Stepped) -> None:
        after = stepped.case
        for talk in after.talks:
            self.talks[talk.id] = talk
            self._contacts[talk.id] = case
        for call in after.callbacks:
            self.owed[call.contact] = (case, call)
        self.team[case] = team_of(after, self.team.get(case, ""))
        self.turned[case] += 1
        self.touched[case] = self.now
        super()._follow(case, turn, stepped)

    def _carry_out(self, case: str, command: to_do.Command) -> None:
        super()._carry_out(case, command)
        if isinstance(command, to_do.Enqueue):
            self._estimate(case, command.want.contact)

    def _estimate(self, case: str, contact: str) -> None:
        """Note what the customer is told about the wait, as the shell does."""
        if not self.floor.waits(contact) or self.floor.offered_to(contact):
            return
        found = self.floor.estimate(contact)
        if found.low is not None and found.high is not None:
            told = WaitTold(at=self.now, case=case, contact=contact, low=found.low, high=found.high)
            self.events.append(told)
