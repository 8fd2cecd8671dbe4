"""The journal held against the tables: what happened, and what the rows say, must be the same.

Reading only, and in one view of the database, so that a service that runs meanwhile is not in the way. Each
check is a function from what was read to faults; `run.audited` calls them all.
"""

from possible_web.project.auditing.fault import Fault
from possible_web.project.auditing.run import Audit, audited

__all__ = ["Audit", "Fault", "audited"]
