"""Which technician, when: true slots, routes, and repairs of a broken day.

Values in, values out: no clock, no network, no randomness but what is passed in; integers everywhere. The
only judge of what can be kept is `schedule`; numpy, PyVRP and VROOM make things faster or cheaper, never
truer.
"""
