"""How many contacts some people can carry, and how many people some contacts need.

Plain formulas over numbers: no clock, no charter, no randomness. What cannot be written as a formula is
played by the twin.
"""

from possible.forecast.erlang import Abandoning, answered_within, erlang_a, erlang_b, erlang_c, mean_wait
from possible.forecast.staffing import Service, Week, carried, people_for, places

__all__ = [
    "Abandoning",
    "Service",
    "Week",
    "answered_within",
    "carried",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "mean_wait",
    "people_for",
    "places",
]
