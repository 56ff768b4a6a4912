"""A tree that the policy revokes is built no more, unless its build goes on already."""

from app.domain.state import State
from app.github.calls import Call
from tests.journeys.acme import Acme, connect
from tests.journeys.request import Request
from tests.journeys.templates import (
    is_revoked,
    moves_on,
    revoking,
    says_of_templates,
    tree_of,
)


def plain(text: str) -> str:
    """Without the mark that keeps GitHub from making a link of a tree id."""
    return text.replace("&#8288;", "")


def test_a_request_with_a_revoked_tree_says_why_and_goes_on_with_newer_ones(acme: Acme) -> None:
    request = acme.files()
    revoked = tree_of(acme)
    newer = moves_on(acme)

    is_revoked(acme, revoked)

    assert request.state is State.NEEDS_CORRECTION
    assert "**Needs another version of its templates.** dana or a reviewer" in request.headline
    assert f"The tree {revoked[:12]} of the template python-service was revoked" in plain(
        request.status
    )
    assert "It leaks a token. Comment /slipway newest" in request.status
    assert "Comment `/slipway newest` for newer templates" in request.notices[-1]
    request.is_approved()
    assert "slipway/needs-correction" in request.labels
    request.is_commented("/slipway newest")
    assert "slipway/awaiting-approval" in request.labels
    request.is_approved()
    assert "slipway/live" in request.labels
    assert newer in acme.reads("billing", ".slipway.yml")


def test_a_revoked_platform_layer_stops_it_as_well(acme: Acme) -> None:
    request = acme.files()
    revoked = tree_of(acme, "cookiecutters/platform")
    moves_on(acme, "cookiecutters/platform")

    is_revoked(acme, revoked)

    assert request.state is State.NEEDS_CORRECTION
    assert f"{revoked[:12]} of the template platform was revoked" in plain(request.status)


def test_where_the_newest_one_is_revoked_an_admin_has_to_commit_another(acme: Acme) -> None:
    request = acme.files()
    is_revoked(acme, tree_of(acme))
    assert request.state is State.BLOCKED
    assert "an admin has to commit one" in request.headline
    request.is_commented("/slipway newest")
    assert "The newest templates cannot be taken" in request.notices[-1]

    newer = moves_on(acme)
    request.is_commented("/slipway newest")
    request.is_approved()

    assert "slipway/live" in request.labels
    assert newer in acme.reads("billing", ".slipway.yml")


def test_a_new_request_for_a_revoked_tree_is_neither_rendered_nor_pinned(acme: Acme) -> None:
    is_revoked(acme, tree_of(acme))

    request = acme.files()

    assert request.state is State.BLOCKED
    assert "What will be built" not in request.status
    assert request.row.template_trees == {}
    moves_on(acme)
    assert "slipway/awaiting-approval" in request.labels


def test_what_is_pinned_goes_on_while_only_the_newest_one_is_revoked(acme: Acme) -> None:
    request = acme.files()
    pinned, newest = tree_of(acme), moves_on(acme)

    is_revoked(acme, newest)
    request.is_commented("/slipway newest")

    assert "There is a newer version" not in request.status
    assert "The newest templates cannot be taken" in request.notices[-1]
    request.is_approved()
    assert request.state is State.LIVE
    assert pinned in acme.reads("billing", ".slipway.yml")


def test_a_revocation_that_is_taken_back_leaves_approvals_as_they_were(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/platform", "paula")
    acme.waits()
    is_revoked(acme, tree_of(acme))

    is_revoked(acme)
    request.is_labelled("approved/security", "sam")

    assert request.state is State.LIVE


def test_a_label_set_while_its_tree_is_revoked_does_not_count(acme: Acme) -> None:
    request = acme.files()
    is_revoked(acme, tree_of(acme))
    request.is_approved()

    is_revoked(acme)

    assert request.state is State.AWAITING_APPROVAL
    assert "did not show the request at that time" in request.status


def test_a_tree_revoked_between_approval_and_build_stops_it_before_anything_is_there(
    acme: Acme,
) -> None:
    request = _revoked_after(acme, "QUERY TeamMembers")

    assert request.state is State.BLOCKED
    assert acme.repositories() == ["services"]


def test_a_build_that_goes_on_already_is_finished(acme: Acme) -> None:
    request = _revoked_after(acme, "POST /repos/{owner}/{repo}/git/trees")

    assert request.state is State.LIVE


def test_a_retired_template_goes_on_where_it_was_shown_and_is_refused_to_others(
    acme: Acme,
) -> None:
    first = acme.files()
    rules = "  retired: [{template: python-service, say: Take java-service.}]\n"
    acme.commits("policy.yml", lambda text: says_of_templates(text, rules))

    second = acme.files(name="ledger")
    moves_on(acme)
    first.is_commented("/slipway newest")
    first.is_approved()

    assert second.state is State.NEEDS_CORRECTION
    assert "not on offer for new requests. Take java-service." in second.status
    assert "Take java-service. Nothing changes" in " ".join(first.notices[1].split())
    assert first.state is State.LIVE


def test_an_experimental_template_asks_one_more_role(acme: Acme) -> None:
    approval = (
        "approvals:\n  - name: the architects agree\n    label: approved/architects\n"
        "    by: security\n    when: template.experimental\n"
    )
    rules = "  experimental: [python-service]\n"
    acme.commits(
        "policy.yml",
        lambda text: says_of_templates(text.replace("approvals:\n", approval, 1), rules),
    )
    request = acme.files()

    request.is_approved()
    assert request.state is State.AWAITING_APPROVAL
    request.is_labelled("approved/architects", "sam")

    assert "slipway/live" in request.labels


def _revoked_after(acme: Acme, route: str) -> Request:
    """A request that is approved, and whose tree is revoked right after the first such call."""
    waiting = [tree_of(acme)]
    approved: list[Request] = []

    def on_call(call: Call) -> None:
        if call.route == route and approved and waiting:
            tree = waiting.pop()
            acme.commits_quietly("policy.yml", lambda text: revoking(text, tree))

    request = acme.with_bench(github=connect(acme.sandbox, on_call, acme.bench.database)).files()
    approved.append(request)
    request.is_approved()
    assert waiting == []
    return request
