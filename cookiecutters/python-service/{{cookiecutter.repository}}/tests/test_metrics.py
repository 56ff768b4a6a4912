from fastapi.testclient import TestClient


def test_requests_are_counted_by_method_route_and_status(client: TestClient) -> None:
    client.get("/notes", params={"author": "ada"})
    client.get("/notes", params={"author": "grace"})

    figures = client.get("/metrics")

    labels = '{method="GET",route="/notes",status="200"}'
    assert figures.headers["content-type"].startswith("text/plain")
    assert f"http_requests_total{labels} 2.0\n" in figures.text
    assert f"http_request_duration_seconds_count{labels} 2.0\n" in figures.text


def test_the_ids_in_paths_make_no_series_of_their_own(client: TestClient) -> None:
    client.get("/notes/6c1c0d4e-8f0b-4a39-a1c7-9d1f8c1a4f10")

    figures = client.get("/metrics").text

    assert 'http_requests_total{method="GET",route="/notes/{id}",status="404"} 1.0\n' in figures


def test_what_no_route_knows_is_not_told_apart(client: TestClient) -> None:
    client.get("/a")
    client.request("NONSENSE", "/b")

    figures = client.get("/metrics").text

    assert 'http_requests_total{method="GET",route="unmatched",status="404"} 1.0\n' in figures
    assert 'http_requests_total{method="other",route="unmatched",status="404"} 1.0\n' in figures


def test_the_process_is_measured_as_well(client: TestClient) -> None:
    assert "\nprocess_start_time_seconds " in client.get("/metrics").text
