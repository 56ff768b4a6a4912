"""An import of 300 repositories: what it costs in calls to GitHub, and what hostile files do."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.catalog.town import Town, town
from tests.domain.catalog.build import component

PAIRS = 140
BOMB = "\n".join(["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))])
HOSTILE: dict[str, str] = {
    "bomb": BOMB,
    "huge": "a: " + "x" * 1_000_000,
    "deep": "[" * 10_000,
    "wide": "- x\n" * 10_000,
    "tab": "a:\n\t- b\n",
    "hidden": component("hi\u202edden"),
}


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Town]:
    """280 repositories in pairs, and 20 that are alone or hostile."""
    folder = tmp_path_factory.mktemp("acme")
    (folder / "slipway.db").write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{folder}/slipway.db"
    allowed = {"organization_custom_properties": "read"}
    with town(folder, url, list(_repositories()), allowed) as organisation:
        yield organisation


def _repositories() -> Iterator[dict[str, Any]]:
    for number in range(PAIRS):
        spec = f"owner: payments\ndependsOn: [component:s{(number + 1) % PAIRS}]"
        text = component(f"s{number}", spec)
        yield {"name": f"s{number}", "contents": {"catalog-info.yaml": text}}
        yield {"name": f"s{number}-integration-tests", "contents": {"a": "a"}}
    for name, text in HOSTILE.items():
        yield {"name": name, "contents": {"catalog-info.yaml": text}}
    for number in range(20 - len(HOSTILE)):
        team = {"money": "admin"} if number % 2 else {}
        yield {"name": f"alone{number}", "contents": {"a": "a"}, "teams": team}


def test_three_hundred_repositories_cost_about_a_call_for_every_twenty(acme: Town) -> None:
    before = len(acme.calls())

    told = acme.tells("import", "acme")

    calls = Counter(acme.calls()[before:])
    assert len(told["changes"]) == PAIRS + 20 - len(HOSTILE)
    assert {one.split()[0] for one in calls} == {"GET", "POST"}
    # Seven pages of repositories, one of teams, one of their access, one of the control repository.
    assert calls["POST /graphql"] == 10
    assert calls["GET /orgs/{org}/properties/values"] == 4
    assert sum(calls.values()) == 10 + 4 + 1 + 3


def test_every_pair_and_every_owner_is_found(acme: Town) -> None:
    told = acme.tells("import", "acme")

    found = {one["name"]: one["details"] for one in told["changes"]}
    assert all(found[f"s{number}"]["tests_repository"] for number in range(PAIRS))
    assert found["s0"]["depends_on"] == ["s1"]
    assert (found["alone1"]["owner"], found["alone2"]["owner"]) == ("money", None)


def test_hostile_files_are_told_with_their_place_and_hold_nobody_up(acme: Town) -> None:
    told = acme.tells("import", "acme")

    by_name = {one["about"]: one for one in told["not_understood"]}
    assert by_name.keys() == HOSTILE.keys()
    assert "Anchors" in by_name["bomb"]["sentence"]
    assert "too large" in by_name["huge"]["sentence"]
    assert "levels" in by_name["deep"]["sentence"]
    assert by_name["tab"]["place"].startswith("tab/catalog-info.yaml:2:1")
    assert "visible characters" in by_name["hidden"]["sentence"]


def test_what_repositories_say_cannot_act_on_a_terminal(acme: Town) -> None:
    shown = acme.says("import", "acme")

    assert "\u202e" not in shown
    assert all(one.isprintable() for one in shown.replace("\n", ""))


def test_where_github_takes_too_long_pages_become_smaller(acme: Town) -> None:
    acme.controls("faults", route="/graphql", mode="status", status=502, times=1)
    before = len(acme.calls())

    told = acme.tells("import", "acme")

    assert len(told["changes"]) == PAIRS + 20 - len(HOSTILE)
    assert Counter(acme.calls()[before:])["POST /graphql"] > 10
