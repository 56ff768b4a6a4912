"""Promise 9: what only a fork has is not judged, and nothing can be merged by its check."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from app.domain.budget import Primary, Resource
from app.store import commit_checks, ledger, tables, wants
from app.usecases.commit_checks import COMMIT_CHECKS
from app.usecases.tending import tend
from tests.journeys.acme import Acme
from tests.journeys.branches import POLICY, run, runs
from tests.journeys.form import CONTROL

INSTALLATION = 77
WRONG = {POLICY: "version: 7\n"}


def proposes(acme: Acme, name: str, files: Mapping[str, str]) -> Any:
    """Olga, who may not write there, proposes from a fork of hers.

    Two branches with the same files of the same second would be one commit.
    """
    files = {**files, f"notes/{name}.md": name}
    where = {"repository": "acme/services", "actor": "olga", "branch": name}
    done = acme.controls("fork_pull", **where, files=files)
    acme.settles()
    return done


def test_a_commit_of_a_fork_is_not_judged_and_it_says_who_can_do_what(busy_acme: Acme) -> None:
    done = proposes(busy_acme, "wrong", WRONG)

    told = run(busy_acme, done["sha"])
    assert (told["status"], told["conclusion"]) == ("completed", "action_required")
    assert told["output"]["annotations_count"] == 0
    assert "somebody with write access" in told["output"]["summary"]


def test_each_further_commit_of_it_says_so(busy_acme: Acme) -> None:
    proposes(busy_acme, "more", {"notes.md": "One.\n"})

    second = proposes(busy_acme, "more", {"notes.md": "Two.\n"})

    assert run(busy_acme, second["sha"])["conclusion"] == "action_required"


def test_it_leaves_people_the_rest_of_the_hour(acme: Acme) -> None:
    """Anybody who can read the repository proposes as many commits as they like."""
    where = {"repository": "acme/services", "actor": "olga", "branch": "scarce"}
    acme.controls("fork_pull", **where, files=WRONG)
    acme.hears()
    database, now = acme.bench.database, acme.bench.clock()
    reset = now + timedelta(minutes=20)
    with database.transaction() as tx:
        known = ledger.standing(tx, INSTALLATION)
        scarce = {Resource.CORE: Primary(5000, 1000, reset)}
        ledger.save(tx, INSTALLATION, replace(known, primary=scarce))
        [row_id] = wants.due(tx, tables.commit_checks, now, 2, ["acme"])

    tend(acme.bench, COMMIT_CHECKS, row_id)

    with database.reading() as tx:
        row = commit_checks.get(tx, row_id)
    assert row is not None
    assert row.wait_until == reset


def test_nothing_is_merged_by_it_where_the_check_is_required(acme: Acme) -> None:
    required = {"required_status_checks": [{"context": "slipway/policy"}]}
    parameters = required | {"strict_required_status_checks_policy": False}
    ruleset = {
        "name": "the policy checks",
        "target": "branch",
        "enforcement": "active",
        "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
        "rules": [{"type": "required_status_checks", "parameters": parameters}],
    }
    done = proposes(acme, "required", {"notes.md": "Harmless.\n"})
    with acme.unprotected():
        acme.does("ada", "POST", f"{CONTROL}/rulesets", ruleset)
        merge = f"{CONTROL}/pulls/{done['number']}/merge"

        refused = acme.asks("ada", "PUT", merge)
        acme.does("paula", "POST", f"{CONTROL}/git/refs", branch_at(done["sha"]))
        acme.settles()
        merged = acme.asks("ada", "PUT", merge)

    assert refused.status_code == 405, refused.text
    assert "slipway/policy" in refused.json()["message"]
    assert merged.status_code == 200


def test_once_somebody_pushes_it_here_it_is_judged(busy_acme: Acme) -> None:
    done = proposes(busy_acme, "pushed-here", WRONG)

    busy_acme.does("paula", "POST", f"{CONTROL}/git/refs", branch_at(done["sha"]))
    busy_acme.settles()

    newest, before = runs(busy_acme, done["sha"])
    assert before["conclusion"] == "action_required"
    assert newest["conclusion"] == "failure"


def test_asking_again_does_not_have_it_judged(busy_acme: Acme) -> None:
    done = proposes(busy_acme, "asked-again", WRONG)
    first = run(busy_acme, done["sha"])

    busy_acme.controls("check_run", repository="acme/services", id=first["id"], actor="paula")
    busy_acme.settles()

    assert [one["conclusion"] for one in runs(busy_acme, done["sha"])] == ["action_required"] * 2


def branch_at(sha: str) -> dict[str, str]:
    return {"ref": f"refs/heads/judged-{sha[:8]}", "sha": sha}
