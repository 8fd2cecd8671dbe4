"""Each situation in which the company must move has a timed way out."""

from possible.check.every_wait_has_a_clock.cases import CASE_WAITS_FOR_EVER, RUNG_WITHOUT_TIME
from possible.check.every_wait_has_a_clock.promised import AGREED_WITHOUT_PROMISE, PROMISE_WITHOUT_TIME
from possible.check.every_wait_has_a_clock.queues import QUEUE_WITHOUT_LIMIT, SILENT_WAIT
from possible.check.every_wait_has_a_clock.ringing import RINGS_TOO_LONG
from possible.check.guided import too_long_playbooks
from possible.check.law import Law, Rule
from possible.values import N_

LAW = Law(
    "every-wait-has-a-clock",
    N_("Each situation in which the company must move has a timed way out."),
    (
        QUEUE_WITHOUT_LIMIT,
        SILENT_WAIT,
        RINGS_TOO_LONG,
        CASE_WAITS_FOR_EVER,
        PROMISE_WITHOUT_TIME,
        AGREED_WITHOUT_PROMISE,
        RUNG_WITHOUT_TIME,
        Rule("playbook-too-long", N_("Every playbook ends within its time."), too_long_playbooks),
    ),
)

__all__ = ["LAW"]
