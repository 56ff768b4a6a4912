"""A repository from a template: `/repos/{template_owner}/{template_repo}/generate`."""

from sandbox.acts import templates as acts
from sandbox.errors import not_found
from sandbox.rest.caller import Caller, InstallationCaller, can_see
from sandbox.rest.gate import check_organisation
from sandbox.rest.refs import may_touch_workflows
from sandbox.rest.repositories import ADMINISTRATION, shown
from sandbox.rest.route import Answer, Call, Routes
from sandbox.world.calls import Kind
from sandbox.world.people import Organisation, OrganisationRole
from sandbox.world.repositories import Repository, Visibility

routes = Routes()


@routes(
    "POST",
    "/repos/{template_owner}/{template_repo}/generate",
    needs=ADMINISTRATION,
    member=OrganisationRole.MEMBER,
    kind=Kind.CONTENT,
)
def generate(call: Call, template_owner: str, template_repo: str) -> Answer:
    """Answered before its content is there; private templates take Contents, too."""
    body, owner = call.body, _owner(call)
    made = acts.generate(
        call.world,
        _template(call, template_owner, template_repo),
        owner,
        call.actor,
        body.text("name"),
        Visibility.PRIVATE if body.flag("private") else Visibility.PUBLIC,
        all_branches=bool(body.flag("include_all_branches")),
        workflows=may_touch_workflows(call),
    )
    made.description = body.optional_text("description")
    acts.fill_if_due(call.world, made)
    return Answer(shown(call, made), 201)


def _owner(call: Call) -> Organisation:
    """Who will own it and lets the caller make it: there are no repositories of users."""
    name = call.body.optional_text("owner")
    if name is None:
        raise not_found()
    owner = call.world.organisation(name)
    (route,) = routes.all
    check_organisation(route, call.caller, owner)
    return owner


def _template(call: Call, owner: str, name: str) -> Repository:
    found = call.world.repository(owner, name)
    if found is None or not call.world.shows(found) or not _may_clone(call.caller, found):
        raise acts.not_cloned()
    return found


def _may_clone(caller: Caller, template: Repository) -> bool:
    if isinstance(caller, InstallationCaller) and template.private:
        return caller.token.covers(template) and caller.token.allows("contents", "read")
    return can_see(caller, template)
