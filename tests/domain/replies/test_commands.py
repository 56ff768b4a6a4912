"""Every command is answered, and every refusal says which rule, what to do and who can help."""

import pytest

from app.domain.commands import Command
from app.domain.issue import Person
from app.domain.replies import commands
from app.domain.state import State

OLGA = Person(4, "olga")


@pytest.mark.parametrize("command", Command)
def test_help_lists_every_command(command: Command) -> None:
    assert f"`/slipway {command.value}`" in commands.help_text()


def test_an_unknown_word_is_repeated_inertly_and_helped() -> None:
    answer = commands.unknown("approve @acme/security `now`")

    assert answer.startswith("I do not know `` approve @acme/security `now` ``.")
    assert "`/slipway retry`" in answer


def test_who_may_not_is_told_the_rule_and_whom_to_ask() -> None:
    answer = commands.not_allowed(
        Command.CANCEL, OLGA, "Only the requester and reviewers may.", "Ask dana."
    )

    assert answer.startswith("olga, you may not use `/slipway cancel` on this request.")
    assert "Only the requester and reviewers may. Ask dana." in answer


@pytest.mark.parametrize(
    ("command", "rule"), [(Command.RETRY, "stopped"), (Command.CANCEL, "under way")]
)
def test_what_does_nothing_now_says_why(command: Command, rule: str) -> None:
    answer = commands.not_now(command, State.AWAITING_APPROVAL)

    assert rule in answer
    assert "*awaiting approval*" in answer


def test_a_retry_goes_on_from_where_it_stopped() -> None:
    assert "from the step where it stopped" in commands.retrying(OLGA)


def test_a_cancelled_request_tells_what_is_left() -> None:
    assert "nothing is left" in commands.cancelling(OLGA, ())
    assert "- `acme/billing`" in commands.cancelling(OLGA, ("acme/billing",))


def test_an_edited_comment_is_no_command() -> None:
    assert "in a new comment" in commands.edited()
