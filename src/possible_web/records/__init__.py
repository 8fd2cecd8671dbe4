"""What is kept: models, migrations, and the doors through which one row is reached. No rule of the charter.

Moments are whole milliseconds (`possible.values.instant`), as in the core; names of teams, lines and facts
are those of the charter. Cases, messages and the journal are never deleted by a cascade.
"""
