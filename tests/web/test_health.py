"""Whether the process lives, and whether what it needs answers."""

from pathlib import Path

from tests.web.conftest import Start, Web


def test_a_process_that_answers_is_alive(web: Web) -> None:
    assert web.client.get("/healthz").get_json() == {"status": "ok"}


def test_it_is_ready_when_database_and_redis_answer(web: Web) -> None:
    response = web.client.get("/readyz")

    assert (response.status_code, response.get_json()) == (200, {"database": True, "redis": True})


def test_it_is_not_ready_without_them_and_says_which(start: Start, tmp_path: Path) -> None:
    web = start(
        database_url=f"postgresql://slipway@/slipway?host={tmp_path}",
        redis_url=f"unix://{tmp_path}/redis.sock",
    )

    response = web.client.get("/readyz")

    assert response.status_code == 503
    assert response.get_json() == {"database": False, "redis": False}


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
