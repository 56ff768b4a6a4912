"""Whether the process lives, and whether it can take webhooks in."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from app.store import chores
from app.store.tables import deliveries
from app.usecases import sweep
from app.usecases.vitals import SLOW_DELIVERY
from tests.web.conftest import Start, Web


def signs(web: Web) -> dict[str, str]:
    """The sign of each part, by its name."""
    return {name: part["sign"] for name, part in readiness(web).items() if isinstance(part, dict)}


def readiness(web: Web) -> dict[str, Any]:
    answer: dict[str, Any] = web.client.get("/readyz").get_json()
    return answer


def a_sweep(web: Web, ago: timedelta = timedelta()) -> None:
    """A worker swept so long ago."""
    at = web.bench.clock() - ago
    with web.bench.database.transaction() as tx:
        chores.beat(tx, sweep.NAME, at, "")


def a_delivery(web: Web, ago: timedelta) -> None:
    """A delivery came so long ago and was not handled."""
    values = {"guid": "g1", "event": "issues", "body": b"{}", "state": "waiting"}
    with web.bench.database.transaction() as tx:
        at = web.bench.clock() - ago
        tx.connection.execute(deliveries.insert().values(**values, received_at=at))


def test_a_process_that_answers_is_alive(web: Web) -> None:
    assert web.client.get("/healthz").get_json() == {"status": "ok"}


def test_it_is_ready_when_all_is_well(web: Web) -> None:
    a_sweep(web)

    response = web.client.get("/readyz")

    assert (response.status_code, readiness(web)["status"]) == (200, "ready")
    assert set(signs(web)) == {"database", "schema", "redis", "sweep", "deliveries"}
    assert set(signs(web).values()) == {"ok"}


def test_without_a_database_it_is_not_ready(start: Start, tmp_path: Path) -> None:
    web = start(database_url=f"postgresql://slipway@/slipway?host={tmp_path}")

    response = web.client.get("/readyz")

    assert (response.status_code, readiness(web)["status"]) == (503, "not ready")
    assert signs(web)["database"] == "away"
    assert signs(web)["sweep"] == "unknown"


def test_a_write_that_is_under_way_holds_up_no_health_check(web: Web) -> None:
    a_sweep(web)

    with web.bench.database.transaction() as tx:
        chores.beat(tx, "another", web.bench.clock(), "")
        response = web.client.get("/readyz")

    assert (response.status_code, response.get_json()["status"]) == (200, "ready")


def test_without_redis_it_still_takes_webhooks_and_says_what_is_away(
    start: Start, tmp_path: Path
) -> None:
    web = start(redis_url=f"unix://{tmp_path}/redis.sock")
    a_sweep(web)

    response = web.client.get("/readyz")

    assert (response.status_code, readiness(web)["status"]) == (200, "degraded")
    assert signs(web)["redis"] == "away"
    assert "Webhooks are kept all the same" in readiness(web)["redis"]["sentence"]


def test_a_database_without_the_tables_of_this_version_is_not_ready(
    start: Start, tmp_path: Path
) -> None:
    web = start(database_url=f"sqlite:///{tmp_path}/empty.db")

    response = web.client.get("/readyz")

    assert response.status_code == 503
    assert (signs(web)["schema"], signs(web)["sweep"]) == ("away", "unknown")


def test_where_no_worker_ever_swept_it_says_how_to_start_one(web: Web) -> None:
    sweep = readiness(web)["sweep"]

    assert sweep["sign"] == "late"
    assert "`slipway worker`" in sweep["sentence"]


def test_a_sweep_that_stays_away_for_three_intervals_is_late(start: Start) -> None:
    web = start(sweep_seconds="40")
    a_sweep(web, ago=timedelta(seconds=130))

    sweep = readiness(web)["sweep"]

    assert (sweep["sign"], sweep["seconds"] // 10) == ("late", 13)
    assert web.client.get("/readyz").status_code == 200


def test_a_delivery_that_waits_for_long_is_late_and_its_age_is_told(web: Web) -> None:
    a_delivery(web, SLOW_DELIVERY + timedelta(seconds=5))

    found = readiness(web)["deliveries"]

    assert (found["sign"], found["seconds"] // 10) == ("late", 30)
    assert found["sentence"] == "1 waits to be handled, the oldest for 5 min."


def test_the_front_page_leads_to_the_health_checks(web: Web) -> None:
    page = web.client.get("/")

    assert page.mimetype == "text/html"
    assert 'href="/readyz"' in page.text


def test_pages_may_load_nothing_from_elsewhere(web: Web) -> None:
    headers = web.client.get("/").headers

    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_an_address_that_does_not_exist_is_answered_as_json(web: Web) -> None:
    response = web.client.get("/nowhere")

    assert response.status_code == 404
    assert "error" in response.get_json()
