"""Pairs on their way: names reserved all or nothing, steps counted and finished."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.store import pairs, requests
from app.store.database import Database
from app.store.requests import RequestRow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAMES = ("billing", "billing-integration-tests")


def a_request(database: Database, number: int = 1, organisation: str = "acme") -> RequestRow:
    with database.transaction() as tx:
        request_id = requests.want(tx, organisation, number, NOW)
        row = requests.claim(tx, request_id, NOW, timedelta(minutes=5))
    assert row is not None
    return row


def test_names_are_reserved_for_one_request(database: Database) -> None:
    first, second = a_request(database, 1), a_request(database, 2)

    with database.transaction() as tx:
        assert pairs.reserve(tx, first, NAMES) == {}
        assert pairs.reserve(tx, second, NAMES) == dict.fromkeys(NAMES, first.id)


def test_reserving_again_what_one_has_changes_nothing(database: Database) -> None:
    row = a_request(database)

    with database.transaction() as tx:
        assert pairs.reserve(tx, row, NAMES) == {}
        assert pairs.reserve(tx, row, NAMES) == {}


def test_nothing_is_reserved_unless_all_names_are_free(database: Database) -> None:
    first, second = a_request(database, 1), a_request(database, 2)

    with database.transaction() as tx:
        pairs.reserve(tx, first, NAMES[1:])
        assert pairs.reserve(tx, second, NAMES) == {NAMES[1]: first.id}
        assert pairs.reserved(tx, "acme", NAMES) == {NAMES[1]: first.id}


def test_names_that_differ_in_case_are_one_name(database: Database) -> None:
    first, second = a_request(database, 1), a_request(database, 2)

    with database.transaction() as tx:
        pairs.reserve(tx, first, ("Billing",))
        assert pairs.reserve(tx, second, ("bILLING",)) == {"bILLING": first.id}


def test_another_organisation_has_names_of_its_own(database: Database) -> None:
    ours, theirs = a_request(database), a_request(database, organisation="another")

    with database.transaction() as tx:
        pairs.reserve(tx, ours, NAMES)
        assert pairs.reserve(tx, theirs, NAMES) == {}


def test_released_names_are_free(database: Database) -> None:
    first, second = a_request(database, 1), a_request(database, 2)

    with database.transaction() as tx:
        pairs.reserve(tx, first, NAMES)
        pairs.release_names(tx, first)
        assert pairs.reserve(tx, second, NAMES) == {}


def test_a_request_has_one_pair(database: Database) -> None:
    row = a_request(database)
    with database.transaction() as tx:
        pairs.start(tx, row, "digest", {}, NOW)

    with pytest.raises(IntegrityError), database.transaction() as tx:
        pairs.start(tx, row, "digest", {}, NOW)


def test_no_two_pairs_have_one_mark(database: Database) -> None:
    first, second = a_request(database, 1), a_request(database, 2)

    with database.transaction() as tx:
        marks = {pairs.start(tx, row, "digest", {}, NOW).mark for row in (first, second)}

    assert len(marks) == 2
    assert all(len(mark) >= 32 for mark in marks)


def test_attempts_of_a_step_are_counted_until_somebody_allows_it_anew(database: Database) -> None:
    row = a_request(database)

    with database.transaction() as tx:
        pair = pairs.start(tx, row, "digest", {}, NOW)
        counts = [pairs.begin_step(tx, pair, "service:push") for _ in range(3)]

    assert counts == [1, 2, 3]


def test_a_finished_step_keeps_its_result(database: Database) -> None:
    row = a_request(database)

    with database.transaction() as tx:
        pair = pairs.start(tx, row, "digest", {"answers": {"tier": "2"}}, NOW)
        pairs.begin_step(tx, pair, "service:create")
        pairs.begin_step(tx, pair, "service:push")
        pairs.finish_step(tx, pair, "service:create", {"id": 7}, NOW)
        steps = pairs.steps_of(tx, pair)

    assert steps["service:create"].is_finished
    assert steps["service:create"].result == {"id": 7}
    assert not steps["service:push"].is_finished


def test_an_abandoned_pair_leaves_nothing(database: Database) -> None:
    row = a_request(database)
    with database.transaction() as tx:
        pair = pairs.start(tx, row, "digest", {}, NOW)
        pairs.begin_step(tx, pair, "confirm")

        pairs.abandon(tx, pair)

        assert pairs.of_request(tx, row.id) is None
        assert pairs.steps_of(tx, pair) == {}
