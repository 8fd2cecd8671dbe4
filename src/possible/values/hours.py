"""Weekly hours: when a team is there, on each day of the week and on holidays."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.text import N_, Refused, Sentence, sentence

DAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
    N_("a holiday"),
)
HOLIDAY = 7
MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A minute of a day of the week (0 Monday to 6 Sunday, 7 a holiday): the witness of a class of hours."""

    day: int
    minute: int

    def __post_init__(self) -> None:
        """Refuse a day or a minute that does not exist."""
        if not (0 <= self.day <= HOLIDAY and 0 <= self.minute < MIDNIGHT):
            raise Refused(sentence(N_("There is no such moment of the week.")))

    @property
    def said(self) -> Sentence:
        """The moment as a sentence, so that the day is said in the reader's language."""
        return sentence(N_("{day} {time}"), day=sentence(DAYS[self.day]), time=self._time)

    @property
    def _time(self) -> str:
        return f"{self.minute // 60:02d}:{self.minute % 60:02d}"

    def __str__(self) -> str:
        """Return it as `Sunday 09:10`."""
        return f"{DAYS[self.day]} {self._time}"


@dataclass(frozen=True, slots=True)
class Hours:
    """For each of seven days and for holidays: sorted, disjoint ranges of minutes, each end excluded."""

    days: tuple[tuple[tuple[int, int], ...], ...]

    def __post_init__(self) -> None:
        """Refuse ranges that overlap or touch, are empty or leave the day; eight days are needed."""
        if len(self.days) != len(DAYS):
            raise Refused(sentence(N_("Hours are given for seven days and for holidays.")))
        for day in self.days:
            flat = [minute for part in day for minute in part]
            if flat != sorted(set(flat)) or any(not 0 <= minute <= MIDNIGHT for minute in flat):
                raise Refused(sentence(N_("These hours overlap or run backwards.")))

    def at(self, moment: Moment) -> bool:
        """Tell whether it is open at a moment."""
        return any(start <= moment.minute < end for start, end in self.days[moment.day])

    def edges(self, day: int) -> tuple[int, ...]:
        """Return the minutes of `day` at which it opens or closes, midnight at its end left out."""
        return tuple(minute for part in self.days[day] for minute in part if minute < MIDNIGHT)

    @property
    def weekly_minutes(self) -> int:
        """How many minutes of an ordinary week it is open."""
        return sum(end - start for day in self.days[:HOLIDAY] for start, end in day)


ALWAYS = Hours((((0, MIDNIGHT),),) * len(DAYS))
