"""The App's own endpoints: `/app`, installations, access tokens, hook deliveries."""

from datetime import timedelta

from flask import request as http_request

from sandbox.acts.installations import Step, step
from sandbox.acts.token_text import stateful, stateless
from sandbox.acts.tokens import narrowed_permissions, narrowed_repositories
from sandbox.clock import stamp
from sandbox.errors import not_found
from sandbox.rest.caller import InstallationCaller
from sandbox.rest.paging import page_of, paged
from sandbox.rest.route import Answer, Call, Routes, Who
from sandbox.rest.versions import OLD
from sandbox.shapes import app as shapes
from sandbox.shapes.repository import plain as repository_shape
from sandbox.world.apps import Installation, InstallationToken
from sandbox.world.people import Role

routes = Routes()
INSTALLATION = "/app/installations/{installation_id}"
LIFETIME = timedelta(hours=1)


@routes("GET", "/app", who=Who.APP)
def get_app(call: Call) -> Answer:
    shape = shapes.app(call.world, call.app)
    return Answer(shape | {"installations_count": len(_installations(call))})


@routes("GET", "/app/installations", who=Who.APP)
def list_installations(call: Call) -> Answer:
    return paged(call, [shapes.installation(call.world, one) for one in _installations(call)])


@routes("GET", INSTALLATION, who=Who.APP)
def get_installation(call: Call, installation_id: int) -> Answer:
    return Answer(shapes.installation(call.world, _installation(call, installation_id)))


@routes("DELETE", INSTALLATION, who=Who.APP)
def delete_installation(call: Call, installation_id: int) -> Answer:
    """That the App's own account is the sender of what is told is unconfirmed."""
    step(call.world, _installation(call, installation_id), Step.DELETED, call.actor)
    return Answer(status=204 if call.version == OLD else 202)


@routes("GET", "/orgs/{org}/installation", who=Who.APP)
def get_organisation_installation(call: Call) -> Answer:
    for one in _installations(call):
        if one.account is call.organisation:
            return Answer(shapes.installation(call.world, one))
    raise not_found()


@routes("GET", "/repos/{owner}/{repo}/installation", who=Who.APP)
def get_repository_installation(call: Call) -> Answer:
    for one in _installations(call):
        if one.covers(call.repository):
            return Answer(shapes.installation(call.world, one))
    raise not_found()


@routes("POST", INSTALLATION + "/access_tokens", who=Who.APP)
def create_token(call: Call, installation_id: int) -> Answer:
    """A token of the long stateless form, `ghs_APPID_JWT`, good for one hour.

    While GitHub rolls that form out, a header chooses; other values of it mean nothing.
    """
    installation = _installation(call, installation_id)
    permissions = narrowed_permissions(installation, call.body.mapping("permissions"))
    chosen = narrowed_repositories(
        call.world, installation, call.body.texts("repositories"), call.body.items("repository_ids")
    )
    until = call.world.now() + LIFETIME
    is_old = http_request.headers.get("X-GitHub-Stateless-S2S-Token") == "disabled"
    text = stateful() if is_old else stateless(installation, until)
    token = InstallationToken(text, installation, permissions, until, chosen)
    call.world.tokens[text] = token
    return Answer(_token_shape(call, token), 201)


def _token_shape(call: Call, token: InstallationToken) -> dict[str, object]:
    whole = token.repositories is None and token.installation.selected is None
    shape: dict[str, object] = {
        "token": token.token,
        "expires_at": stamp(token.expires_at),
        "permissions": token.permissions,
        "repository_selection": "all" if whole else "selected",
    }
    if token.repositories is not None:
        found = [call.world.repositories[number] for number in sorted(token.repositories)]
        shape["repositories"] = [repository_shape(call.world, one, Role.READ) for one in found]
    return shape


@routes("DELETE", "/installation/token", who=Who.INSTALLATION)
def revoke_token(call: Call) -> Answer:
    if isinstance(call.caller, InstallationCaller):
        call.world.tokens.pop(call.caller.token.token, None)
    return Answer(status=204)


@routes("GET", "/installation/repositories", who=Who.INSTALLATION, needs="metadata:read")
def list_installation_repositories(call: Call) -> Answer:
    assert isinstance(call.caller, InstallationCaller)
    token = call.caller.token
    found = [one for one in call.world.repositories.values() if token.covers(one)]
    chosen, headers = page_of(call, found)
    shown = [repository_shape(call.world, one, Role.READ) for one in chosen]
    body = {
        "total_count": len(found),
        "repository_selection": "all" if token.installation.selected is None else "selected",
        "repositories": shown,
    }
    return Answer(body, headers=headers)


def _installations(call: Call) -> list[Installation]:
    """The App's own."""
    return [one for one in call.world.installations.values() if one.app is call.app]


def _installation(call: Call, installation_id: int) -> Installation:
    for one in _installations(call):
        if one.id == installation_id:
            return one
    raise not_found()
