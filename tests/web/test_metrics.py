"""What Prometheus finds, and where."""

import re
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import requests as http
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from app.domain.state import State
from app.github.webhooks import sign
from app.store import audit, chores, requests
from app.store.tables import budgets, call_totals, deliveries, redeliveries, spendings
from app.store.tables import requests as request_rows
from app.usecases.workbench import Workbench
from app.web import create_app, metrics
from tests.environment import ROOT, WEBHOOK_SECRET, environment, settings
from tests.web.conftest import Start, Web

Found = dict[tuple[str, ...], float]


def scrape(bench: Workbench) -> Found:
    """Sample name and label values, in the order of the labels' names, to the number."""
    return parsed(generate_latest(metrics.registry_of(bench)).decode())


def parsed(text: str) -> Found:
    return {
        (sample.name, *(text for _, text in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_deliveries_that_wait_are_counted_with_the_age_of_the_oldest(web: Web) -> None:
    with web.bench.database.transaction() as tx:
        for guid, state, minutes in (("1", "waiting", 5), ("2", "waiting", 1), ("3", "failed", 9)):
            at = web.bench.clock() - timedelta(minutes=minutes)
            values = {"guid": guid, "event": "issues", "body": b"{}", "received_at": at}
            tx.connection.execute(deliveries.insert().values(**values, state=state))

    found = scrape(web.bench)

    assert found["slipway_database_up",] == 1
    assert found["slipway_deliveries", "waiting"] == 2
    assert found["slipway_deliveries", "failed"] == 1
    assert found["slipway_delivery_oldest_seconds",] == pytest.approx(300, abs=60)


def test_requests_are_counted_by_state_also_where_there_are_none(web: Web) -> None:
    with web.bench.database.transaction() as tx:
        requests.want(tx, "acme", 1, web.bench.clock())

    found = scrape(web.bench)

    states = {
        labels[1]: number for labels, number in found.items() if labels[0] == "slipway_requests"
    }
    assert states == {state.value: float(state is State.NEW) for state in State}
    assert found["slipway_requests_due",] == 1
    assert found["slipway_requests_parked",] == 0


def test_requests_are_counted_by_what_they_wait_for(web: Web) -> None:
    now = web.bench.clock()
    later = {"wait_until": now + timedelta(minutes=5)}
    a_request(web.bench, 1, **later)
    a_request(web.bench, 2, **later, failures=1)
    a_request(web.bench, 3, **later, failures=2)
    a_request(web.bench, 4, state=State.FAILED)
    a_request(web.bench, 5, lease_until=now + timedelta(minutes=1))

    found = scrape(web.bench)

    assert found["slipway_requests_held_back", "wait"] == 1
    assert found["slipway_requests_held_back", "retry"] == 2
    assert found["slipway_requests_parked",] == 1
    assert found["slipway_requests_at_work",] == 1


def test_deliveries_that_were_asked_for_and_did_not_come_are_counted(web: Web) -> None:
    now = web.bench.clock()
    row = {"delivery_id": 1, "delivered_at": now, "asks": 1}
    with web.bench.database.transaction() as tx:
        for guid in ("lost", "lost too", "came"):
            tx.connection.execute(redeliveries.insert().values(**row, guid=guid))
        came = {"guid": "came", "event": "issues", "body": b"{}", "received_at": now}
        tx.connection.execute(deliveries.insert().values(**came, state="done"))

    assert scrape(web.bench)["slipway_deliveries_lost",] == 2


def test_what_was_spent_lately_is_told_by_kind(web: Web) -> None:
    now = web.bench.clock()
    spent = {"installation_id": 7, "resource": "core"}
    with web.bench.database.transaction() as tx:
        tx.connection.execute(budgets.insert().values(installation_id=7, primary_limits={}))
        for kind, points, content, minutes in (
            ("read", 1, 0, 0),
            ("read", 1, 0, 0),
            ("content-creating", 5, 1, 0),
            ("content-creating", 5, 2, 30),
            ("content-creating", 5, 4, 61),
        ):
            row = {"kind": kind, "points": points, "content": content}
            at = now - timedelta(minutes=minutes)
            tx.connection.execute(spendings.insert().values(**spent, **row, at=at))

    found = scrape(web.bench)

    assert found["slipway_budget_points", "7", "read"] == 2
    assert found["slipway_budget_points", "7", "content-creating"] == 5
    assert found["slipway_budget_content", "7"] == 3


def test_the_newest_entry_of_the_audit_is_told_by_its_number(web: Web) -> None:
    before = scrape(web.bench)["slipway_audit_newest_entry",]
    entry = audit.Entry("acme", None, web.bench.clock(), "ada", "replayed", "Again.", "", {})
    with web.bench.database.transaction() as tx:
        for _ in range(3):
            audit.add(tx, entry)

    assert (before, scrape(web.bench)["slipway_audit_newest_entry",]) == (0, 3)


def a_request(bench: Workbench, number: int, **values: object) -> None:
    """A request with these columns, of which nothing was said since it was looked at."""
    with bench.database.transaction() as tx:
        row_id = requests.want(tx, "acme", number, bench.clock())
        statement = request_rows.update().where(request_rows.c.id == row_id)
        tx.connection.execute(statement.values(seen=1, **values))


def test_budgets_and_calls_are_told_for_each_installation(web: Web) -> None:
    now = web.bench.clock()
    soon = int((now + timedelta(minutes=30)).timestamp())
    limits = {
        "core": {"limit": 5000, "remaining": 4000, "reset": soon},
        "graphql": {"limit": 5000, "remaining": 17, "reset": 1},
    }
    with web.bench.database.transaction() as tx:
        row = {"installation_id": 7, "primary_limits": limits}
        until = now + timedelta(minutes=5)
        tx.connection.execute(budgets.insert().values(**row, paused_until=until))
        call = {"installation_id": 7, "route": "GET /x", "outcome": "ok"}
        tx.connection.execute(call_totals.insert().values(**call, calls=3, milliseconds=1500))

    found = scrape(web.bench)

    assert found["slipway_budget_remaining", "7", "core"] == 4000
    assert ("slipway_budget_remaining", "7", "graphql") not in found, "its hour is over"
    assert found["slipway_budget_paused_seconds", "7"] == pytest.approx(300, abs=60)
    assert found["slipway_github_calls_total", "7", "ok", "GET /x"] == 3
    assert found["slipway_github_call_seconds_total", "7", "ok", "GET /x"] == 1.5


def test_a_chore_tells_when_it_was_done_last(web: Web) -> None:
    now = web.bench.clock()
    with web.bench.database.transaction() as tx:
        chore = chores.claim(tx, "sweep", now, timedelta(minutes=1))
        assert chore is not None
        chores.finish(tx, chore, now, now, "", {})

    found = scrape(web.bench)

    assert found["slipway_chore_done_timestamp_seconds", "sweep"] == pytest.approx(now.timestamp())
    assert found["slipway_chore_failures", "sweep"] == 0


def test_without_a_database_it_says_so_and_tells_of_the_process_alone(
    start: Start, tmp_path: Path
) -> None:
    web = start(database_url=f"postgresql://slipway@/slipway?host={tmp_path}")

    found = scrape(web.bench)

    assert found["slipway_database_up",] == 0
    assert not [name for name, *_ in found if name.startswith("slipway_requests")]
    assert found["process_start_time_seconds",] > 0


def test_webhooks_are_counted_by_their_answer_and_timed(web: Web, tmp_path: Path) -> None:
    registry = CollectorRegistry()
    client = create_app(settings(tmp_path), web.bench, registry).test_client()

    headers = {
        "X-GitHub-Event": "ping",
        "X-GitHub-Delivery": "g1",
        "X-Hub-Signature-256": sign(WEBHOOK_SECRET, b"{}"),
    }
    client.post("/webhook", data=b"{}", content_type="application/json", headers=headers)
    client.post("/webhook", data=b"forged")
    client.get("/healthz")

    found = parsed(generate_latest(registry).decode())
    assert found["slipway_webhooks_total", "200"] == 1
    assert found["slipway_webhooks_total", "401"] == 1
    assert found["slipway_webhook_seconds_count",] == 2
    assert found["slipway_webhooks_unanswered",] == 0


def test_metrics_have_a_port_of_their_own_and_are_not_on_the_public_one(tmp_path: Path) -> None:
    public, private = free_port(), free_port()
    variables = environment(data_dir=str(tmp_path), port=str(public), metrics_port=str(private))
    command = [sys.executable, "-m", "app.cli", "web"]
    with subprocess.Popen(
        command, env=variables | {"PYTHONPATH": str(ROOT)}, cwd=tmp_path, stderr=subprocess.PIPE
    ) as process:
        try:
            answer = once_there(f"http://127.0.0.1:{private}/metrics")
            on_the_public_one = once_there(f"http://127.0.0.1:{public}/metrics")
        finally:
            process.terminate()
            process.communicate(timeout=20)

    assert "# HELP slipway_requests Requests, by the state" in answer.text
    assert on_the_public_one.status_code == 404


def once_there(url: str) -> http.Response:
    """The answer, as soon as there is one; half a minute at most."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return http.get(url, timeout=5)
        except http.ConnectionError:
            assert time.monotonic() < deadline, f"nobody listens at {url}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_every_metric_is_in_the_operators_page(web: Web, tmp_path: Path) -> None:
    registry = metrics.registry_of(web.bench)
    create_app(settings(tmp_path), web.bench, registry)
    page = (ROOT / "docs/operating.md").read_text(encoding="utf-8")

    described = re.findall(
        r"^# HELP (slipway_\w+)", generate_latest(registry).decode(), re.MULTILINE
    )

    assert described
    assert [name for name in described if f"`{name}" not in page] == []
