"""`slipway deliveries` and `slipway replay`."""

import json

from app.store import overview
from tests.operations.conftest import Desk


def state_of(desk: Desk, guid: str) -> str:
    with desk.database.reading() as tx:
        found = overview.receipt(tx, guid)
    assert found is not None
    return found.state


def test_deliveries_are_listed_with_what_became_of_them(desk: Desk) -> None:
    desk.delivery("g1", "ignored", "not the control repository")

    output = desk.run("deliveries").output

    assert output.startswith("number  received (UTC)")
    assert "ignored  issues.opened  acme" in output
    assert "g1    not the control repository" in output


def test_parked_deliveries_come_with_what_to_do(desk: Desk) -> None:
    desk.delivery("done", "done")
    desk.delivery("parked", "failed", "the database is locked")

    output = desk.run("deliveries", "--failed").output

    assert "parked" in output
    assert "  done  " not in output
    assert "slipway replay NUMBER" in output


def test_it_is_said_when_there_are_none(desk: Desk) -> None:
    assert desk.run("deliveries", "--failed").output == "No delivery is parked.\n"
    assert json.loads(desk.run("deliveries", "--json").stdout) == []


def test_what_a_webhook_says_cannot_act_on_the_terminal(desk: Desk) -> None:
    desk.delivery("g1", "failed", "\x1b[2J\x07gone")

    output = desk.run("deliveries").output

    assert "\x1b" not in output
    assert "[2J gone" in output


def test_a_replayed_delivery_waits_again_and_it_is_on_record_who_asked(desk: Desk) -> None:
    desk.delivery("g1")

    result = desk.run("replay", "g1", "--operator", "olaf")

    assert result.exit_code == 0, result.output
    assert "which was failed, is handled anew.\nA worker takes it up now" in result.output
    assert state_of(desk, "g1") == "waiting"
    entry = desk.entries()[0]
    assert (entry.actor, entry.action, entry.organisation) == ("operator olaf", "replayed", "acme")


def test_a_delivery_that_is_not_there_cannot_be_replayed(desk: Desk) -> None:
    result = desk.run("replay", "12345")

    assert result.exit_code == 1
    assert result.stderr.startswith("No delivery has the number or guid 12345. ")
    assert desk.entries() == []


def test_without_redis_it_is_said_when_the_replay_happens(desk_without_redis: Desk) -> None:
    desk_without_redis.delivery("g1")

    result = desk_without_redis.run("replay", "1")

    assert result.exit_code == 0, result.output
    assert "it is taken up once Redis is back." in result.output
    assert state_of(desk_without_redis, "g1") == "waiting"
