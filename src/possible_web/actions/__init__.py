"""Every write: one file per noun, `do_<verb>_<noun>()`.

An action loads rows, makes core values, asks the core, saves, appends events, sets timers and fills the
outbox, in one transaction (`keeping.action`). It takes `now` as an argument, and never calls another action.
"""
