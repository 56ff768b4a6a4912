"""The steps at the edge: an answer that still holds, a right that is lacking, a name given up."""

from app.github.errors import Forbidden, Moved
from app.github.issues import NewLabel, ensure_label
from app.github.permissions import READ_METADATA
from app.github.repositories import follow_repository, repository_by_id
from app.github.scratch import rename_repository
from app.github.wire import NOT_MODIFIED
from app.live.scene import Promises, Scene, Step


def unchanged(scene: Scene) -> Promises:
    """The same question twice: the second answer costs nothing of the limit."""
    client = scene.client(READ_METADATA, [scene.control.id])

    def ask_twice() -> int:
        first, again = (repository_by_id(client, scene.control.id) for _ in range(2))
        return scene.calls.calls[-1].status if first == again else 0

    # GitHub may still be counting a size, or the like, that is in the answer.
    if scene.patience.until(ask_twice, lambda status: status == NOT_MODIFIED) != NOT_MODIFIED:
        yield "GitHub sends an unchanged answer anew, which costs a call of the hour."


def not_allowed(scene: Scene) -> Promises:
    """A label, with a token that may not make one."""
    client = scene.client(READ_METADATA, [scene.control.id])
    new = NewLabel("not allowed", "cccccc", "")
    try:
        ensure_label(client, scene.organisation, scene.control.name, new)
    except Forbidden as error:
        if "issues: write" not in error.missing_permission:
            yield "GitHub refuses without naming the permission that is lacking."
        return
    yield "A token without the permission made a label."


def rename(scene: Scene) -> Promises:
    """Another name: reads are led on from the old one, writes are told of it."""
    old, new = scene.service.name, scene.made.name("renamed")
    client = scene.builder
    scratch = next(one for one in scene.made.repositories if one.id == scene.service.id)
    scene.made.will_rename(scratch, new)
    given = rename_repository(client, scene.organisation, old, new)
    scene.made.will_rename(scratch, given)
    if given != new:
        yield f"A repository that was to be called {new} is called {given}."
    found = scene.patience.until(
        lambda: follow_repository(client, scene.organisation, old),
        lambda found: found is not None and found.name == given,
    )
    if found is None or (found.name, found.id) != (given, scene.service.id):
        yield "A repository is not found by the name that it had."
    try:
        rename_repository(client, scene.organisation, old, new)
    except Moved:
        return
    yield "A write to the old name of a repository is not told of the new one."


STEPS = (
    Step("unchanged", "Ask the same twice", unchanged),
    Step("not-allowed", "Write without the permission", not_allowed),
    Step("rename", "Rename a repository and use its old name", rename),
)
