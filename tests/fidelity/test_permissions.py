"""The permission that each route asks an App for is one of those that GitHub publishes."""

from collections.abc import Iterator

import pytest

from sandbox.rest.everything import SUBJECTS
from sandbox.rest.route import Route, Who
from tests.fidelity.description import nameless, permissions
from tests.fidelity.deviations import PERMISSIONS

ROUTES = [
    route
    for subject in SUBJECTS
    for route in subject.routes.all
    if route.who in {Who.TOKEN, Who.INSTALLATION}
]


def key(route: Route) -> str:
    return f"{route.method} {route.path}"


def unlisted(route: Route) -> Iterator[tuple[str, str]]:
    """Permissions that let an App use the route, and are not on the list."""
    listed = permissions().get(nameless(key(route)))
    if listed is not None:
        yield from ((key(route), need) for need in route.needs if need not in listed)


@pytest.mark.parametrize("route", ROUTES, ids=key)
def test_what_a_route_asks_for_is_listed(route: Route) -> None:
    assert [one for one in unlisted(route) if one not in PERMISSIONS] == []


@pytest.mark.parametrize("route", ROUTES, ids=key)
def test_a_route_that_is_listed_asks_for_something(route: Route) -> None:
    assert route.needs or nameless(key(route)) not in permissions()


def test_every_exception_is_still_one() -> None:
    found = {one for route in ROUTES for one in unlisted(route)}

    assert set(PERMISSIONS) - found == set()


def test_the_list_speaks_of_most_routes() -> None:
    told = [route for route in ROUTES if nameless(key(route)) in permissions()]

    assert len(told) > len(ROUTES) / 2
