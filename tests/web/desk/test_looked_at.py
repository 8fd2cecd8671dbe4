"""The floor of a pool is looked at while others change it: what is seen is of one moment."""

import pytest
from django.db import connection

from possible.floor.parts import parts
from possible_web.keeping.pools import ALL, LOOKS, looked_at, rebuilt
from possible_web.records.models import Pool


@pytest.fixture
def interrupted(desk_of, waiting):
    """Return a look at the floor, in whose middle Inès, who is just being offered a contact, goes or comes."""
    ines = desk_of()
    ines.post("/desk/presence", {"state": "available"})
    waiting()

    def look(times):
        left = [("available" if number % 2 else "offline") for number in range(times)]

        def interrupt(execute, sql, params, many, context):
            found = execute(sql, params, many, context)
            if (
                left
                and sql.startswith("SELECT")
                and 'FROM "records_waiting"' in sql
                and context["connection"]
            ):
                ines.post("/desk/presence", {"state": left.pop(0)})
            return found

        with connection.execute_wrapper(interrupt):
            found = looked_at(ALL)
        assert left == []
        return found

    return look


@pytest.mark.parametrize("times", [0, 1, 2, LOOKS])
def test_who_goes_or_comes_meanwhile_is_seen_whole_or_not_at_all(interrupted, times):
    told, floor = interrupted(times)
    pool = Pool.objects.get(name=ALL)
    assert told == pool.pool_seq
    assert parts(floor) == parts(rebuilt(pool))
    assert set(floor.hall.desks) == (set() if times % 2 else {"ines"})
