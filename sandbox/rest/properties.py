"""Custom properties: `/orgs/{org}/properties/…` and `/repos/{owner}/{repo}/properties/values`.

The names of the permissions are those that a token's description lists. Which level each route
asks for is unconfirmed.
"""

from typing import Any

from sandbox.acts import properties as acts
from sandbox.errors import ApiError, malformed, not_found
from sandbox.rest.body import Body
from sandbox.rest.caller import InstallationCaller, UserCaller, can_see
from sandbox.rest.gate import holds_one
from sandbox.rest.paging import paged
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import properties as shapes
from sandbox.world.people import OrganisationRole, Role
from sandbox.world.properties import Editors, Property, ValueType
from sandbox.world.repositories import Repository

routes = Routes()
SCHEMA = "/orgs/{org}/properties/schema"
DEFINITION = SCHEMA + "/{custom_property_name}"
VALUES = "/orgs/{org}/properties/values"
PERMISSION = "organization_custom_properties"
MEMBER, ADMIN = OrganisationRole.MEMBER, OrganisationRole.ADMIN
MOST_DEFINITIONS = 100
MOST_REPOSITORIES = 30


@routes("GET", SCHEMA, needs=f"{PERMISSION}:read", member=MEMBER)
def list_definitions(call: Call) -> Answer:
    owner = call.organisation
    return Answer([shapes.definition(call.world, owner, one) for one in owner.properties.values()])


@routes("PATCH", SCHEMA, needs=f"{PERMISSION}:admin", member=ADMIN)
def set_definitions(call: Call) -> Answer:
    """All of them or none; what is left out of one goes back to its default."""
    items = call.body.objects("properties") or []
    if not 1 <= len(items) <= MOST_DEFINITIONS:
        raise malformed("For 'properties/properties', there must be 1 to 100 items.")
    wanted = [_definition(Body(item), Body(item).text("property_name")) for item in items]
    for one in wanted:
        acts.check_definition(one)
    made = [acts.define(call.world, call.organisation, one, call.actor) for one in wanted]
    return Answer([shapes.definition(call.world, call.organisation, one) for one in made])


@routes("GET", DEFINITION, needs=f"{PERMISSION}:read", member=MEMBER)
def get_definition(call: Call, custom_property_name: str) -> Answer:
    found = _known(call, custom_property_name)
    return Answer(shapes.definition(call.world, call.organisation, found))


@routes("PUT", DEFINITION, needs=f"{PERMISSION}:admin", member=ADMIN)
def set_definition(call: Call, custom_property_name: str) -> Answer:
    wanted = _definition(call.body, custom_property_name)
    made = acts.define(call.world, call.organisation, wanted, call.actor)
    return Answer(shapes.definition(call.world, call.organisation, made))


@routes("DELETE", DEFINITION, needs=f"{PERMISSION}:admin", member=ADMIN)
def delete_definition(call: Call, custom_property_name: str) -> Answer:
    found = _known(call, custom_property_name)
    acts.remove(call.world, call.organisation, found, call.actor)
    return Answer(status=204)


def _known(call: Call, name: str) -> Property:
    found = call.organisation.properties.get(name.lower())
    if found is None:
        raise not_found()
    return found


def _definition(body: Body, name: str) -> Property:
    kind, editors = body.text("value_type"), body.optional_text("values_editable_by")
    default = body.fields.get("default_value")
    if kind not in set(ValueType) or editors not in {None, *Editors}:
        raise malformed(f"For {name!r}, {kind!r} or {editors!r} is not a known word.")
    return Property(
        name,
        ValueType(kind),
        bool(body.flag("required")),
        default,
        body.optional_text("description"),
        body.texts("allowed_values"),
        Editors(editors) if editors else Editors.ORGANISATION,
        bool(body.flag("require_explicit_values")),
    )


@routes("GET", VALUES, needs=f"{PERMISSION}:read", member=MEMBER)
def list_values(call: Call) -> Answer:
    """Of the repositories that the caller can see and that `repository_query` finds."""
    words = call.query.get("repository_query", "").split()
    found = [
        one
        for one in call.world.repositories.values()
        if one.owner is call.organisation
        and can_see(call.caller, one)
        and call.world.shows(one)
        and all(_fits(one, word) for word in words)
    ]
    return paged(call, [shapes.repository_values(one) for one in found])


def _fits(one: Repository, word: str) -> bool:
    """A word of the name, `repo:`, `visibility:` or `props.NAME:VALUE`; no other qualifier."""
    qualifier, colon, wanted = word.lower().partition(":")
    if not colon:
        return qualifier in one.name.lower()
    match qualifier:
        case "repo":
            return one.full_name.lower() == wanted
        case "visibility":
            return one.visibility.value == wanted
        case _ if qualifier.startswith("props."):
            known = one.owner.properties.get(qualifier.removeprefix("props."))
            value = shapes.value_of(one, known) if known else None
            texts = value if isinstance(value, list) else [value or ""]
            return wanted in [text.lower() for text in texts]
        case _:
            return False


@routes("PATCH", VALUES, needs=f"{PERMISSION}:write", member=ADMIN)
def set_organisation_values(call: Call) -> Answer:
    names, owner = call.body.texts("repository_names") or [], call.organisation
    if not 1 <= len(names) <= MOST_REPOSITORIES:
        raise ApiError(422, "Validation Failed", [_bounds("repository_names")])
    changes = acts.checked_values(owner, _items(call))
    found = [call.world.repository(owner.login, name) for name in names]
    for where in found:
        if where is None or not can_see(call.caller, where):
            raise not_found()
    for where in found:
        if where is not None:
            acts.set_values(call.world, where, changes, call.actor)
    return Answer(status=204)


def _bounds(field: str) -> dict[str, Any]:
    return {"resource": "CustomPropertyValue", "field": field, "code": "invalid"}


def _items(call: Call) -> list[Any]:
    found = call.body.items("properties")
    if found is None:
        raise malformed('"properties" wasn\'t supplied.')
    return found


@routes("GET", REPOSITORY + "/properties/values", needs="metadata:read")
def list_repository_values(call: Call) -> Answer:
    return Answer(shapes.values(call.repository))


@routes(
    "PATCH",
    REPOSITORY + "/properties/values",
    needs=f"repository_custom_properties:write {PERMISSION}:write",
    role=Role.ADMIN,
)
def set_repository_values(call: Call) -> Answer:
    """A repository's admin sets what the schema leaves to them; the organisation sets all."""
    changes = acts.checked_values(call.repository.owner, _items(call))
    if not _is_of_organisation(call):
        for name in changes:
            known = call.repository.owner.properties[name.lower()]
            if known.editors is Editors.ORGANISATION:
                # What GitHub answers here is unconfirmed.
                raise ApiError(403, f"{name} can be set by organization actors only.")
    acts.set_values(call.world, call.repository, changes, call.actor)
    return Answer(status=204)


def _is_of_organisation(call: Call) -> bool:
    match call.caller:
        case UserCaller(account):
            return call.repository.owner.role_of(account) is ADMIN
        case InstallationCaller(token):
            return holds_one(token, (f"{PERMISSION}:write",))
        case _:
            return False
