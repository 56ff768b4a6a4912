"""Custom properties of a repository, within what the organisation has defined."""

from collections.abc import Callable

import pytest

from app.github.client import Client
from app.github.connection import Connection
from app.github.errors import Forbidden, Invalid
from app.github.permissions import SET_PROPERTIES
from app.github.properties import set_properties
from sandbox import RunningSandbox
from tests.github.conftest import INSTALLATION, ORGANISATION, Person, control

WHERE = (ORGANISATION, "unrelated")
EDITABLE = "org_and_repo_actors"


@pytest.fixture
def setter(
    sandbox: RunningSandbox, connection: Connection, person: Callable[[str], Person]
) -> Client:
    """A client that may set properties, of which the organisation has defined three."""
    granted = {**SET_PROPERTIES}
    control(sandbox, "permissions", {"id": INSTALLATION, "permissions": granted, "actor": "ada"})
    defined = [
        {"property_name": "note", "value_type": "string", "values_editable_by": EDITABLE},
        {
            "property_name": "marks",
            "value_type": "multi_select",
            "allowed_values": ["a", "b"],
            "values_editable_by": EDITABLE,
        },
        {"property_name": "cost", "value_type": "string"},
    ]
    person("ada").does("PATCH", "/orgs/acme/properties/schema", {"properties": defined})
    return connection.for_step(INSTALLATION, SET_PROPERTIES)


def test_values_are_set_and_others_stay(setter: Client, person: Callable[[str], Person]) -> None:
    set_properties(setter, *WHERE, {"note": "first"})
    set_properties(setter, *WHERE, {"marks": ("a", "b")})

    shown = person("ada").does("GET", "/repos/acme/unrelated/properties/values")
    values = {one["property_name"]: one["value"] for one in shown}
    assert values == {"note": "first", "marks": ["a", "b"], "cost": None}


@pytest.mark.parametrize("values", [{"unknown": "x"}, {"marks": ("c",)}, {"marks": "a"}])
def test_what_is_not_defined_is_refused(setter: Client, values: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        set_properties(setter, *WHERE, values)


def test_what_the_organisation_alone_sets_is_refused(setter: Client) -> None:
    with pytest.raises(Forbidden):
        set_properties(setter, *WHERE, {"cost": "12"})
