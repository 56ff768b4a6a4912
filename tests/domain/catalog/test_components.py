"""What a catalog-info.yaml says of services, and what of it is refused at its place."""

import pytest

from app.domain.catalog.components import LARGEST, read_components
from app.domain.mistakes import FileMistakes
from tests.domain.catalog.build import component

PATH = "billing/catalog-info.yaml"

SPEC = """\
lifecycle: production
owner: group:default/payments
system: money
dependsOn: ['component:ledger', 'Component:default/Ledger', 'resource:pg-billing']
providesApis: [billing-v1]"""


def mistake(text: str) -> str:
    with pytest.raises(FileMistakes) as refused:
        read_components(PATH, text)
    return str(refused.value.mistakes[0])


def test_a_component_is_read_with_the_places_of_its_fields() -> None:
    (found,) = read_components(PATH, component("billing", SPEC))

    assert (found.name, found.owner, found.system) == ("billing", "payments", "money")
    assert (found.depends_on, found.data_stores) == (("ledger",), ("pg-billing",))
    assert (found.apis, found.lifecycle) == (("billing-v1",), "production")
    assert (found.line, found.lines["owner"]) == (4, 8)


def test_other_kinds_and_empty_documents_are_passed_over() -> None:
    system = "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: money}\n"
    text = f"---\n{system}---\n---\n{component('billing')}"

    assert [one.name for one in read_components(PATH, text)] == ["billing"]


def test_a_list_of_entities_is_as_good_as_several_documents() -> None:
    one = '{"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": {"name": "a"}}'

    assert [found.name for found in read_components(PATH, f"[{one}, {one}]")] == ["a", "a"]


def test_slipways_own_data_store_annotation_counts() -> None:
    text = component("billing", annotations="{slipway/data-store: pg-billing}")

    assert read_components(PATH, text)[0].data_stores == ("pg-billing",)


def test_what_is_left_empty_says_nothing() -> None:
    (found,) = read_components(PATH, component("billing", "owner:\ndependsOn:\nsystem: ~"))

    assert (found.owner, found.system, found.depends_on) == ("", "", ())


@pytest.mark.parametrize(
    ("kind", "is_service", "is_tests"),
    [
        ("service", True, False),
        ("website", True, False),
        ("Library", False, False),
        ("integration-tests", False, True),
    ],
)
def test_what_runs_is_a_service(kind: str, *, is_service: bool, is_tests: bool) -> None:
    (found,) = read_components(PATH, component("billing", kind=kind))

    assert (found.is_service, found.is_tests) == (is_service, is_tests)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &a [1]\nb: *a\n", f"{PATH}:1:4: Anchors"),
        ("a: b: c", f"{PATH}:1:5: This is not YAML"),
        ("[" * 30, "More than 24 levels"),
        ("x" * (LARGEST + 1), "larger than 64,000 bytes"),
        ("just a text", f"{PATH}:1:1: An entity must be a mapping"),
        (component(""), f"{PATH}:5:1: An entity needs a `name`"),
        (component("''"), f"{PATH}:4:9: `name` must be a text that is not empty"),
        ("kind: Component\napiVersion: backstage.io/v1alpha1", f"{PATH}:1:1: An entity needs"),
        (component("a").replace("backstage.io", "example.com"), "1:13: An entity's `apiVersion`"),
        (component("a", "dependsOn: [ledger]"), "7:15: An item of `dependsOn` is a reference"),
        (component("a", "dependsOn: ledger"), "must be a list"),
        (component("a", "system: '\\u202Emoney'").replace("'", '"'), "visible characters"),
        (component("a", "lifecycle: " + "x" * 65), "at most 64"),
        (component("a", annotations="{slipway/spelt: '[]'}"), "leave it as Slipway wrote it"),
        (component("a", annotations="{slipway/spelt: '{'}"), "leave it as Slipway wrote it"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_place(text: str, said: str) -> None:
    assert said in mistake(text)


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]

    assert "Anchors" in mistake("\n".join(lines))
