"""The main job on PostgreSQL, from the filing to the live pair."""

from pathlib import Path

from tests.journeys.start import started
from tests.journeys.whole import assert_one_whole_pair


def test_an_approved_request_becomes_one_pair(tmp_path: Path, postgres_url: str) -> None:
    with started(tmp_path, postgres_url) as acme:
        request = acme.files()

        request.is_approved()

        assert_one_whole_pair(request, "billing")
