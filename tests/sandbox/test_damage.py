"""A folder of `--data` that was damaged is named at the start, with what to do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandbox import RunningSandbox
from sandbox.keeping.folder import recalled
from sandbox.keeping.state_file import StateFault, load, save
from sandbox.world.repositories import Repository
from sandbox.world.state import World
from tests.sandbox.proposing import proposes
from tests.sandbox.voices import Voice


def services(world: World) -> Repository:
    found = world.repository("acme", "services")
    assert found is not None
    return found


def an_object_is_lost(folder: Path) -> None:
    for one in folder.glob("objects/??/*"):
        one.unlink()


def an_object_is_spoilt(folder: Path) -> None:
    one = next(folder.glob("objects/??/*"))
    one.chmod(0o600)
    one.write_bytes(b"spoilt")


def the_head_is_lost(folder: Path) -> None:
    (folder / "HEAD").unlink()


def a_ref_is_cut(folder: Path) -> None:
    (folder / "refs" / "heads" / "main").write_text("0123")


@pytest.mark.parametrize(
    "damage", [an_object_is_lost, an_object_is_spoilt, the_head_is_lost, a_ref_is_cut]
)
def test_a_damaged_repository_is_named_with_what_to_do(
    sandbox: RunningSandbox, damage: Callable[[Path], None]
) -> None:
    save(sandbox.world, sandbox.world.data)
    folder = services(sandbox.world).git.path
    damage(folder)

    with pytest.raises(StateFault, match="is damaged") as fault:
        recalled(sandbox.world.data)

    assert f"The git repository {folder} of acme/services" in str(fault.value)
    assert "begin again with --fresh" in str(fault.value)


def test_a_repository_that_nobody_knows_may_be_damaged(sandbox: RunningSandbox) -> None:
    """A kill amid its making leaves one, and it is taken away."""
    save(sandbox.world, sandbox.world.data)
    half = sandbox.world.data / "repositories" / "999.git"
    half.mkdir()

    assert recalled(sandbox.world.data)
    assert not half.exists()


WRONG: dict[str, Callable[[World], Any]] = {
    "last_id is 'many', of type str": lambda world: setattr(world, "last_id", "many"),
    "apps is '\\[\\]', of type list": lambda world: setattr(world, "apps", []),
    "Repository.name is '7', of type int": lambda world: setattr(services(world), "name", 7),
    "Repository.created_at is 'None'": lambda world: setattr(services(world), "created_at", None),
    "Repository.topics is": lambda world: services(world).topics.append(7),  # type: ignore[arg-type]
    "Repository.issues is": lambda world: services(world).issues.update({1: "x"}),  # type: ignore[dict-item]
    "Settings.has_issues is 'yes'": lambda world: setattr(
        services(world).settings, "has_issues", "yes"
    ),
    "App.bot is 'slipway'": lambda world: setattr(world.app, "bot", "slipway"),
    "Installation.selected is": lambda world: setattr(world.installations[77], "selected", {"a"}),
    "App.events is": lambda world: world.app and world.app.events.append(7),  # type: ignore[arg-type, func-returns-value]
}


@pytest.mark.parametrize(("words", "spoil"), WRONG.items(), ids=WRONG)
def test_a_state_with_a_field_of_another_type_is_named(
    sandbox: RunningSandbox, tmp_path: Path, words: str, spoil: Callable[[World], Any]
) -> None:
    world = sandbox.world
    kept = tmp_path / "kept"
    kept.mkdir()
    save(world, world.data)
    copy = load(world.data)
    assert copy is not None
    spoil(copy)
    save(copy, kept)

    with pytest.raises(StateFault, match=words) as fault:
        load(kept)

    assert str(kept / "state") in str(fault.value)
    assert "begin again with --fresh" in str(fault.value)


def test_a_state_full_of_things_is_of_the_right_types(
    sandbox: RunningSandbox, person: Callable[[str], Voice], control: Callable[..., Any]
) -> None:
    ada = person("ada")
    parent, one = ada.opens_an_issue(labels=["bug"]), ada.opens_an_issue()
    ada.does(
        "POST",
        f"/repos/acme/services/issues/{parent['number']}/sub_issues",
        {"sub_issue_id": one["id"]},
    )
    proposes(ada)
    ada.does("PUT", "/repos/acme/services/environments/production")
    control("faults", method="GET", route="/meta", share=0.5, seed=7)
    control("deliveries", hold="all")

    save(sandbox.world, sandbox.world.data)

    assert load(sandbox.world.data)
