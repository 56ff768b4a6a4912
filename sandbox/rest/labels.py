"""Labels of a repository: `/repos/{owner}/{repo}/labels`."""

from sandbox.acts import labels as acts
from sandbox.acts.lateness import shown
from sandbox.errors import not_found
from sandbox.rest.paging import paged
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes.issue import label as shape
from sandbox.world.labels import Label

routes = Routes()
LABELS = "/repos/{owner}/{repo}/labels"
READ = "issues:read pull_requests:read"
WRITE = "issues:write pull_requests:write"


@routes("GET", LABELS, needs=READ)
def list_labels(call: Call) -> Answer:
    where = call.repository
    found = sorted(shown(call.world, where.labels.values()), key=lambda one: one.name.lower())
    return paged(call, [shape(call.world, where, one) for one in found])


@routes("POST", LABELS, needs=WRITE)
def create_label(call: Call) -> Answer:
    body, where = call.body, call.repository
    label = acts.create_label(
        call.world,
        where,
        call.actor,
        body.text("name"),
        (body.optional_text("color") or acts.PLAIN_COLOR).removeprefix("#"),
        body.optional_text("description"),
    )
    return Answer(shape(call.world, where, label), 201)


@routes("GET", LABELS + "/{name}", needs=READ)
def get_label(call: Call, name: str) -> Answer:
    return Answer(shape(call.world, call.repository, _label(call, name)))


@routes("PATCH", LABELS + "/{name}", needs=WRITE)
def update_label(call: Call, name: str) -> Answer:
    body, label = call.body, _label(call, name)
    acts.update_label(
        call.world,
        call.repository,
        call.actor,
        label,
        name=body.optional_text("new_name"),
        color=body.optional_text("color"),
        description=body.optional_text("description"),
    )
    return Answer(shape(call.world, call.repository, label))


@routes("DELETE", LABELS + "/{name}", needs=WRITE)
def delete_label(call: Call, name: str) -> Answer:
    acts.delete_label(call.world, call.repository, call.actor, _label(call, name))
    return Answer(status=204)


def _label(call: Call, name: str) -> Label:
    found = call.repository.labels.get(name.lower())
    if found is None:
        raise not_found()
    return found
