"""What is told of repeated runs."""

from benchmarks.label_to_live import summary


def test_a_summary_tells_the_median_and_the_spread() -> None:
    told = summary([(1.5, 44), (9.0, 46), (1.0, 44)])

    assert told == {
        "median_seconds": 1.5,
        "least_seconds": 1.0,
        "most_seconds": 9.0,
        "calls": 44,
    }
