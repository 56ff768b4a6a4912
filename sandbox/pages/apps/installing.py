"""Installing an App in an organisation, as its admins do from the App's page."""

from typing import Any

from flask import render_template
from flask import request as http_request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from sandbox.acts.installations import install
from sandbox.errors import ApiError, not_found
from sandbox.pages.page import Pages, Visit, may_lead_to, see
from sandbox.world.apps import App
from sandbox.world.issues import Actor
from sandbox.world.people import Organisation, OrganisationRole
from sandbox.world.repositories import Repository
from sandbox.world.state import World

pages = Pages()
INSTALLATIONS = "/apps/<slug>/installations"


@pages("GET", "/apps/<slug>")
def show_app(visit: Visit, slug: str) -> Response:
    return see(f"/apps/{_app(visit.world, slug).slug}/installations/new")


@pages("GET", INSTALLATIONS + "/new")
def choose(visit: Visit, slug: str) -> str:
    app = _app(visit.world, slug)
    if app.setup_url:
        may_lead_to(app.setup_url)
    return render_template(
        "install_app.html",
        app=app,
        places=[_place(visit, app, owner) for owner in visit.world.organisations.values()],
    )


def _place(visit: Visit, app: App, owner: Organisation) -> dict[str, Any]:
    """An organisation, its repositories, and why the App cannot be installed there, if so."""
    why = ""
    if any(one.app is app and one.account is owner for one in visit.world.installations.values()):
        why = "It is installed here."
    elif not app.is_public and app.owner is not owner:
        why = f"It is private: only {app.owner.login} can install it."
    elif owner.role_of(visit.who) is not OrganisationRole.ADMIN:
        why = f"{visit.who.login} is no admin here. Act as one, above."
    return {"owner": owner, "why_not": why, "repositories": _of(visit.world, owner)}


def _of(world: World, owner: Organisation) -> list[Repository]:
    found = (one for one in world.repositories.values() if one.owner is owner)
    return sorted(found, key=lambda one: one.name)


@pages("POST", INSTALLATIONS)
def install_it(visit: Visit, slug: str) -> Response:
    """All repositories, or those that were ticked; then on to the App's own set-up page."""
    app, form = _app(visit.world, slug), http_request.form
    owner = visit.world.organisation(form.get("organisation", ""))
    if owner.role_of(visit.who) is not OrganisationRole.ADMIN:
        raise ApiError(403, "Must have admin rights to Organization.")
    own = {str(one.id): one.id for one in _of(visit.world, owner)}
    ticked = {own[number] for number in form.getlist("repository") if number in own}
    made = install(visit.world, app, owner, Actor(visit.who), ticked or None)
    if not app.setup_url:
        return see("/")
    joint = "&" if "?" in app.setup_url else "?"
    return redirect(f"{app.setup_url}{joint}installation_id={made.id}&setup_action=install", 302)


def _app(world: World, slug: str) -> App:
    for one in world.apps.values():
        if one.slug == slug.lower():
            return one
    raise not_found()
