"""What a live check leaves that was killed: its record tells of all it made, its file of no one."""

from pathlib import Path

import pytest

from app.live.made import Made
from app.live.recording import parse
from sandbox.acts import repositories
from tests.live.commanding import doctor, killed
from tests.live.place import Place
from tests.live.spoiling import body, spoilt_sandbox

PUSH = "/repos/{owner}/{repo}/git/refs/{ref}"
REPOSITORY = "/repos/{owner}/{repo}"
CREATE = "/orgs/{org}/repos"


@pytest.fixture
def repairing(here: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A GitHub that finds something to repair in every name from now on."""
    usual = repositories.clean_name
    monkeypatch.setattr(repositories, "clean_name", lambda wanted: usual(f"{wanted}-repaired"))
    return here


def test_what_it_heard_is_in_its_recording(here: Place, tmp_path: Path) -> None:
    file = tmp_path / "found.jsonl"
    file.touch()

    killed(here, "PATCH", PUSH, "--record", str(file))

    [run] = parse(file.read_text().splitlines()).runs
    assert run.about["name"] == "live"
    assert run.spoken[0].exchanges[0].path == "/app"
    assert len(run.spoken) > 5
    assert all(one.exchanges for one in run.spoken[:-1])
    assert "acme" not in file.read_text()


def test_a_name_that_was_known_as_one_only_later_is_in_no_line(here: Place, tmp_path: Path) -> None:
    """The first answer speaks of payments; that this is a team is told in the third step."""
    file = tmp_path / "found.jsonl"

    with spoilt_sandbox({"GET /app": body(surprise="kept by payments")}):
        killed(here, "PATCH", PUSH, "--record", str(file))

    first = parse(file.read_text().splitlines()).runs[0].spoken[0].exchanges[0]
    assert first.response_body["surprise"].startswith("kept by name-")
    assert "payments" not in file.read_text()


def test_what_it_made_is_removed_by_clean(here: Place) -> None:
    killed(here, "PATCH", PUSH)
    assert len(here.repositories()) == 3

    result = doctor(here, "--clean")

    assert result.exit_code == 0, result.output
    assert result.stdout.endswith("Nothing of them is left.\n")
    assert here.repositories() == ["services"]
    assert here.rests() == []


def test_a_name_that_github_repaired_is_on_record_before_the_next_call(repairing: Place) -> None:
    killed(repairing, "POST", CREATE, times=2)

    [path] = repairing.rests()
    control, service = Made.read(path).repositories
    assert [name.endswith("-repaired") for name in control.names] == [False, True]
    assert control.id is not None
    assert len(service.names) == 1
    assert control.names[1] in repairing.repositories()


def test_a_new_name_that_github_repaired_is_on_record_too(repairing: Place) -> None:
    """The second call that renames uses the old name; by then the answer to the first is kept."""
    killed(repairing, "PATCH", REPOSITORY, times=2)

    [path] = repairing.rests()
    service = Made.read(path).repositories[1]
    assert service.names[-1].endswith("-renamed-repaired")
    assert service.names[-1] in repairing.repositories()
    assert doctor(repairing, "--clean").exit_code == 0
    assert repairing.repositories() == ["services"]
