"""Rulesets of an organisation: for which repositories they are, who may lay them, what they do."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.proposing import DEFAULT, REPOSITORY, merges, proposes, review_rule, rules
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
RULESETS = "/orgs/acme/rulesets"
ALL: dict[str, Any] = {"repository_name": {"include": ["~ALL"], "exclude": []}}
UPDATE = {"type": "update"}


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    seed["app"]["permissions"] |= {"organization_administration": "write"}
    return seed


def lays(voice: Voice, chosen: dict[str, Any], *rules: dict[str, Any], **fields: Any) -> Any:
    """A ruleset upon the default branches of the chosen repositories."""
    return voice.does("POST", RULESETS, wanted(chosen, *rules, **fields))


def wanted(chosen: dict[str, Any], *rules: dict[str, Any], **fields: Any) -> dict[str, Any]:
    usual = {"name": "everywhere", "target": "branch", "enforcement": "active"}
    return usual | {"conditions": DEFAULT | chosen, "rules": list(rules or (UPDATE,))} | fields


def names_protected(voice: Voice) -> list[str]:
    """Those of the repositories whose main branch has a rule."""
    names = ("services", "other", "open")
    return [name for name in names if voice.gets(f"/repos/acme/{name}/rules/branches/main")]


@pytest.mark.parametrize(
    ("named", "reached"),
    [
        ({"include": ["~ALL"]}, ["services", "other", "open"]),
        ({"include": ["~ALL"], "exclude": ["o*"]}, ["services"]),
        ({"include": ["serv*", "open"]}, ["services", "open"]),
        ({"include": []}, []),
    ],
)
def test_repositories_are_chosen_by_patterns_of_names(
    installation: Voice, named: dict[str, list[str]], reached: list[str]
) -> None:
    lays(installation, {"repository_name": named})

    assert names_protected(installation) == reached


def test_or_by_ids(installation: Voice) -> None:
    number = installation.gets("/repos/acme/other")["id"]

    lays(installation, {"repository_id": {"repository_ids": [number]}})

    assert names_protected(installation) == ["other"]


def test_or_by_their_custom_properties(installation: Voice, person: Person) -> None:
    ada = person("ada")
    levels = {"value_type": "single_select", "allowed_values": ["one", "two"]}
    ada.does("PUT", "/orgs/acme/properties/schema/level", levels)
    values = {"properties": [{"property_name": "level", "value": "two"}]}
    ada.does("PATCH", "/repos/acme/services/properties/values", values)

    one = {"name": "level", "property_values": ["two"]}
    lays(installation, {"repository_property": {"include": [one], "exclude": []}})

    assert names_protected(installation) == ["services"]


def test_a_repository_that_is_made_later_is_reached_too(installation: Voice) -> None:
    lays(installation, ALL)

    installation.does("POST", "/orgs/acme/repos", {"name": "later", "auto_init": True})

    assert installation.gets("/repos/acme/later/branches/main")["protected"]


def test_a_rule_says_whose_it_is(installation: Voice) -> None:
    made = lays(installation, ALL)

    (found,) = installation.gets(f"{REPOSITORY}/rules/branches/main")

    assert found["ruleset_source_type"] == "Organization"
    assert (found["ruleset_source"], found["ruleset_id"]) == ("acme", made["id"])


def test_rules_of_both_are_enforced(installation: Voice, person: Person) -> None:
    number = proposes(installation)["number"]
    lays(installation, ALL, review_rule(required_approving_review_count=2))
    body = {"message": "Add", "content": "aGkK"}

    direct = person("ada").asks("PUT", f"{REPOSITORY}/contents/new.txt", body)
    merged = merges(person("ada"), number)

    assert (direct.status_code, merged.status_code) == (409, 405)
    assert "At least 2 approving reviews are required" in merged.json()["message"]


def test_who_bypasses_is_named_by_the_ruleset(installation: Voice) -> None:
    entry = {"actor_id": 4242, "actor_type": "Integration", "bypass_mode": "always"}
    lays(installation, ALL, bypass_actors=[entry])
    body = {"message": "Add", "content": "aGkK"}

    answer = installation.asks("PUT", f"{REPOSITORY}/contents/new.txt", body)

    assert answer.status_code == 201


def test_a_repository_lists_what_is_above_it_unless_it_is_left_out(installation: Voice) -> None:
    lays(installation, ALL, name="above")
    lays(installation, {"repository_name": {"include": ["other"]}}, name="elsewhere")
    rules(installation, UPDATE, name="own")

    listed = [
        [one["name"] for one in installation.gets(f"{REPOSITORY}/rulesets{query}")]
        for query in ("", "?includes_parents=false", "?targets=tag")
    ]

    assert listed == [["own", "above"], ["own"], []]


def test_what_is_above_is_read_and_not_changed_from_a_repository(installation: Voice) -> None:
    path = f"{REPOSITORY}/rulesets/{lays(installation, ALL)['id']}"

    found = installation.gets(path)
    statuses = [
        installation.asks("GET", f"{path}?includes_parents=false").status_code,
        installation.asks("PUT", path, {"name": "mine"}).status_code,
        installation.asks("DELETE", path).status_code,
    ]

    assert (found["source_type"], found["source"]) == ("Organization", "acme")
    assert found["_links"]["self"]["href"].endswith(f"/orgs/acme/rulesets/{found['id']}")
    assert statuses == [404, 404, 404]


def test_it_is_changed_and_taken_away(installation: Voice) -> None:
    made = lays(installation, ALL)
    path = f"{RULESETS}/{made['id']}"

    changed = installation.does("PUT", path, {"enforcement": "disabled"})
    installation.does("DELETE", path)

    assert changed["enforcement"] == "disabled"
    assert changed["conditions"] == made["conditions"]
    assert installation.asks("GET", path).status_code == 404
    assert installation.gets(RULESETS) == []


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        ALL | {"repository_id": {"repository_ids": []}},
        {"repository_name": ["services"]},
    ],
)
def test_repositories_must_be_chosen_in_one_way(
    installation: Voice, chosen: dict[str, Any]
) -> None:
    assert installation.asks("POST", RULESETS, wanted(chosen)).status_code == 422


def test_a_free_plan_has_none_even_if_they_were_laid_before(
    installation: Voice, control: Callable[..., Any]
) -> None:
    lays(installation, ALL)

    control("plan", organisation="acme", plan="free")

    refused = installation.asks("GET", RULESETS)
    assert refused.status_code == 403
    assert refused.json()["message"] == "Upgrade to GitHub Team to enable this feature."
    assert installation.gets("/repos/acme/open/rules/branches/main") == []


def test_they_are_for_owners_and_apps_that_administer_the_organisation(
    person: Person, installed: Callable[..., Voice]
) -> None:
    narrow = installed(permissions={"administration": "write"})
    reader = installed(permissions={"organization_administration": "read"})

    refused = [voice.asks("GET", RULESETS) for voice in (person("will"), narrow, reader)]

    assert [one.status_code for one in refused] == [403, 403, 403]
    needed = refused[1].headers["X-Accepted-GitHub-Permissions"]
    assert needed == "organization_administration=write"
    assert person("ada").gets(RULESETS) == []
