"""Promise 1: templates that move on void nothing, unless somebody asks for the newest ones."""

from app.domain.state import State
from app.store import audit
from app.store.audit import Action
from tests.journeys.acme import Acme
from tests.journeys.request import Request
from tests.journeys.templates import TEMPLATE, moves_on, tree_of

BY_LABEL = "label: approved/platform\n    by: platform"


def shown_digest(request: Request) -> str:
    """The beginning of the digest that the status comment shows."""
    return request.status.split("bound to this text: `")[1][:12]


def answers(request: Request) -> list[str]:
    return [text for text in request.comments if "<!-- slipway:reply " in text]


def test_the_status_comment_tells_of_newer_templates_and_approvals_stand(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/platform", "paula")
    told_before = "There is a newer version" in request.status

    moves_on(acme)

    assert not told_before
    assert "There is a newer version of `python-service`. `/slipway newest` takes" in request.status
    assert "approved/platform" in request.labels
    assert "Approved by paula" in request.status


def test_newest_takes_the_newest_trees_and_asks_for_every_approval_again(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/platform", "paula")
    newer = moves_on(acme)

    request.is_commented("/slipway newest")

    [answer] = answers(request)
    assert "Taking the newest templates as dana asked. What moved on: `python-service`." in answer
    assert "approved/platform" not in request.labels
    assert "newer templates were asked for after it" in request.status
    assert any("@paula" in notice and "count no longer" in notice for notice in request.notices)
    assert newer[:12] in request.status
    assert "There is a newer version" not in request.status
    request.is_approved()
    request.is_labelled("approved/security", "sam")
    assert request.state is State.LIVE
    assert newer in acme.reads("billing", ".slipway.yml")


def test_newest_is_on_record_with_the_trees_that_it_let_go(acme: Acme) -> None:
    request = acme.files()
    older, newer = tree_of(acme), moves_on(acme)

    request.is_commented("/slipway newest")

    row_id = request.row.id
    with acme.bench.database.transaction() as tx:
        [entry] = audit.of_actions(tx, "acme", row_id, {Action.TEMPLATES_RENEWED})
    assert entry.actor == "dana"
    assert entry.data["from"]["python-service"] == older
    assert entry.data["to"]["python-service"] == newer


def test_where_nothing_is_newer_that_is_said_and_every_approval_stands(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/platform", "paula")

    request.is_commented("/slipway newest")

    [answer] = answers(request)
    assert "built from the newest templates already" in answer
    assert "approved/platform" in request.labels
    assert "Approved by paula" in request.status


def test_an_approval_from_before_stays_void_when_the_template_goes_back(acme: Acme) -> None:
    by_comment = "explicit: true\n    by: platform"
    acme.commits("policy.yml", lambda text: text.replace(BY_LABEL, by_comment, 1))
    original = acme.reads("services", f"{TEMPLATE}/slipway.yml")
    request = acme.files(data="personal")
    digest = shown_digest(request)
    request.is_commented(f"/slipway approve {digest}", login="paula")
    moves_on(acme)
    request.is_commented("/slipway newest")
    acme.commits(f"{TEMPLATE}/slipway.yml", lambda _: original)

    request.is_commented("/slipway newest")
    request.is_labelled("approved/security", "sam")

    assert shown_digest(request) == digest
    assert request.state is State.AWAITING_APPROVAL
    assert "newer templates were asked for after it" in request.status
    request.is_commented(f"/slipway approve {digest}", login="paula")
    assert "slipway/live" in request.labels


def test_a_stranger_may_not_ask_for_the_newest_and_a_reviewer_may(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/platform", "paula")
    moves_on(acme)

    request.is_commented("/slipway newest", login="olga")

    assert "olga, you may not use `/slipway newest`" in answers(request)[-1]
    assert "approved/platform" in request.labels
    request.is_commented("/slipway newest", login="sam")
    assert "as sam asked" in answers(request)[-1]
    assert "approved/platform" not in request.labels


def test_a_live_request_takes_no_newer_templates(acme: Acme) -> None:
    request = acme.files()
    request.is_approved()
    moves_on(acme)

    request.is_commented("/slipway newest")

    assert "templates can be changed until the build begins" in answers(request)[-1]
    assert request.state is State.LIVE


def test_a_newest_template_that_cannot_be_read_is_not_taken(acme: Acme) -> None:
    request = acme.files(data="personal")
    request.is_labelled("approved/platform", "paula")
    acme.commits(f"{TEMPLATE}/slipway.yml", lambda _: "kind: nonsense\n")

    request.is_commented("/slipway newest")

    assert "The newest `python-service` cannot be used." in answers(request)[-1]
    assert "There is a newer version" not in request.status
    assert "approved/platform" in request.labels


def test_where_nobody_can_read_the_template_it_has_to_be_corrected_first(acme: Acme) -> None:
    request = acme.files()
    request.is_edited(template="none of them")

    request.is_commented("/slipway newest")

    assert "which template this request asks for cannot be read" in answers(request)[-1]


def test_a_layer_that_a_form_offers_is_no_template_to_build_from(acme: Acme) -> None:
    form = ".github/ISSUE_TEMPLATE/new-service.yml"
    option = "- python-service\n"
    acme.commits(form, lambda text: text.replace(option, f"{option}        - platform\n"))

    request = acme.files(template="platform")

    assert request.state is State.NEEDS_CORRECTION
    assert "There is no template platform" in request.status
