"""The benchmark of rendering counts what it says, and its makers make the same files."""

from pathlib import Path

from app.sealed import warm
from benchmarks._processor import megabytes_of, own_seconds
from benchmarks.render import lines, measured, memory, others, room_pair


def test_every_way_makes_a_pair_and_costs_something(tmp_path: Path) -> None:
    makers = {"the warm room": room_pair(), **others("python-service", tmp_path)}

    seconds = measured(makers, rounds=1)

    assert {"the warm room", "the cookiecutter command"} <= set(seconds)
    assert all(spent > 0 for spent in seconds.values())


def test_the_memory_of_the_warm_process_is_told_at_each_stop() -> None:
    found = memory(room_pair(), (2, 4))

    assert list(found) == [2, 4]
    assert found[4] == sum(map(megabytes_of, warm.process_ids()))


def test_the_processor_time_of_this_process_only_grows() -> None:
    before = own_seconds()

    assert sum(range(2_000_000)) > 0

    assert own_seconds() > before


def test_each_time_stands_beside_its_ratio() -> None:
    table = list(lines({"the warm room": 0.05, "the cookiecutter command": 1.5}))

    assert table[-1] == "| the cookiecutter command | 1,500 ms | 30.0 |"
