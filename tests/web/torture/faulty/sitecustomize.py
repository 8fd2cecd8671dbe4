"""A fault, for tests of the audit: put on PYTHONPATH, it makes every process save cases over what others saved.

Cases are read without the lock, as this process saw them last (for a minute), and saved without comparing
versions: what another process did meanwhile is overwritten. Nothing of it is in the product.
"""

import copy
import importlib.util
import sys
import time
from importlib.abc import MetaPathFinder

WHERE = "possible_web.keeping.turning"
FORGOTTEN_AFTER = 60.0
_seen: dict = {}


def seen_case(case_id: int):
    """Return a case as this process saw it last."""
    from possible_web.records.models import Case

    when, row = _seen.get(case_id, (0.0, None))
    if row is None or time.monotonic() - when > FORGOTTEN_AFTER:
        row = Case.objects.get(pk=case_id)
        _seen[case_id] = (time.monotonic(), row)
    return copy.copy(row)


def keep_blindly(row, state, now, **columns):
    """Save a case whatever its version is by now."""
    from possible_web.records.models import Case

    values = {"state": state, "version": row.version + 1, "changed_at": now, **columns}
    Case.objects.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
    _seen[row.pk] = (time.monotonic(), copy.copy(row))
    return row


class Seed(MetaPathFinder):
    """Let the module be as it is, then put the fault into it."""

    def find_spec(self, name, path=None, target=None):
        if name != WHERE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            module.locked_case, module.keep_case = seen_case, keep_blindly

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Seed())
