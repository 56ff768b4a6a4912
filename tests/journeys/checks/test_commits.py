"""Promise 8: the check on a commit says what is wrong with a policy before it is in force."""

import pytest

from app.store import commit_checks, tables, wants
from app.store.commit_checks import Origin
from app.usecases.commit_checks import COMMIT_CHECKS
from app.usecases.tending import tend
from tests.journeys.acme import Acme
from tests.journeys.branches import POLICY, annotations, branch, run, runs, tip
from tests.journeys.form import CONTROL


def test_a_mistake_is_told_at_its_line(busy_acme: Acme) -> None:
    work = branch(busy_acme, "a-mistake")

    commit_id = work.changes(lambda text: text.replace("max_length: 40", "max_length: many"))

    told = run(busy_acme, commit_id)
    line = busy_acme.reads("services", POLICY).split("max_length: 40")[0].count("\n") + 1
    assert (told["status"], told["conclusion"]) == ("completed", "failure")
    assert told["output"]["title"] == "1 mistake in policy.yml"
    [found] = annotations(busy_acme, told)
    assert (found["path"], found["start_line"]) == (POLICY, line)
    assert found["annotation_level"] == "failure"


def test_a_mended_policy_passes(busy_acme: Acme) -> None:
    work = branch(busy_acme, "mended")
    broken = work.changes(lambda text: text.replace("max_length: 40", "max_length: many"))

    mended = work.changes(lambda text: text.replace("max_length: many", "max_length: 39"))

    assert run(busy_acme, broken)["conclusion"] == "failure"
    assert run(busy_acme, mended)["conclusion"] == "success"


def test_a_commit_that_leaves_the_policy_alone_passes_in_a_sentence(busy_acme: Acme) -> None:
    work = branch(busy_acme, "unrelated")

    commit_id = work.adds("notes/unrelated.md", "Nothing about policies.\n")

    told = run(busy_acme, commit_id)
    assert told["conclusion"] == "success"
    assert told["output"]["title"] == "Policy, form and policy cases stay as they are"
    assert "leaves policy, form and policy cases as they are" in told["output"]["summary"]


def test_a_policy_case_that_fails_is_told_at_its_place(busy_acme: Acme) -> None:
    work = branch(busy_acme, "a-case")
    case = "version: 1\ncases:\n  - name: all pass\n    given:\n    expect: {state: building}\n"

    commit_id = work.adds("policy-tests/deep/more.yml", case)

    told = run(busy_acme, commit_id)
    assert told["conclusion"] == "failure"
    assert any(one["path"] == "policy-tests/deep/more.yml" for one in annotations(busy_acme, told))


def test_a_team_that_is_not_there_is_told(busy_acme: Acme) -> None:
    work = branch(busy_acme, "no-team")

    commit_id = work.changes(lambda text: text.replace("platform-reviewers", "nobodies"))

    told = run(busy_acme, commit_id)
    assert told["conclusion"] == "failure"
    assert any("nobodies" in one["message"] for one in annotations(busy_acme, told))


def test_past_requests_that_would_be_decided_differently_are_told(busy_acme: Acme) -> None:
    busy_acme.files(name="waits-for-long")
    work = branch(busy_acme, "generous")

    commit_id = work.changes(lambda text: f"{text}\nautomatic: [{{name: all, when: 'true'}}]\n")

    summary = run(busy_acme, commit_id)["output"]["summary"]
    assert "waits-for-long" in summary


def test_a_broken_policy_on_the_default_branch_is_told_on_its_commit_too(acme: Acme) -> None:
    acme.commits(POLICY, lambda _: "version: 7\n")

    assert run(acme, tip(acme))["conclusion"] == "failure"


def test_a_commit_that_came_to_the_default_branch_before_it_was_read_is_judged(
    acme: Acme,
) -> None:
    commit_id = branch(acme, "at-once").changes_quietly(lambda _: "version: 7\n")
    acme.hears()
    with acme.unprotected():
        acme.does("ada", "PATCH", f"{CONTROL}/git/refs/heads/main", {"sha": commit_id})

    with acme.bench.database.reading() as tx:
        [row_id, *_] = wants.due(tx, tables.commit_checks, acme.bench.clock(), 2, ["acme"])
    tend(acme.bench, COMMIT_CHECKS, row_id)
    acme.settles()

    assert run(acme, commit_id)["conclusion"] == "failure"


def test_whoever_asks_again_gets_another_check_run(busy_acme: Acme) -> None:
    commit_id = branch(busy_acme, "again").changes(lambda text: f"{text}\n# again\n")
    first = run(busy_acme, commit_id)

    busy_acme.controls("check_run", repository="acme/services", id=first["id"], actor="paula")
    busy_acme.settles()

    newest, before = runs(busy_acme, commit_id)
    assert before["id"] == first["id"]
    assert (newest["status"], newest["conclusion"]) == ("completed", "success")


@pytest.mark.parametrize("mark", [None, "5eed"])
@pytest.mark.parametrize("origin", [Origin.BRANCH, Origin.FORK])
def test_a_commit_that_is_not_there_any_more_is_given_up(
    busy_acme: Acme, origin: Origin, mark: str | None
) -> None:
    database, clock = busy_acme.bench.database, busy_acme.bench.clock
    with database.transaction() as tx:
        commit_id = f"{origin}{mark}".encode().hex().ljust(40, "0")
        row_id = commit_checks.want(tx, "acme", commit_id, origin, clock())
        with_mark = tables.commit_checks.update().where(tables.commit_checks.c.id == row_id)
        tx.connection.execute(with_mark.values(mark=mark))

    busy_acme.settles()

    with database.reading() as tx:
        row = commit_checks.get(tx, row_id)
    assert row is not None
    assert (row.conclusion, row.seen, row.mark) == ("gone", row.wanted, None)
