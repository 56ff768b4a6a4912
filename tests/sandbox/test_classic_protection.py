"""Classic protection of a branch: laid, told, replaced and taken away."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.checks import reports, with_checks
from tests.sandbox.proposing import REPOSITORY, branches
from tests.sandbox.protecting import (
    NOTHING,
    PROTECTION,
    checks_wanted,
    protects,
    restricted_to,
    reviews_wanted,
)
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    return with_checks(seed)


def test_a_branch_without_protection_and_none_at_all_are_told_apart(installation: Voice) -> None:
    unprotected = [installation.asks(verb, PROTECTION) for verb in ("GET", "DELETE")]
    nowhere = f"{REPOSITORY}/branches/nowhere/protection"
    unknown = [installation.asks(verb, nowhere, dict(NOTHING)) for verb in ("GET", "PUT")]

    told = [(one.status_code, one.json()["message"]) for one in (*unprotected, *unknown)]
    assert told == [(404, "Branch not protected")] * 2 + [(404, "Branch not found")] * 2


def test_what_was_set_is_told(installation: Voice) -> None:
    wanted = reviews_wanted(
        2,
        require_code_owner_reviews=True,
        require_last_push_approval=True,
        dismissal_restrictions={"users": ["will"], "teams": ["payments"]},
        bypass_pull_request_allowances={"apps": ["slipway"]},
    )
    set_to = protects(installation, enforce_admins=True, lock_branch=True, **wanted)

    found = installation.gets(PROTECTION)

    reviews = found["required_pull_request_reviews"]
    assert found == set_to
    assert found["enforce_admins"]["enabled"]
    assert found["lock_branch"]["enabled"]
    assert not found["allow_deletions"]["enabled"]
    assert reviews["required_approving_review_count"] == 2
    assert not reviews["dismiss_stale_reviews"]
    assert reviews["require_code_owner_reviews"]
    assert reviews["require_last_push_approval"]
    assert [one["login"] for one in reviews["dismissal_restrictions"]["users"]] == ["will"]
    assert [one["slug"] for one in reviews["dismissal_restrictions"]["teams"]] == ["payments"]
    assert [one["slug"] for one in reviews["bypass_pull_request_allowances"]["apps"]] == ["slipway"]
    assert not {"restrictions", "required_status_checks"} & found.keys()


def test_a_put_replaces_lists_and_turns_off_what_it_leaves_out(installation: Voice) -> None:
    protects(installation, required_linear_history=True, **restricted_to("will", teams=["cards"]))

    protects(installation, **restricted_to("dana"))

    found = installation.gets(PROTECTION)
    assert [one["login"] for one in found["restrictions"]["users"]] == ["dana"]
    assert found["restrictions"]["teams"] == []
    assert not found["required_linear_history"]["enabled"]


@pytest.mark.parametrize("left_out", sorted(NOTHING))
def test_every_part_must_be_sent_if_only_as_null(installation: Voice, left_out: str) -> None:
    body = {name: value for name, value in NOTHING.items() if name != left_out}

    answer = installation.asks("PUT", PROTECTION, body)

    assert answer.status_code == 422
    assert answer.json()["message"] == f'Invalid request.\n\n"{left_out}" wasn\'t supplied.'


@pytest.mark.parametrize(
    "wrong",
    [
        {"required_status_checks": {"strict": True}},
        {"required_status_checks": {"contexts": []}},
        {"restrictions": {"users": []}},
        reviews_wanted(7),
        restricted_to(teams=["payments"] * 101),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    installation: Voice, wrong: dict[str, Any]
) -> None:
    answer = installation.asks("PUT", PROTECTION, {**NOTHING, **wrong})

    assert answer.status_code == 422
    assert installation.asks("GET", PROTECTION).status_code == 404


def test_linear_history_takes_a_way_of_merging_that_keeps_it(person: Person) -> None:
    ada = person("ada")
    ada.does("PATCH", REPOSITORY, {"allow_squash_merge": False, "allow_rebase_merge": False})

    answer = ada.asks("PUT", PROTECTION, {**NOTHING, "required_linear_history": True})

    assert answer.status_code == 422


def test_a_check_comes_from_the_app_that_reported_it_unless_any_may(
    installation: Voice,
) -> None:
    reports(installation, name="ci")
    checks = [{"context": "ci", "app_id": -1}, {"context": "lint", "app_id": 9}]

    named = protects(installation, **checks_wanted("ci", "other"))["required_status_checks"]
    wanted = {"strict": True, "contexts": [], "checks": checks}
    told = protects(installation, required_status_checks=wanted)["required_status_checks"]

    assert named["contexts"] == ["ci", "other"]
    assert [one["app_id"] for one in named["checks"]] == [4242, None]
    assert [one["app_id"] for one in told["checks"]] == [None, 9]
    assert told["strict"]


def test_branches_say_that_they_are_protected_and_by_which_checks(installation: Voice) -> None:
    branches(installation)
    protects(installation, **checks_wanted("ci"))

    found = {one["name"]: one for one in installation.gets(f"{REPOSITORY}/branches")}

    assert {name: one["protected"] for name, one in found.items()} == {
        "main": True,
        "topic": False,
    }
    assert found["main"]["protection"]["required_status_checks"] == {
        "enforcement_level": "non_admins",
        "contexts": ["ci"],
        "checks": [{"context": "ci", "app_id": None}],
    }


def test_rules_of_a_branch_are_those_of_rulesets_alone(installation: Voice) -> None:
    protects(installation, **reviews_wanted())

    assert installation.gets(f"{REPOSITORY}/rules/branches/main") == []


def test_a_free_plan_protects_public_repositories_alone(
    installation: Voice, control: Callable[..., Any]
) -> None:
    protects(installation, **reviews_wanted())
    control("plan", organisation="acme", plan="free")

    private = installation.asks("GET", PROTECTION)
    public = installation.asks(
        "PUT", "/repos/acme/open/branches/main/protection", {**NOTHING, **reviews_wanted()}
    )

    assert (private.status_code, public.status_code) == (403, 200)
    assert "Upgrade to GitHub Pro" in private.json()["message"]
    assert not installation.gets(f"{REPOSITORY}/branches/main")["protected"]


def test_only_admins_and_apps_with_administration_look_at_a_protection(
    person: Person, nobody: Voice, installed: Callable[..., Voice]
) -> None:
    path = "/repos/acme/open/branches/main/protection"
    person("ada").does("PUT", path, dict(NOTHING))
    reader = installed(permissions={"contents": "read"})

    statuses = [one.asks("GET", path).status_code for one in (person("will"), nobody, reader)]

    assert statuses == [403, 401, 403]
    assert installed(permissions={"administration": "read"}).asks("GET", path).ok
