"""What the people of the demo do, at a real sandbox."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo.clones import clone, with_credentials
from app.demo.fault import DemoFault
from app.demo.people import GitHub
from app.demo.stage import SEED
from sandbox.seed import read_seed
from sandbox.server import RunningSandbox, serve

ANSWERS = {
    "name": "billing",
    "owner": "payments",
    "description": "Writes invoices.",
    "template": "python-service",
    "tier": "2",
    "data": "personal",
    "exposure": "internal",
}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    """The demo's own organisation; tests file an issue each."""
    with serve(read_seed(SEED), tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def github(sandbox: RunningSandbox) -> GitHub:
    return GitHub(sandbox.url, "acme", "services")


def test_a_request_is_filed_as_the_form_files_it(github: GitHub) -> None:
    number = github.file_request("dana", "New service: billing", ANSWERS)

    page = github.look_at("dana", number)
    assert "### Service name\n\nbilling\n\n### Owner\n\npayments" in page.text
    assert "### Depends on\n\n_No response_" in page.text
    assert page.labels == {"service-request"}
    assert page.is_open
    assert page.status == ""


def test_an_answer_is_edited_in_place(github: GitHub) -> None:
    number = github.file_request("dana", "New service: billing", ANSWERS)

    github.edit_answer("dana", number, "Owner", "orders")

    assert "### Owner\n\norders\n\n" in github.look_at("dana", number).text


def test_a_reviewer_sets_a_label(github: GitHub) -> None:
    number = github.file_request("dana", "New service: billing", ANSWERS)

    github.set_label("paula", number, "approved/platform")

    assert "approved/platform" in github.look_at("paula", number).labels


def test_what_a_person_may_not_do_is_said(github: GitHub) -> None:
    with pytest.raises(DemoFault, match=r"dana may not POST .*404"):
        github.set_label("dana", 4711, "approved/platform")


def test_a_sandbox_that_is_gone_is_said() -> None:
    nobody = GitHub("http://127.0.0.1:1", "acme", "services")

    with pytest.raises(DemoFault, match="The sandbox did not answer GET"):
        nobody.time()


def test_the_clock_tells_whole_seconds_with_their_zone(github: GitHub) -> None:
    now = github.time()

    assert now.microsecond == 0
    assert now.tzinfo is not None


def test_calls_of_people_are_none_of_the_app(sandbox: RunningSandbox) -> None:
    sandbox.world.calls.reset()
    github = GitHub(sandbox.url, "acme", "services")

    number = github.file_request("dana", "New service: billing", ANSWERS)
    github.edit_answer("dana", number, "Owner", "orders")
    github.look_at("dana", number)

    assert github.calls_of_the_app() == {"reads": 0, "writes": 0, "content_creating": 0}


def test_a_member_clones_with_stock_git(github: GitHub, tmp_path: Path) -> None:
    url = with_credentials(f"{github.url}/acme/services.git", "dana", github.token("dana"))

    cloned = clone(url, tmp_path / "services")

    assert (cloned.folder / "policy.yml").exists()
    assert len(cloned.head_commit) == 40
    assert cloned.files > 10
