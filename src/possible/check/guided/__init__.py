"""What is checked inside playbooks, for the laws to include: functions from a subject to what is broken.

`no-dead-end` takes `dangling_steps`, `missing_cases`, `runs_out_steps`, `unchecked_actions`, `toggles`,
`never_solves` and `never_reached_steps`; `no-loop/goes-back` takes `plays_itself`;
`every-wait-has-a-clock/playbook-too-long` takes `too_long_playbooks`.
"""

from possible.check.guided.actions import toggles, unchecked_actions
from possible.check.guided.cases import missing_cases, runs_out_steps
from possible.check.guided.length import too_long_playbooks
from possible.check.guided.names import dangling_steps, plays_itself
from possible.check.guided.reach import never_reached_steps, never_solves

__all__ = [
    "dangling_steps",
    "missing_cases",
    "never_reached_steps",
    "never_solves",
    "plays_itself",
    "runs_out_steps",
    "toggles",
    "too_long_playbooks",
    "unchecked_actions",
]
