"""Repositories: created in an organisation, read, changed, renamed, deleted."""

from dataclasses import replace
from typing import Any

from sandbox.acts import repositories as acts
from sandbox.acts.properties import checked_values, set_values
from sandbox.acts.security import set_analyses
from sandbox.errors import ApiError, invalid, malformed
from sandbox.rest.caller import Caller, InstallationCaller, UserCaller, can_see
from sandbox.rest.paging import paged
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes.repository import minimal, security_and_analysis
from sandbox.shapes.repository import repository as shape
from sandbox.world.calls import Kind
from sandbox.world.people import OrganisationRole, Role
from sandbox.world.properties import Value
from sandbox.world.repositories import Repository, Settings, Visibility
from sandbox.world.roles import role_in

routes = Routes()
REPOSITORY = "/repos/{owner}/{repo}"
ADMINISTRATION = "administration:write"
TOPICS = 20
WAYS_OF_MERGING = ("allow_squash_merge", "allow_merge_commit", "allow_rebase_merge")


def role_of(caller: Caller, repository: Repository) -> Role:
    match caller:
        case UserCaller(account):
            return role_in(repository, account)
        case InstallationCaller(token) if token.covers(repository):
            return Role.WRITE if token.allows("contents", "write") else Role.READ
        case _:
            return Role.READ


def shown(call: Call, repository: Repository) -> dict[str, Any]:
    """With what watches over it for whoever administers it."""
    found = shape(call.world, repository, role_of(call.caller, repository))
    if _administers(call.caller, repository):
        found["security_and_analysis"] = security_and_analysis(repository)
    return found


def _administers(caller: Caller, repository: Repository) -> bool:
    if isinstance(caller, InstallationCaller):
        return caller.token.covers(repository) and caller.token.allows("administration", "read")
    return isinstance(caller, UserCaller) and role_of(caller, repository) >= Role.ADMIN


def listed(call: Call, repository: Repository) -> dict[str, Any]:
    return minimal(call.world, repository, role_of(call.caller, repository))


@routes(
    "POST",
    "/orgs/{org}/repos",
    needs=ADMINISTRATION,
    member=OrganisationRole.MEMBER,
    kind=Kind.CONTENT,
)
def create_repository(call: Call) -> Answer:
    body, world = call.body, call.world
    settings, properties = _settings(call, Settings()), _properties(call)
    made = acts.create_repository(
        world, call.organisation, call.actor, body.text("name"), _visibility(call)
    )
    made.description = body.optional_text("description")
    made.homepage = body.optional_text("homepage")
    made.settings = settings
    set_values(world, made, properties, call.actor)
    if body.flag("auto_init"):
        acts.initialise(world, made, call.actor)
    return Answer(shown(call, made), 201)


def _properties(call: Call) -> dict[str, Value | None]:
    """Values of custom properties; 422 where the organisation wants one that is not sent.

    How GitHub words that, and which permission the values take here, is unconfirmed.
    """
    sent = call.body.mapping("custom_properties") or {}
    items = [{"property_name": name, "value": value} for name, value in sent.items()]
    found = checked_values(call.organisation, items)
    for known in call.organisation.properties.values():
        if known.require_explicit_values and found.get(known.name) is None:
            sentence = f"Custom property {known.name} requires a value"
            raise invalid("Repository", "custom_properties", "custom", sentence)
    return found


def _visibility(call: Call) -> Visibility:
    word = call.body.optional_text("visibility")
    if word is None:
        return Visibility.PRIVATE if call.body.flag("private") else Visibility.PUBLIC
    if word not in set(Visibility):
        raise malformed(f"For 'properties/visibility', {word!r} is not a visibility.")
    if word == Visibility.INTERNAL and call.organisation.plan != "enterprise":
        sentence = "Only organizations associated with an enterprise can set visibility to internal"
        raise ApiError(422, sentence)
    return Visibility(word)


def _settings(call: Call, known: Settings) -> Settings:
    sent = {name: call.body.flag(name) for name in Settings.__dataclass_fields__}
    changed = {name: value for name, value in sent.items() if value is not None}
    settings = replace(known, **changed)
    if not any(getattr(settings, name) for name in WAYS_OF_MERGING):
        sentence = "Sorry, you need to allow at least one merge strategy. (no_merge_method)"
        raise invalid("Repository", "merge_commit_allowed", "invalid", sentence)
    return settings


@routes("GET", "/orgs/{org}/repos", needs="metadata:read")
def list_repositories(call: Call) -> Answer:
    found = [
        one
        for one in call.world.repositories.values()
        if one.owner is call.organisation and can_see(call.caller, one) and call.world.shows(one)
    ]
    return paged(call, [listed(call, one) for one in found])


@routes("GET", REPOSITORY, needs="metadata:read")
def get_repository(call: Call) -> Answer:
    return Answer(shown(call, call.repository))


@routes("PATCH", REPOSITORY, needs=ADMINISTRATION, role=Role.ADMIN, on_archived=True)
def update_repository(call: Call) -> Answer:
    body, one, world = call.body, call.repository, call.world
    if one.archived and body.flag("archived") is not False:
        raise ApiError(403, "Repository was archived so is read-only.")
    branch = body.optional_text("default_branch")
    if branch is not None:
        acts.set_default_branch(one, branch)
    for name in ("description", "homepage"):
        if name in body:
            setattr(one, name, body.optional_text(name))
    if "private" in body or "visibility" in body:
        one.visibility = _visibility(call)
    one.settings = _settings(call, one.settings)
    set_analyses(one, body.mapping("security_and_analysis") or {})
    one.updated_at = world.now()
    if body.optional_text("name"):
        acts.rename_repository(world, one, call.actor, body.text("name"))
    if body.flag("archived") is not None:
        acts.set_archived(world, one, call.actor, archived=bool(body.flag("archived")))
    return Answer(shown(call, one))


@routes("DELETE", REPOSITORY, needs=ADMINISTRATION, role=Role.ADMIN, on_archived=True)
def delete_repository(call: Call) -> Answer:
    acts.delete_repository(call.world, call.repository, call.actor)
    return Answer(status=204)


@routes("GET", REPOSITORY + "/topics", needs="metadata:read")
def get_topics(call: Call) -> Answer:
    return Answer({"names": call.repository.topics})


@routes("PUT", REPOSITORY + "/topics", needs=ADMINISTRATION, role=Role.ADMIN)
def set_topics(call: Call) -> Answer:
    names = call.body.texts("names")
    if names is None:
        raise malformed('"names" wasn\'t supplied.')
    topics = list(dict.fromkeys(name.lower() for name in names))
    for topic in topics:
        if len(topic) > 50 or not topic.replace("-", "").isalnum() or topic.startswith("-"):
            raise ApiError(422, "Validation Failed", [f"Topic {topic!r} is invalid"])
    if len(topics) > TOPICS:
        raise ApiError(422, "Validation Failed", ["A repository can have at most 20 topics"])
    call.repository.topics = topics
    return Answer({"names": topics})
