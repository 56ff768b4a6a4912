"""An App from a manifest: what it would be, a button that makes it, the way back with a code."""

from urllib.parse import urlencode, urlsplit

from flask import render_template
from flask import request as http_request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from sandbox.acts.apps import code_for, register
from sandbox.errors import ApiError
from sandbox.pages.apps.manifest import BadManifest, Manifest, read
from sandbox.pages.page import Pages, Visit, may_lead_to
from sandbox.world.apps import with_metadata
from sandbox.world.people import Account, OrganisationRole

pages = Pages()
PERSONAL = "/settings/apps"
OF_ORGANISATION = "/organizations/<login:org>/settings/apps"


@pages("POST", PERSONAL + "/new")
def show_own(visit: Visit) -> tuple[str, int]:
    return _shown(visit.who, PERSONAL)


@pages("POST", OF_ORGANISATION + "/new")
def show_for_organisation(visit: Visit, org: str) -> tuple[str, int]:
    owner = _administered(visit, org)
    return _shown(owner, f"/organizations/{owner.login}/settings/apps")


@pages("POST", PERSONAL)
def make_own(visit: Visit) -> Response | tuple[str, int]:
    return _made(visit, visit.who)


@pages("POST", OF_ORGANISATION)
def make_for_organisation(visit: Visit, org: str) -> Response | tuple[str, int]:
    return _made(visit, _administered(visit, org))


def _administered(visit: Visit, login: str) -> Account:
    owner = visit.world.organisation(login)
    if owner.role_of(visit.who) is not OrganisationRole.ADMIN:
        raise ApiError(403, "Must have admin rights to Organization.")
    return owner


def _shown(owner: Account, target: str) -> tuple[str, int]:
    """What the manifest asks for; nothing is made yet."""
    text = http_request.form.get("manifest", "")
    try:
        found = read(text)
    except BadManifest as bad:
        return _refused(bad)
    may_lead_to(found.redirect_url)
    page = render_template(
        "register_app.html",
        owner=owner,
        target=target,
        app=found.wanted,
        permissions=with_metadata(found.wanted.permissions),
        manifest=text,
        state=http_request.args.get("state", ""),
    )
    return page, 200


def _made(visit: Visit, owner: Account) -> Response | tuple[str, int]:
    """Make the App, under the name that was typed, and go back with a code for its keys."""
    form = http_request.form
    try:
        found = read(form.get("manifest", ""), form.get("name", ""))
    except BadManifest as bad:
        return _refused(bad)
    app = register(visit.world, found.wanted, owner)
    return redirect(_way_back(found, code_for(visit.world, app), form.get("state", "")), 302)


def _way_back(found: Manifest, code: str, state: str) -> str:
    parts = urlsplit(found.redirect_url)
    told = urlencode({"code": code} | ({"state": state} if state else {}))
    return parts._replace(query=f"{parts.query}&{told}" if parts.query else told).geturl()


def _refused(bad: BadManifest) -> tuple[str, int]:
    return render_template("bad_manifest.html", errors=bad.errors), 422
