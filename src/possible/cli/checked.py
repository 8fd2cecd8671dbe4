"""What `possible check` comes to know of one charter, before it is told in one form or another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.charter import Unreadable, digest, load
from possible.charter.unreadable import did_you_mean
from possible.check import LAWS, Subject, check
from possible.check.standards import standards_report
from possible.values import N_, Finding, Level, Refused, Sentence, sentence

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.charter.promises import Promise
    from possible.check.standards import Report

READING = "reading"
STANDARDS = "standards"
UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the findings is wanted: some laws or rules (none: all), some levels; and which standards."""

    rules: tuple[str, ...] = ()
    levels: tuple[str, ...] = tuple(Level)
    standards: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a law or rule that there is not."""
        known = {STANDARDS, *(law.name for law in LAWS)}
        known |= {f"{law.name}/{rule.name}" for law in LAWS for rule in law.rules}
        for name in self.rules:
            if name not in known and not name.startswith(f"{STANDARDS}/"):
                raise Refused(
                    sentence(N_("There is no law or rule `{name}`."), name=name), did_you_mean(name, known)
                )

    def has(self, finding: Finding) -> bool:
        """Tell whether a finding is wanted."""
        named = not self.rules or finding.law in self.rules or finding.id in self.rules
        return named and finding.level in self.levels


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one charter; without a digest it could not be read."""

    folder: str
    wanted: Wanted
    findings: tuple[Finding, ...]
    company: str = ""
    digest: str = ""
    live: tuple[tuple[str, Sentence], ...] = ()
    report: Report | None = None

    @property
    def code(self) -> int:
        """The exit code: 0 without errors, 1 with errors, 2 when it could not be read."""
        if not self.digest:
            return UNREADABLE
        return int(any(finding.level is Level.ERROR for finding in self.findings))

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each level."""
        found = Counter(finding.level for finding in self.findings)
        return {level.value: found[level] for level in Level}


def checked(folder: str, wanted: Wanted) -> Checked:
    """Read one charter and hold it against laws and standards; `Refused` for a standard that there is not."""
    try:
        charter = load(folder)
    except Unreadable as unreadable:
        return Checked(folder, wanted, tuple(fault.finding() for fault in unreadable.faults))
    subject = Subject(charter)
    report = standards_report(charter, wanted.standards, subject=subject)
    found = sorted([*check(charter, subject), *report.findings], key=lambda finding: finding.order)
    told = tuple(finding for finding in found if wanted.has(finding))
    return Checked(folder, wanted, told, charter.company, digest(charter), measured_live(charter), report)


def measured_live(charter: Charter) -> tuple[tuple[str, Sentence], ...]:
    """Return the promises that hold in a share of cases: no check can prove them, only measuring can."""
    return tuple((name, _clock(made)) for name, made in charter.promises.items() if made.share is not None)


def _clock(made: Promise) -> Sentence:
    text = N_("from `{start}` until `{end}` within {span}, in {share} %")
    span = getattr(made.within, "said", made.within)
    return sentence(
        text, start=made.from_, end=made.until, span=span, share=f"{float((made.share or 0) * 100):g}"
    )
