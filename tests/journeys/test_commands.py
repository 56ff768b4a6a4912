"""The `/slipway …` comments: each is answered once, and obeyed only for those who may."""

from app.domain.state import State
from app.github.calls import Call
from tests.journeys.acme import Acme, connect
from tests.journeys.halfway import builds_up_to, service_of
from tests.journeys.request import Request


def _answers(request: Request) -> list[str]:
    return [text for text in request.comments if "<!-- slipway:reply " in text]


def test_help_lists_the_commands_for_anybody(busy_acme: Acme) -> None:
    request = busy_acme.files(name="helpful")

    request.is_commented("/slipway help", login="olga")

    [answer] = _answers(request)
    assert "`/slipway retry`" in answer
    assert "`/slipway cancel`" in answer


def test_an_unknown_command_is_answered_with_the_known_ones(busy_acme: Acme) -> None:
    request = busy_acme.files(name="unknown")

    request.is_commented("/slipway frobnicate @acme/security")

    [answer] = _answers(request)
    assert "I do not know `frobnicate @acme/security`" in answer
    assert "`/slipway help`" in answer


def test_a_command_is_answered_once_however_often_it_is_looked_at(busy_acme: Acme) -> None:
    request = busy_acme.files(name="once")
    request.is_commented("/slipway help")

    request.is_commented("Thank you.")
    request.is_edited(tier="3")

    assert len(_answers(request)) == 1


def test_a_command_given_twice_is_answered_twice(busy_acme: Acme) -> None:
    request = busy_acme.files(name="two")

    request.is_commented("/slipway cancel")
    request.is_commented("/slipway cancel")

    first, second = _answers(request)
    assert "Cancelled as dana asked" in first
    assert "does nothing here" in second


def test_an_outsider_may_not_cancel_and_hears_who_may(busy_acme: Acme) -> None:
    request = busy_acme.files(name="outsider")

    request.is_commented("/slipway cancel", login="olga")

    [answer] = _answers(request)
    assert "olga, you may not use `/slipway cancel`" in answer
    assert "dana, who asked for the service" in answer
    assert "platform" in answer
    assert request.state is State.AWAITING_APPROVAL


def test_a_reviewer_whom_the_policy_names_may_cancel(busy_acme: Acme) -> None:
    request = busy_acme.files(name="reviewer")

    request.is_commented("/slipway cancel", login="sam")

    assert request.state is State.CANCELLED
    assert not request.is_open
    assert request.issue["state_reason"] == "not_planned"


def test_a_cancelled_request_is_not_taken_up_again_by_approval_or_reopening(
    busy_acme: Acme,
) -> None:
    request = busy_acme.files(name="ended")
    request.is_commented("/slipway cancel")

    busy_acme.does("dana", "PATCH", request.path, {"state": "open"})
    request.is_approved()

    assert request.state is State.CANCELLED
    assert "ended" not in busy_acme.repositories()


def test_a_cancelled_name_is_free_for_another_request(busy_acme: Acme) -> None:
    busy_acme.files(name="freed").is_commented("/slipway cancel")
    second = busy_acme.files(name="freed", login="olga")

    second.is_approved()

    assert second.state is State.LIVE


def test_cancelling_in_the_middle_of_a_build_stops_it_and_tells_what_is_left(acme: Acme) -> None:
    started: list[Request] = []

    def on_call(call: Call) -> None:
        if call.route == "POST /repos/{owner}/{repo}/git/trees" and started:
            request = started.pop()
            body = {"body": "/slipway cancel"}
            acme.does("dana", "POST", f"{request.path}/comments", body)
            acme.hears()

    worker = acme.with_bench(github=connect(acme.sandbox, on_call, acme.bench.database))
    request = worker.files()
    started.append(request)

    request.is_approved()

    assert request.state is State.CANCELLED
    assert not request.is_open
    [answer] = _answers(request)
    assert "acme/billing" in answer
    assert "acme/billing-integration-tests" in answer
    assert "an admin may archive or delete it" in answer
    assert acme.repositories() == ["billing", "billing-integration-tests", "services"]
    assert acme.does("ada", "GET", "/repos/acme/billing/rulesets") == []


def test_cancelling_at_the_very_end_of_a_build_leaves_no_service_in_the_catalog(
    busy_acme: Acme,
) -> None:
    request = busy_acme.files(name="too-late")
    builds_up_to(request, None)
    service = service_of(request)

    request.is_commented("/slipway cancel")

    assert service is not None
    assert request.state is State.CANCELLED
    assert service_of(request) is None


def test_retry_where_nothing_stopped_says_where_the_request_stands(busy_acme: Acme) -> None:
    request = busy_acme.files(name="early")

    request.is_commented("/slipway retry")

    [answer] = _answers(request)
    assert "only a build that stopped can be retried" in answer
    assert "*awaiting approval*" in answer


def test_commands_on_a_live_request_are_answered_and_change_nothing(busy_acme: Acme) -> None:
    request = busy_acme.files(name="alive")
    request.is_approved()

    request.is_commented("/slipway cancel")
    request.is_commented("/slipway retry")

    assert request.state is State.LIVE
    assert len(_answers(request)) == 2
    assert all("does nothing here" in answer for answer in _answers(request))


def test_an_edited_comment_is_no_command(busy_acme: Acme) -> None:
    request = busy_acme.files(name="edited")
    comment_id = request.is_commented("Looks good.")

    path = f"/repos/acme/services/issues/comments/{comment_id}"
    busy_acme.does("dana", "PATCH", path, {"body": "/slipway cancel"})
    busy_acme.settles()

    assert request.state is State.AWAITING_APPROVAL
    [answer] = _answers(request)
    assert "An edited comment is no command" in answer


def test_a_command_in_a_quote_or_further_down_is_none(busy_acme: Acme) -> None:
    request = busy_acme.files(name="quoted")

    request.is_commented("> /slipway cancel")
    request.is_commented("You could say\n/slipway cancel")
    request.is_commented("```\n/slipway cancel\n```")

    assert _answers(request) == []
    assert request.state is State.AWAITING_APPROVAL


def test_an_answer_that_quotes_a_marker_does_not_pass_for_an_announcement(
    busy_acme: Acme,
) -> None:
    request = busy_acme.files(name="quoting")
    request.is_commented("/slipway <!-- slipway:status -->")
    request.is_commented("/slipway <!-- slipway:live 1 -->")

    request.is_approved()

    assert len([text for text in request.notices if "your service is live" in text]) == 1
    assert request.comments[0].startswith("🎉 **Live:**")
    assert len(_answers(request)) == 2
