"""`slipway init` where GitHub is late, or where its ruleset asks for less than it should."""

import io
from typing import Any

import pytest

from app.operations.init import setting_up
from tests.journeys.acme import Acme
from tests.journeys.beginnings import TEAMS, inits, merges
from tests.journeys.form import CONTROL

REPOSITORY = "/repos/{owner}/{repo}"


def test_a_new_repository_that_github_does_not_show_yet_is_waited_for(bare: Acme) -> None:
    bare.controls("faults", method="GET", route=REPOSITORY, status=404, skip=2, times=3)
    pauses: list[float] = []

    said = inits_with(bare, pauses)

    assert len(pauses) == 3
    assert "/pull/1 waits to be reviewed and merged." in said
    assert bare.repositories() == ["services"]


def test_one_that_is_never_shown_is_told_of(bare: Acme) -> None:
    bare.controls("faults", method="GET", route=REPOSITORY, status=404, skip=2, times=99)

    with pytest.raises(setting_up.NotShown, match="goes on where it stopped"):
        inits_with(bare, [])


def test_the_checks_that_are_required_are_slipways_own(bare: Acme) -> None:
    is_set_up(bare)

    checks = parameters(bare, "required_status_checks")["required_status_checks"]

    assert bare.sandbox.world.app
    assert {one["integration_id"] for one in checks} == {bare.sandbox.world.app.id}


def test_a_ruleset_that_asks_for_less_is_completed_and_keeps_what_is_the_admins(
    bare: Acme,
) -> None:
    is_set_up(bare)
    [ruleset] = bare.does("ada", "GET", f"{CONTROL}/rulesets")
    one = f"{CONTROL}/rulesets/{ruleset['id']}"
    review = {**parameters(bare, "pull_request"), "required_approving_review_count": 2}
    review["require_code_owner_review"] = False
    own = [{"type": "required_signatures"}, {"type": "pull_request", "parameters": review}]
    bare.does("ada", "PUT", one, {"rules": own})

    done, said = inits(bare)

    assert done, said
    assert "Complete the ruleset" in said
    reviews = parameters(bare, "pull_request")
    assert (reviews["required_approving_review_count"], reviews["require_code_owner_review"]) == (
        2,
        True,
    )
    types = {rule["type"] for rule in bare.does("ada", "GET", one)["rules"]}
    assert types >= {"required_signatures", "deletion", "required_status_checks"}


def test_a_check_that_was_not_reported_before_is_required_from_then_on(bare: Acme) -> None:
    is_set_up(bare)
    [ruleset] = bare.does("ada", "GET", f"{CONTROL}/rulesets")
    one = f"{CONTROL}/rulesets/{ruleset['id']}"
    rules = bare.does("ada", "GET", one)["rules"]
    fewer = [rule for rule in rules if rule["type"] != "required_status_checks"]
    bare.does("ada", "PUT", one, {"rules": fewer})

    done, said = inits(bare)

    assert done, said
    assert parameters(bare, "required_status_checks")["required_status_checks"]


def inits_with(acme: Acme, pauses: list[float]) -> str:
    printed = io.StringIO()
    place = setting_up.place_of(acme.bench, "acme")
    wanted = setting_up.wanted_at(place, TEAMS, None)
    setting_up.run(place, wanted, printed, lambda: True, pauses.append)
    return printed.getvalue()


def is_set_up(acme: Acme) -> None:
    inits(acme)
    merges(acme)
    done, said = inits(acme)
    assert done, said


def parameters(acme: Acme, type_: str) -> dict[str, Any]:
    """Of the one rule of this type that holds for the default branch."""
    rules = acme.does("ada", "GET", f"{CONTROL}/rules/branches/main")
    [found] = [rule for rule in rules if rule["type"] == type_]
    return dict(found["parameters"])
