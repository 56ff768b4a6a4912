"""What the App reads of its delivery log, and how it asks for one of it again."""

import pytest

from app.github.connection import Connection
from app.github.deliveries import ask_again, read_log
from app.github.errors import NotFound
from sandbox import RunningSandbox
from sandbox.acts.webhooks import enqueue
from tests.sandbox.payloads import unsuspended


def has_sent(sandbox: RunningSandbox, count: int) -> None:
    """GitHub tried to deliver, and nobody answered."""
    world = sandbox.world
    assert world.app
    with world.lock:
        world.app.webhook_url = "http://127.0.0.1:9/"
        for _ in range(count):
            enqueue(world, world.app, "installation", "unsuspend", unsuspended(world), 77, None)
    world.outbox.queue.join()


def test_the_log_comes_newest_first(sandbox: RunningSandbox, connection: Connection) -> None:
    has_sent(sandbox, 3)

    page = read_log(connection.app)

    assert [one.guid for one in page.attempts] == [
        one.guid for one in reversed(sandbox.world.outbox.log)
    ]
    assert page.older == ""


def test_an_attempt_tells_what_was_tried_and_what_came_of_it(
    sandbox: RunningSandbox, connection: Connection
) -> None:
    has_sent(sandbox, 1)
    sandbox.world.outbox.log[0].id = 2**41

    [attempt] = read_log(connection.app).attempts

    assert (attempt.id, attempt.event, attempt.installation_id) == (2**41, "installation", 77)
    assert attempt.status_code == 0
    assert attempt.delivered_at.tzinfo is not None


def test_pages_are_followed_by_their_cursor(
    sandbox: RunningSandbox, connection: Connection
) -> None:
    has_sent(sandbox, 101)

    first = read_log(connection.app)
    last = read_log(connection.app, first.older)

    assert (len(first.attempts), len(last.attempts)) == (100, 1)
    assert last.older == ""


def test_a_delivery_is_sent_again_under_its_guid(
    sandbox: RunningSandbox, connection: Connection
) -> None:
    has_sent(sandbox, 1)

    ask_again(connection.app, sandbox.world.outbox.log[0].id)

    sandbox.world.outbox.queue.join()
    tried, again = sandbox.world.outbox.log
    assert (again.guid, again.redelivery) == (tried.guid, True)


def test_what_the_log_holds_no_more_is_not_found(connection: Connection) -> None:
    with pytest.raises(NotFound):
        ask_again(connection.app, 12345)
