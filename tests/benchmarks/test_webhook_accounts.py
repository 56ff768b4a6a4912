"""A delivery counts as lost or doubled by what the worker did, not by what a table can hold."""

import json

import pytest

from benchmarks import webhook
from benchmarks._accounts import Account, account, handled


def said(guid: str, message: str = "delivery handled") -> str:
    return json.dumps({"level": "info", "message": message, "guid": guid}) + "\n"


def test_what_nobody_handled_is_lost_and_what_was_handled_again_is_doubled() -> None:
    log = [said("a"), said("b"), "celery: a plain line\n", said("c", "delivery failed"), said("b")]

    assert account({"a", "b", "c"}, handled(log)) == Account(acknowledged=3, lost=1, doubled=1)


def test_what_was_handled_without_its_sender_hearing_so_is_neither() -> None:
    assert account({"a"}, handled([said("a"), said("unheard")])) == Account(1, 0, 0)


@pytest.mark.parametrize(("lost", "doubled", "status"), [(0, 0, 0), (1, 0, 1), (0, 2, 1)])
def test_the_benchmark_fails_if_any_was_lost_or_doubled(
    lost: int, doubled: int, status: int
) -> None:
    assert webhook.status({"lost": lost, "doubled": doubled}) == status
