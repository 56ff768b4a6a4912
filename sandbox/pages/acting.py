"""What a page does, it does over the API: the same route, checks and acts, as the visitor."""

from typing import Any

from sandbox.pages.page import Visit
from sandbox.rest import comments, gates, issue_labels, issues, merging, pulls, reviews, runs
from sandbox.rest.body import Body
from sandbox.rest.gate import check_caller, check_repository
from sandbox.rest.route import Answer, Call
from sandbox.rest.versions import OLD
from sandbox.world.repositories import Repository

ROUTES = {
    (route.method, route.path): route
    for subject in (issues, issue_labels, comments, pulls, reviews, merging, runs, gates)
    for route in subject.routes.all
}


def act(
    visit: Visit, where: Repository, method: str, path: str, body: dict[str, Any], **params: Any
) -> Answer:
    """Call a REST route of the repository with a JSON body; ApiError when it refuses.

    `path` is written as GitHub's API description does; `params` are the parameters after the
    repository. The call is not counted: on GitHub, too, a person's click is no API call.
    """
    route = ROUTES[method, path]
    check_caller(route, visit.caller)
    check_repository(route, visit.caller, where)
    call = Call(visit.world, visit.caller, Body(body), {}, visit.world.url, OLD)
    call.found_repository, call.found_organisation = where, where.owner
    answer: Answer = route.handler(call, **params)
    return answer
