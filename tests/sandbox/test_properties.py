"""Custom properties: an organisation's schema, the values of its repositories, who may set what."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox import RunningSandbox
from tests.sandbox.conftest import Ear
from tests.sandbox.voices import Voice

SCHEMA = "/orgs/acme/properties/schema"
ALL_VALUES = "/orgs/acme/properties/values"
VALUES = "/repos/acme/services/properties/values"
TIER = {
    "property_name": "tier",
    "value_type": "single_select",
    "required": True,
    "default_value": "3",
    "allowed_values": ["1", "2", "3"],
    "description": "How bad an outage is",
    "values_editable_by": "org_and_repo_actors",
}
LANGUAGES = {
    "property_name": "languages",
    "value_type": "multi_select",
    "allowed_values": ["go", "python"],
}

Person = Callable[[str], Voice]


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    """The App may do all about properties, and hears of them."""
    wanted = {"organization_custom_properties": "admin", "repository_custom_properties": "write"}
    seed["app"]["permissions"] |= wanted
    seed["app"]["events"] += ["custom_property", "custom_property_values"]
    return seed


def defined(voice: Voice, *wanted: dict[str, Any]) -> Any:
    return voice.does("PATCH", SCHEMA, {"properties": list(wanted)})


def values(voice: Voice, path: str = VALUES) -> dict[str, Any]:
    return {one["property_name"]: one["value"] for one in voice.gets(path)}


def valued(**changes: Any) -> dict[str, Any]:
    return {"properties": [{"property_name": name, "value": one} for name, one in changes.items()]}


def test_a_schema_is_shown_as_it_was_sent(installation: Voice) -> None:
    defined(installation, TIER, LANGUAGES)

    tier, languages = installation.gets(SCHEMA)
    assert tier.items() >= TIER.items()
    assert languages["values_editable_by"] == "org_actors"
    assert installation.gets(f"{SCHEMA}/tier") == tier


def test_a_change_resets_what_it_leaves_out(person: Person) -> None:
    ada = person("ada")
    defined(ada, TIER)

    (changed,) = defined(ada, {"property_name": "tier", "value_type": "string"})

    assert changed["values_editable_by"] == "org_actors"
    assert (changed["required"], changed["default_value"]) == (False, None)
    assert (changed["description"], changed["allowed_values"]) == (None, None)


def test_one_property_is_put_and_deleted_with_its_values(person: Person) -> None:
    ada = person("ada")
    body = {name: value for name, value in LANGUAGES.items() if name != "property_name"}
    assert ada.does("PUT", f"{SCHEMA}/languages", body)["property_name"] == "languages"
    ada.does("PATCH", VALUES, valued(languages=["go"]))

    ada.does("DELETE", f"{SCHEMA}/languages")

    assert ada.asks("GET", f"{SCHEMA}/languages").status_code == 404
    ada.does("PUT", f"{SCHEMA}/languages", body)
    assert values(ada) == {"languages": None}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"property_name": "no spaces"},
        {"value_type": "number"},
        {"default_value": None},
        {"default_value": "4"},
        {"default_value": ["3"]},
        {"required": False},
        {"allowed_values": None},
        {"allowed_values": [str(number) for number in range(201)]},
        {"values_editable_by": "everybody"},
    ],
)
def test_a_definition_that_cannot_be_one_is_refused(person: Person, spoilt: dict[str, Any]) -> None:
    refused = person("ada").asks("PATCH", SCHEMA, {"properties": [LANGUAGES, TIER | spoilt]})

    assert refused.status_code == 422
    assert person("ada").gets(SCHEMA) == []


@pytest.mark.parametrize("count", [0, 101])
def test_a_schema_is_changed_by_one_to_a_hundred_at_once(person: Person, count: int) -> None:
    wanted = [{"property_name": f"p{at}", "value_type": "string"} for at in range(count)]

    assert person("ada").asks("PATCH", SCHEMA, {"properties": wanted}).status_code == 422


def test_a_required_property_shows_its_default_until_it_is_set(person: Person) -> None:
    ada = person("ada")
    defined(ada, TIER, LANGUAGES)
    assert values(ada) == {"tier": "3", "languages": None}

    ada.does("PATCH", VALUES, valued(tier="1", languages=["go", "python"]))

    assert values(ada) == {"tier": "1", "languages": ["go", "python"]}
    assert ada.gets("/repos/acme/services")["custom_properties"] == values(ada)
    ada.does("PATCH", VALUES, valued(tier=None, languages=None))
    assert values(ada) == {"tier": "3", "languages": None}


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("string", "plain words", 'with "quotes"'),
        ("true_false", "true", "yes"),
        ("url", "https://example.com/a", "example"),
        ("string", "a", ["a"]),
    ],
)
def test_a_value_is_of_its_type(person: Person, kind: str, good: Any, bad: Any) -> None:
    ada = person("ada")
    defined(ada, {"property_name": "of-a-kind", "value_type": kind})

    assert ada.asks("PATCH", VALUES, valued(**{"of-a-kind": good})).status_code == 204
    assert ada.asks("PATCH", VALUES, valued(**{"of-a-kind": bad})).status_code == 422
    assert ada.asks("PATCH", VALUES, valued(unknown="x")).status_code == 422


def test_many_repositories_are_set_at_once_and_found_by_value(installation: Voice) -> None:
    defined(installation, TIER)
    order = valued(tier="1") | {"repository_names": ["services", "other"]}
    installation.does("PATCH", ALL_VALUES, order)

    def names(query: str) -> list[str]:
        listed = installation.gets(f"{ALL_VALUES}?repository_query={query}")
        return [one["repository_name"] for one in listed]

    assert names("props.tier:1") == ["services", "other"]
    assert names("props.tier:3") == ["open"]
    assert names("repo:acme/other") == ["other"]
    assert names("serv") == ["services"]


@pytest.mark.parametrize(
    ("names", "status"), [([], 422), (["services"] * 31, 422), (["services", "ghost"], 404)]
)
def test_a_request_is_for_one_to_thirty_repositories_that_are_there(
    person: Person, names: list[str], status: int
) -> None:
    defined(person("ada"), TIER)

    order = valued(tier="1") | {"repository_names": names}

    assert person("ada").asks("PATCH", ALL_VALUES, order).status_code == status
    assert values(person("ada")) == {"tier": "3"}


def test_admins_define_members_read_and_others_see_nothing(person: Person) -> None:
    defined(person("ada"), TIER)

    assert person("dana").asks("PATCH", SCHEMA, {"properties": [TIER]}).status_code == 403
    assert [one["property_name"] for one in person("dana").gets(SCHEMA)] == ["tier"]
    assert person("stranger").asks("GET", SCHEMA).status_code == 404


def test_an_admin_of_a_repository_sets_what_the_schema_leaves_to_them(
    sandbox: RunningSandbox, person: Person
) -> None:
    defined(person("ada"), TIER, LANGUAGES)
    person("ada").does("PUT", "/repos/acme/services/collaborators/will", {"permission": "admin"})

    assert person("will").asks("PATCH", VALUES, valued(tier="2")).status_code == 204
    assert person("will").asks("PATCH", VALUES, valued(languages=["go"])).status_code == 403
    assert person("dana").asks("PATCH", VALUES, valued(tier="2")).status_code == 403


def test_each_thing_needs_its_permission(installed: Callable[..., Voice]) -> None:
    reader = installed(permissions={"organization_custom_properties": "read"})
    setter = installed(permissions={"repository_custom_properties": "write"})
    defined(installed(), TIER, LANGUAGES)

    assert reader.asks("PATCH", SCHEMA, {"properties": [TIER]}).status_code == 403
    assert setter.asks("GET", SCHEMA).status_code == 403
    assert setter.asks("PATCH", VALUES, valued(tier="2")).status_code == 204
    assert setter.asks("PATCH", VALUES, valued(languages=["go"])).status_code == 403


def test_the_app_is_told_of_definitions_and_values(person: Person, ear: Ear) -> None:
    ada = person("ada")
    defined(ada, TIER)
    defined(ada, TIER)
    ada.does("PATCH", VALUES, valued(tier="1"))
    ada.does("PATCH", VALUES, valued(tier="1"))
    ada.does("DELETE", f"{SCHEMA}/tier")

    heard = ear.hears(4)

    assert [one.name for one in heard] == [
        "custom_property.created",
        "custom_property.updated",
        "custom_property_values.updated",
        "custom_property.deleted",
    ]
    assert heard[2].payload["new_property_values"] == [{"property_name": "tier", "value": "1"}]
    assert heard[2].payload["old_property_values"] == [{"property_name": "tier", "value": "3"}]
    assert heard[2].payload["repository"]["custom_properties"] == {"tier": "1"}
    assert heard[3].payload["definition"] == {"property_name": "tier"}


def test_values_may_be_wanted_from_the_start(installation: Voice) -> None:
    defined(installation, LANGUAGES | {"require_explicit_values": True})
    body = {"name": "billing"}

    refused = installation.asks("POST", "/orgs/acme/repos", body)
    made = installation.does(
        "POST", "/orgs/acme/repos", body | {"custom_properties": {"languages": ["go"]}}
    )

    assert refused.status_code == 422
    assert "languages requires a value" in refused.json()["errors"][0]["message"]
    assert made["custom_properties"] == {"languages": ["go"]}


def test_a_value_that_is_not_allowed_makes_no_repository(installation: Voice) -> None:
    defined(installation, LANGUAGES)
    body = {"name": "billing", "custom_properties": {"languages": ["cobol"]}}

    assert installation.asks("POST", "/orgs/acme/repos", body).status_code == 422
    assert installation.asks("GET", "/repos/acme/billing").status_code == 404
