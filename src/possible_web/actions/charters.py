"""Publishing a charter, and going back to one that was in force before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from possible.charter import Charter, digest
from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append
from possible_web.records.models import Account, Activation, CharterVersion

PUBLISHED = "shell-charter-published"
ROLLED_BACK = "shell-charter-rolled-back"
TOPIC = "charter-in-force"


@dataclass(frozen=True, slots=True)
class Proof:
    """What `check` said: how many findings of each level, and its errors in words (rule, place, sentence)."""

    counts: dict[str, int]
    errors: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class By:
    """Who does it: an account, or a name on the command line; and why, where a reason is needed."""

    who: str
    account: Account | None = None
    reason: str = ""


@action
def do_publish_charter(
    charter: Charter, files: dict[str, str], proof: Proof, by: By, now: Instant
) -> Activation:
    """Put a charter in force from now on; its files, and what `check` said, are kept with it.

    `Refused` when `check` found errors and nobody gave a reason to publish it all the same, or when it is in
    force already. The same charter published again is the same version.
    """
    if proof.errors and not by.reason.strip():
        raise Refused(
            sentence(N_("`check` finds errors ({count}); nothing was published."), count=len(proof.errors)),
            sentence(N_("mend them, or give a reason: `--override REASON`; it is recorded and shown")),
        )
    version, _ = CharterVersion.objects.get_or_create(
        digest=digest(charter),
        defaults={
            "company": charter.company,
            "version": charter.version,
            "files": files,
            "counts": proof.counts,
            "errors": list(proof.errors),
            "override": by.reason if proof.errors else "",
            "published_at": now,
        },
    )
    if _newest() == version.pk:
        raise Refused(sentence(N_("This charter is in force already.")))
    return _activated(version, by, now, PUBLISHED)


@action
def do_roll_back_charter(by: By, now: Instant) -> Activation:
    """Put the charter in force again that was there before the present one; `Refused` when there is none."""
    newest = _newest()
    history = Activation.objects.order_by("-pk").exclude(charter_id=newest)
    before = history.filter(rolled_back=False).select_related("charter").first()
    if newest is None or before is None:
        raise Refused(sentence(N_("There is no charter to go back to.")))
    return _activated(before.charter, by, now, ROLLED_BACK)


def _newest() -> int | None:
    return Activation.objects.order_by("-pk").values_list("charter_id", flat=True).first()


def _activated(version: CharterVersion, by: By, now: Instant, kind: str) -> Activation:
    made = Activation.objects.create(
        charter=version,
        at=now,
        by=by.account,
        who=by.who,
        reason=by.reason,
        rolled_back=kind == ROLLED_BACK,
    )
    body: dict[str, Any] = {"charter": version.digest, "who": by.who, "reason": by.reason}
    append([Entry(at=now, kind=kind, body=body, topics=(TOPIC,))])
    return made
