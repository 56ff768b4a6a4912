"""What a check made is removed, however it ends; and nothing else ever is."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from app.clock import now
from app.live import made as records
from app.live.made import AlreadyRunning, Made, alone
from app.live.steps import End
from tests.live.place import ORGANISATION, Place

CREATE = "/orgs/{org}/repos"
DELETE = "/repos/{owner}/{repo}"
CALLS = 84
"""A check makes so many calls; every seventh is enough to hit each kind."""


@pytest.mark.parametrize("number", range(0, CALLS, 7))
def test_a_call_without_an_answer_leaves_nothing(here: Place, number: int) -> None:
    here.control("faults", mode="cut", after_effect=True, skip=number, by="app")

    report = here.report()

    assert report.left == []
    assert here.repositories() == ["services"]
    assert here.rests() == []


@pytest.mark.parametrize("after_effect", [True, False])
def test_a_removal_without_an_answer_is_made_sure_of(here: Place, after_effect: bool) -> None:
    here.control("faults", method="DELETE", route=DELETE, mode="cut", after_effect=after_effect)

    report = here.report()

    assert report.left == []
    assert here.repositories() == ["services"]


def test_limits_of_github_are_waited_out_before_the_removal(here: Place) -> None:
    here.control("faults", method="DELETE", route=DELETE, mode="secondary", retry_after=1)

    report = here.report()

    assert report.left == []
    assert here.repositories() == ["services"]


def test_what_may_not_be_removed_is_named_with_how_to_do_it(here: Place) -> None:
    here.control("faults", method="DELETE", route=DELETE, mode="status", status=403, times=9)

    report = here.report()

    assert report.status == 2
    [control, renamed] = report.left
    assert control.name.endswith("-control")
    assert f"/acme/{renamed.name}/settings under “Danger Zone”" in renamed.todo
    assert "Run `slipway doctor --live acme --clean` later" in renamed.todo
    assert len(here.rests()) == 1


def test_what_was_left_is_removed_by_a_later_check(here: Place) -> None:
    here.control("faults", method="DELETE", route=DELETE, mode="status", status=403, times=9)
    here.report()
    end_faults(here)

    left = here.clean()

    assert left == []
    assert here.repositories() == ["services"]
    assert here.rests() == []


def test_a_repository_whose_making_is_in_doubt_is_looked_for_again(here: Place) -> None:
    here.control("faults", method="POST", route=CREATE, mode="cut")

    report = here.report()

    [left] = report.left
    assert "in ten minutes: it looks again" in left.todo
    [path] = here.rests()
    made = Made.read(path)
    made.begun_at = now() - timedelta(minutes=11)
    made.will_rename(made.repositories[0], made.repositories[0].names[0])
    assert here.clean() == []
    assert here.rests() == []


def test_a_name_that_the_check_did_not_make_is_left_alone(here: Place) -> None:
    """Somebody else's repository of the very name, without the mark."""
    made = Made.begin(_folder(here), ORGANISATION, now())
    scratch = made.will_make("services")
    services = next(iter(here.sandbox.world.repositories.values()))
    made.was_made(scratch, "services", services.id)

    left = here.clean()

    assert here.repositories() == ["services"]
    assert "does not bear this check's mark" in left[0].why
    assert len(here.rests()) == 1


def test_a_scratch_repository_that_lost_its_mark_is_left_alone(here: Place) -> None:
    here.control("faults", method="DELETE", route=DELETE, mode="status", status=403, times=9)
    here.report()
    end_faults(here)
    for one in here.sandbox.world.repositories.values():
        if one.name.endswith("-control"):
            one.description = "Mine now"

    left = here.clean()

    assert [one.name.endswith("-control") for one in left] == [True]
    assert len(here.repositories()) == 2


def test_a_check_that_is_at_work_is_not_disturbed(here: Place) -> None:
    with alone(_folder(here), ORGANISATION), pytest.raises(AlreadyRunning):
        here.clean()


def test_a_repository_that_github_refuses_to_make_is_not_looked_for(here: Place) -> None:
    here.control("faults", method="POST", route=CREATE, mode="status", status=403)

    report = here.report()

    assert report.stopped.startswith("Create a scratch control repository: GitHub refused POST")
    assert [one.end for one in report.outcomes] == [End.DONE] * 5
    assert report.left == []
    assert here.rests() == []


def test_a_token_that_github_does_not_give_makes_no_doubt(here: Place) -> None:
    """The eleventh call asks for the token that creates."""
    here.control("faults", mode="cut", skip=11, by="app")

    report = here.report()

    assert "access_tokens" in report.stopped
    assert report.left == []
    assert here.rests() == []


def test_a_database_that_fails_in_the_removal_leaves_nothing_unsaid(
    here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OperationalError("SELECT secret", None, Exception("disk is full"))

    monkeypatch.setattr("app.live.removal.delete_repository", fails)

    report = here.report()

    assert report.status == 2
    assert [one.why for one in report.left] == ["something else failed: OperationalError"] * 2
    assert len(here.rests()) == 1


def end_faults(here: Place) -> None:
    """End all faults."""
    here.sandbox.world.calls.faults.clear()


def _folder(here: Place) -> Path:
    folder = records.folder(here.settings)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
