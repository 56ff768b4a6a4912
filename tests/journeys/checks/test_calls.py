"""What checking a commit may cost in calls to GitHub: a change that adds one shows here."""

from collections import Counter

from app.github.calls import Call
from tests.journeys.acme import Acme, connect
from tests.journeys.branches import POLICY, branch, runs

READ = "QUERY ReadCommit"
CREATE = "POST /repos/{owner}/{repo}/check-runs"
UPDATE = "PATCH /repos/{owner}/{repo}/check-runs/{run_id}"
TEAMS = "QUERY TeamMembers"
CONTROL = "QUERY ReadControl"
TOKEN = "POST /app/installations/{installation_id}/access_tokens"


def counting(acme: Acme) -> tuple[Acme, Counter[str]]:
    """The same organisation, and the routes that Slipway calls once it knows its tokens."""
    calls: Counter[str] = Counter()

    def on_call(call: Call) -> None:
        calls[call.route] += 1

    slipway = acme.with_bench(github=connect(acme.sandbox, on_call, acme.bench.database))
    branch(slipway, "first").changes(lambda text: f"{text}\n# first\n")
    calls.clear()
    return slipway, calls


def test_a_changed_policy_costs_five_calls(acme: Acme) -> None:
    slipway, calls = counting(acme)

    branch(slipway, "second").changes(lambda text: f"{text}\n# second\n")

    assert calls == {READ: 1, CREATE: 2, TEAMS: 1, UPDATE: 1}


def test_a_policy_that_names_nobody_costs_four(acme: Acme) -> None:
    slipway, calls = counting(acme)

    branch(slipway, "nobody").changes(lambda _: "version: 1\n")

    assert calls == {READ: 1, CREATE: 2, UPDATE: 1}


def test_a_commit_that_leaves_all_alone_is_read_once_for_both_checks(acme: Acme) -> None:
    slipway, calls = counting(acme)

    branch(slipway, "other").adds("notes.md", "Nothing about policies.\n")

    assert calls == {READ: 1, CREATE: 2}


def test_a_push_to_the_default_branch_costs_one_more(acme: Acme) -> None:
    slipway, calls = counting(acme)

    slipway.commits(POLICY, lambda text: f"{text}\n# a comment\n")

    del calls[TOKEN]
    assert calls == {READ: 1, CREATE: 2, TEAMS: 1, UPDATE: 1, CONTROL: 1}


def test_many_annotations_take_a_call_for_every_fifty(acme: Acme) -> None:
    slipway, calls = counting(acme)
    wrong = "\n".join(f"  - {{name: '{place}', wenn: x}}" for place in range(40))

    commit_id = branch(slipway, "many").changes(lambda _: f"version: 1\nrefuse:\n{wrong}\n")

    [told] = runs(acme, commit_id)
    assert told["output"]["annotations_count"] > 50
    assert calls[UPDATE] == -(-told["output"]["annotations_count"] // 50)
