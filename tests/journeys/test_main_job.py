"""The main job: a filed form becomes a pair of repositories."""

import subprocess
from pathlib import Path

from app.domain.state import State
from tests.journeys.acme import Acme


def test_a_request_with_a_mistake_hears_at_once_what_is_wrong(acme: Acme) -> None:
    request = acme.files(name="Billing_Service", owner="nobody")

    assert request.state is State.NEEDS_CORRECTION
    assert "Needs a correction by dana" in request.headline
    assert "Billing_Service cannot be used" in request.status
    assert "There is no team nobody" in request.status


def test_a_complete_request_says_who_must_approve_with_which_label(acme: Acme) -> None:
    request = acme.files(data="personal")

    assert request.state is State.AWAITING_APPROVAL
    assert "`approved/platform` by team `platform-reviewers`" in request.headline
    assert "`approved/security` by team `security`" in request.headline
    assert len(request.notices) == 1
    assert "@acme/platform-reviewers" in request.notices[0]


def test_an_approved_request_becomes_a_pair_that_git_can_clone(acme: Acme, tmp_path: Path) -> None:
    request = acme.files()

    request.is_approved()

    assert request.state is State.LIVE
    assert not request.is_open
    assert acme.repositories() == ["billing", "billing-integration-tests", "services"]
    token = "x-access-token:ghp_sandbox_ada"
    for name in ("billing", "billing-integration-tests"):
        url = f"{acme.sandbox.url}/acme/{name}.git".replace("://", f"://{token}@")
        subprocess.run(["git", "clone", "-q", url, str(tmp_path / name)], check=True)
        assert (tmp_path / name / "Makefile").is_file()
    assert (tmp_path / "billing/bin/deploy").stat().st_mode & 0o100


def test_the_status_comment_is_one_and_the_pair_is_announced_once(acme: Acme) -> None:
    request = acme.files()

    request.is_approved()

    live = [text for text in request.notices if "your service is live" in text]
    assert len(live) == 1
    assert "@dana" in live[0]
    assert request.headline.startswith("🎉 **Live:**")


def test_reviewers_are_asked_once_the_correction_is_made_and_not_before(acme: Acme) -> None:
    request = acme.files(name="Billing_Service")
    assert request.notices == []

    request.is_edited(name="billing")

    assert len(request.notices) == 1
    assert "@acme/platform-reviewers" in request.notices[0]
