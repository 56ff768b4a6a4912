"""As whom a browser acts: a seeded person, remembered in a cookie. There are no passwords here."""

from flask import request as http_request
from werkzeug.wrappers import Response

from sandbox.errors import ApiError
from sandbox.pages.page import Pages, Visit, see
from sandbox.world.people import Account, Organisation, OrganisationRole
from sandbox.world.state import World

COOKIE = "sandbox_as"
pages = Pages()


def people(world: World) -> list[Account]:
    """Whom one can act as: everybody who was seeded, but neither organisations nor Apps."""
    bots = [app.bot for app in (*world.apps.values(), world.actions_app) if app]
    return [
        one
        for one in dict.fromkeys(world.accounts.values())
        if not isinstance(one, Organisation) and one not in bots
    ]


def visitor(world: World) -> Account:
    """The person of the cookie; at first the first member who is no administrator."""
    known = {one.login: one for one in people(world)}
    if not known:
        raise ApiError(404, "The seed has no users, so there is nobody to act as. Add one to it.")
    members = [one for one in known.values() if _is_member(world, one)]
    first = next(iter(members or known.values()))
    return known.get(http_request.cookies.get(COOKIE, ""), first)


def person(world: World, login: str) -> Account:
    """The person of that login; 422 when one cannot act as them."""
    for one in people(world):
        if one.login.lower() == login.lower():
            return one
    names = ", ".join(one.login for one in people(world))
    raise ApiError(422, f"One can act as {names}, but not as {login!r}.")


def _is_member(world: World, who: Account) -> bool:
    return any(
        owner.role_of(who) is OrganisationRole.MEMBER for owner in world.organisations.values()
    )


@pages("POST", "/_sandbox/as")
def act_as(visit: Visit) -> Response:
    """Change who acts, and go back to where one was."""
    who = person(visit.world, http_request.form.get("login", ""))
    response = see(local(http_request.form.get("back", "/")))
    response.set_cookie(COOKIE, who.login, httponly=True, samesite="Lax")
    return response


def shown_last(world: World) -> str:
    """The page that is open, or the one on which the button of a refused change was pressed."""
    if http_request.method == "GET":
        return http_request.full_path.rstrip("?")
    before = http_request.referrer or ""
    return local(before.removeprefix(world.url)) if before.startswith(world.url) else "/"


def local(path: str) -> str:
    """The path if it stays in the sandbox, `/` otherwise."""
    leads_away = not path.startswith("/") or path.startswith(("//", "/\\"))
    return "/" if leads_away or any(char < " " for char in path) else path
