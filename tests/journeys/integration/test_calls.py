"""What a deployment may cost in calls to GitHub: a change that adds one shows here."""

from collections import Counter

from app.github.calls import Call
from app.github.permissions import START_TESTS
from tests.journeys.acme import Acme, connect
from tests.journeys.integration.pair import TESTED, Pair, a_pair

REPOSITORY = "GET /repositories/{id}"
DEPLOYMENT = "GET /repos/{owner}/{repo}/deployments/{deployment_id}"
STATUSES = f"{DEPLOYMENT}/statuses"
DEPLOYMENTS = "GET /repos/{owner}/{repo}/deployments"
DISPATCH = "POST /repos/{owner}/{repo}/actions/workflows/{workflow}/dispatches"


def counting(acme: Acme, pair: Pair) -> tuple[Pair, Counter[str]]:
    """The same pair, and the routes that Slipway calls once it knows its tokens."""
    calls: Counter[str] = Counter()

    def on_call(call: Call) -> None:
        calls[call.route] += 1

    slipway = acme.with_bench(github=connect(acme.sandbox, on_call, acme.bench.database))
    counted = Pair(slipway, pair.service, pair.tests)
    counted.is_deployed()
    calls.clear()
    return counted, calls


def test_a_deployment_that_is_tested_costs_six_calls(busy_acme: Acme) -> None:
    pair, calls = counting(busy_acme, a_pair(busy_acme))

    number = pair.is_deployed()

    assert len(pair.runs(number)) == 1
    assert calls == {REPOSITORY: 2, DEPLOYMENT: 1, STATUSES: 1, DEPLOYMENTS: 1, DISPATCH: 1}


def test_what_was_tested_costs_nothing_when_it_is_told_again(busy_acme: Acme) -> None:
    pair, calls = counting(busy_acme, a_pair(busy_acme, "ledger"))
    number = pair.is_deployed()
    calls.clear()

    pair.reports(number, "success", environment_url="https://billing.example")

    assert calls == {}


def test_a_policy_without_the_key_costs_nothing(busy_acme: Acme) -> None:
    pair, calls = counting(busy_acme, a_pair(busy_acme, "parcels"))
    pair.acme.commits("policy.yml", lambda text: text.replace(TESTED, ""))
    calls.clear()

    pair.is_deployed()
    spent = dict(calls)
    pair.acme.commits("policy.yml", lambda text: f"{text}\n{TESTED}\n")

    assert spent == {}


def test_the_token_reaches_the_pair_alone_and_can_do_nothing_else(busy_acme: Acme) -> None:
    pair = a_pair(busy_acme, "stamps")

    pair.is_deployed()

    ids = {
        busy_acme.does("ada", "GET", f"/repos/acme/{name}")["id"]
        for name in (pair.service, pair.tests)
    }
    tokens = busy_acme.sandbox.world.tokens.values()
    [token] = [one for one in tokens if one.repositories == ids and "actions" in one.permissions]
    assert token.permissions == START_TESTS
