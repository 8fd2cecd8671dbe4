"""The stop-watch: turns, medians, ratios, and a table that says what was compared."""

from bench import timing
from bench.__main__ import benchmarks, main
from bench.timing import Row, compare, seconds, table


def test_ours_and_the_peer_take_turns_after_one_unmeasured_run(monkeypatch):
    done = []
    clock = iter(range(1000))
    monkeypatch.setattr(timing, "perf_counter", lambda: next(clock))
    row = compare("x", lambda: done.append("a"), lambda: done.append("b"), times=2)
    assert done == ["a", "b", "a", "b", "a", "b"]
    assert row == Row("x", 1, 1)


def test_the_median_counts_and_the_ratio_is_ours_over_theirs(monkeypatch):
    spent = iter([1.0, 9.0, 3.0, 2.0, 90.0, 4.0])
    monkeypatch.setattr(timing, "once", lambda _: next(spent))
    row = compare("x", lambda: None, lambda: None, times=3, target=5.0)
    assert (row.ours, row.peer, row.ratio) == (3.0, 4.0, 0.75)


def test_without_a_peer_there_is_no_ratio():
    assert Row("x", 1.0).ratio is None


def test_times_are_printed_with_three_digits():
    assert [seconds(value) for value in (12.34, 1.0, 0.9996, 0.01234, 0.00000789, None)] == [
        "12.3 s",
        "1 s",
        "1 s",
        "12.3 ms",
        "7.89 µs",
        "–",
    ]


def test_the_table():
    assert table([Row("long name", 0.5, 0.25, 1.0), Row("x", 0.002)], "z3").splitlines() == [
        "what      | ours   | z3     | ratio | target",
        "--------- | ------ | ------ | ----- | ------",
        "long name | 500 ms | 250 ms | 2.00  | 1 s",
        "x         | 2 ms   | –      | –     | –",
    ]


def test_benchmarks_are_listed_without_being_imported(tmp_path, capsys):
    (tmp_path / "one.py").write_text(
        '"""One thing.\n\nMore."""\nimport nothing_of_the_kind\ndef main(): ...\n'
    )
    (tmp_path / "data.py").write_text("X = 1\n")
    assert benchmarks(tmp_path) == {"one": "One thing."}
    assert "startup" in benchmarks()
    assert main(["nothing"]) == 2
    assert capsys.readouterr().err.startswith("no benchmark `nothing`; there are: ")
