"""Promise 8: a policy, form or template that does not check stops nothing that worked before."""

import pytest

from app.domain.state import State
from tests.journeys.acme import Acme

POLICY = "policy.yml"
ISSUE_FORM = ".github/ISSUE_TEMPLATE/new-service.yml"


@pytest.mark.parametrize(
    ("path", "slip"),
    [
        (POLICY, "version: 1\nnonsense: true\n"),
        (POLICY, "version: [1\n"),
        (POLICY, ""),
        (ISSUE_FORM, "name: New service\nbody: 7\n"),
    ],
)
def test_the_last_good_law_stays_in_force(acme: Acme, path: str, slip: str) -> None:
    first = acme.files(name="before")
    wants_personal_data = first.issue["body"].replace("before", "after")
    acme.commits(path, lambda _: slip)

    second = acme.files_text(wants_personal_data.replace("\nnothing", "\npersonal"))
    first.is_approved()

    assert first.state is State.LIVE
    assert second.state is State.AWAITING_APPROVAL
    assert "`approved/security` by team `security`" in second.headline


def test_a_policy_that_never_checked_is_waited_for(acme: Acme) -> None:
    good = acme.reads("services", POLICY)
    acme.commits(POLICY, lambda _: "version: 7\n")
    request = acme.files()
    assert request.labels == {"service-request"}

    acme.commits(POLICY, lambda _: good)

    assert request.state is State.AWAITING_APPROVAL


def test_a_broken_template_blocks_new_requests_and_not_those_that_were_shown(acme: Acme) -> None:
    path = "cookiecutters/python-service/slipway.yml"
    good = acme.reads("services", path)
    shown = acme.files(name="shown")
    acme.commits(path, lambda _: "kind: nonsense\n")

    late = acme.files(name="late")
    shown.is_approved()

    assert shown.state is State.LIVE
    assert late.state is State.BLOCKED
    assert "python-service" in late.headline

    acme.commits(path, lambda _: good)

    assert "slipway/awaiting-approval" in late.labels
