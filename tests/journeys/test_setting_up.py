"""`slipway init`: from an organisation without anything to its first pair."""

from pathlib import Path

from app.doctor.finding import Level
from app.domain.state import State
from app.github.calls import Call
from app.operations.init.starter import Teams
from sandbox.world.calls import Kind
from tests.journeys.acme import Acme, connect
from tests.journeys.beginnings import PULLS, findings, inits, merges, starting
from tests.journeys.form import CONTROL
from tests.journeys.start import seed_with


def test_an_empty_organisation_comes_to_its_first_pair(bare: Acme) -> None:
    done, said = inits(bare)
    assert not done
    assert "/pull/1 waits to be reviewed and merged." in said

    merges(bare)
    done, said = inits(bare)

    assert done, said
    assert [one for one in findings(bare) if one.level is not Level.FINE] == []
    request = bare.files()
    request.is_approved()
    assert request.state is State.LIVE


def test_a_second_run_finds_nothing_to_do(bare: Acme) -> None:
    inits(bare)
    merges(bare)
    inits(bare)
    before = writes(bare)

    done, said = inits(bare)

    assert done
    assert "There is nothing to do." in said
    assert writes(bare) == before


def writes(acme: Acme) -> int:
    kinds = acme.sandbox.world.calls.kinds
    return kinds[Kind.WRITE] + kinds[Kind.CONTENT]


def test_nothing_is_written_before_somebody_agrees(bare: Acme) -> None:
    done, said = inits(bare, agrees=False)

    assert not done
    assert "Create acme/services, private." in said
    assert bare.repositories() == []
    assert bare.sandbox.world.calls.kinds[Kind.CONTENT] == 0


def test_the_pull_request_is_one_signed_commit_that_keeps_modes(bare: Acme) -> None:
    inits(bare)

    [commit] = bare.does("ada", "GET", f"{PULLS}/1/commits")
    tree = bare.does("ada", "GET", f"{CONTROL}/git/trees/{commit['sha']}?recursive=1")["tree"]

    assert commit["commit"]["verification"]["verified"]
    executable = {one["path"].rpartition("/")[2] for one in tree if one["mode"] == "100755"}
    assert "{% if cookiecutter.kind == 'service' %}deploy{% endif %}" in executable


def test_a_file_that_differs_is_left_alone_and_named(bare: Acme) -> None:
    order = {"name": "services", "auto_init": True}
    bare.does("ada", "POST", "/orgs/acme/repos", order)
    own = {"message": "Own", "content": "b3duCg=="}
    bare.does("ada", "PUT", f"{CONTROL}/contents/README.md", own | {"sha": sha_of(bare)})
    bare.does("ada", "PUT", f"{CONTROL}/contents/cookiecutters/platform/own.txt", own)

    _, said = inits(bare)
    merges(bare)

    assert "README.md\n      cookiecutters/platform/" in said
    assert bare.reads("services", "README.md") == "own\n"
    body = bare.does("ada", "GET", f"{PULLS}/1")["body"]
    assert "- `README.md`" in body
    there = bare.does("ada", "GET", f"{CONTROL}/contents/cookiecutters/platform")
    assert [one["name"] for one in there] == ["own.txt"]


def sha_of(acme: Acme) -> str:
    return str(acme.does("ada", "GET", f"{CONTROL}/contents/README.md")["sha"])


def test_a_closed_pull_request_is_not_opened_again(bare: Acme) -> None:
    inits(bare)
    bare.does("ada", "PATCH", f"{PULLS}/1", {"state": "closed"})

    _, said = inits(bare)

    assert "was closed without being merged" in said
    assert [one["state"] for one in bare.does("ada", "GET", f"{PULLS}?state=all")] == ["closed"]


def test_other_teams_stand_wherever_the_starter_names_its_own(bare: Acme) -> None:
    others = Teams("security", "payments")
    inits(bare, teams=others)
    merges(bare, by="sam")

    done, said = inits(bare, teams=others)

    assert done, said
    assert "@acme/security" in bare.reads("services", ".github/CODEOWNERS")
    assert [one for one in findings(bare) if one.level is not Level.FINE] == []


def test_a_team_that_is_not_there_is_for_people_to_create(bare: Acme) -> None:
    done, said = inits(bare, teams=Teams("platform-reviewers", "nobody"))

    assert not done
    assert "There is no team nobody in acme." in said


def test_without_leave_to_open_pull_requests_a_page_does_it(
    tmp_path: Path, sqlite_url: str
) -> None:
    seed = seed_with(tmp_path)
    assert seed.app is not None
    less = {**seed.app.permissions, "pull_requests": "read"}

    with starting(tmp_path, sqlite_url, permissions=less) as acme:
        _, said = inits(acme)
        _, again = inits(acme)

        assert "/acme/services/compare/main...slipway/init?expand=1" in said
        assert "/acme/services/compare/main...slipway/init?expand=1" in again
        assert acme.does("ada", "GET", PULLS) == []


def test_without_leave_to_administrate_each_part_says_what_to_do(
    tmp_path: Path, sqlite_url: str
) -> None:
    seed = seed_with(tmp_path)
    assert seed.app is not None
    less = {**seed.app.permissions, "administration": "read"}

    with starting(tmp_path, sqlite_url, permissions=less) as acme:
        _, said = inits(acme)

        assert "acme/services is not there, and the App may not create it." in said
        assert "Give the App administration: write" in said
        assert acme.repositories() == []


def test_a_check_that_slipway_reports_is_required(bare: Acme) -> None:
    inits(bare)
    merges(bare)

    inits(bare)

    rules = bare.does("ada", "GET", f"{CONTROL}/rules/branches/main")
    [checks] = [one for one in rules if one["type"] == "required_status_checks"]
    required = checks["parameters"]["required_status_checks"]
    assert "slipway/policy" in [one["context"] for one in required]


def test_wherever_a_run_is_killed_the_next_one_goes_on(bare: Acme) -> None:
    deaths = 0
    while dies_after(bare, deaths + 1):
        deaths += 1
        bare.waits(120)  # until the turn to write that the dead one had is over

    merges(bare)
    done, said = inits(bare)

    assert deaths > 3
    assert done, said
    assert bare.repositories() == ["services"]
    assert len(bare.does("ada", "GET", f"{PULLS}?state=all")) == 1
    assert len(bare.does("ada", "GET", f"{CONTROL}/rulesets")) == 1


class Killed(Exception):
    """The process ended."""


def dies_after(acme: Acme, most: int) -> bool:
    """Whether a run was killed right after so many changes: False if it made fewer."""
    made: list[str] = []

    def kill(call: Call) -> None:
        if not call.route.startswith(("GET ", "QUERY ")) and "access_tokens" not in call.route:
            made.append(call.route)
            if len(made) == most:
                raise Killed

    github = connect(acme.sandbox, kill, acme.bench.database)
    try:
        inits(acme.with_bench(github=github))
    except Killed:
        return True
    return False
