"""What became of acknowledged deliveries, from what the worker says of each that it handled."""

import json
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """How many ids were acknowledged, how many of them never handled, how often one too often."""

    acknowledged: int
    lost: int
    doubled: int


def handled(lines: Iterable[str]) -> Counter[str]:
    """How often each id was handled, by the lines of a worker's log."""
    told = (json.loads(line) for line in lines if line.startswith("{"))
    return Counter(one["guid"] for one in told if one["message"] == "delivery handled")


def account(acknowledged: Set[str], times: Counter[str]) -> Account:
    """One id must be handled once, whether its sender heard so or not."""
    lost = sum(guid not in times for guid in acknowledged)
    return Account(len(acknowledged), lost, times.total() - len(times))
