"""Which workflows a repository has: the files below `.github/workflows` of a commit."""

from dataclasses import dataclass

from sandbox.acts.runner.reading import Unreadable, read
from sandbox.git.store import NoSuchObject
from sandbox.world.repositories import Repository
from sandbox.world.state import World
from sandbox.world.workflows import Workflow, WorkflowFile

FOLDER = ".github/workflows"


@dataclass(frozen=True)
class Found:
    """A workflow file of a commit; `file` is None where it is no workflow, and `why` says so."""

    path: str
    file: WorkflowFile | None
    why: str = ""


def files_at(where: Repository, sha: str) -> list[Found]:
    """The workflow files of a commit, by path."""
    try:
        folder = where.git.lookup(str(where.git.commit(sha).tree.id), FOLDER)
        entries = list(where.git.entries(folder.sha, prefix=f"{FOLDER}/"))
    except NoSuchObject:
        return []
    return [
        _found(one.path, where.git.blob(one.sha).decode(errors="replace"))
        for one in entries
        if one.type == "blob" and one.path.endswith((".yml", ".yaml"))
    ]


def file_at(where: Repository, sha: str, path: str) -> Found | None:
    return next((one for one in files_at(where, sha) if one.path == path), None)


def _found(path: str, text: str) -> Found:
    try:
        return Found(path, read(text))
    except Unreadable as error:
        return Found(path, None, str(error))


def default_head(where: Repository) -> str | None:
    return where.git.ref(f"refs/heads/{where.default_branch}")


def workflow_of(world: World, where: Repository, found: Found) -> Workflow:
    """The workflow of a file, known from now on; it is named after its path if it says nothing."""
    name = (found.file.name if found.file else "") or found.path
    known = where.actions.workflows.get(found.path)
    if known is None:
        number, node = world.mint("W")
        known = Workflow(number, node, found.path, name, world.now(), world.now())
        where.actions.workflows[found.path] = known
    elif known.name != name:
        known.name, known.updated_at = name, world.now()
    return known


def workflows(world: World, where: Repository) -> list[Workflow]:
    """Those of the default branch, and those that have run although they are not there.

    How GitHub shows one that was deleted is unconfirmed.
    """
    head = default_head(where)
    found = [workflow_of(world, where, one) for one in files_at(where, head)] if head else []
    run = [one.workflow for one in where.actions.runs.values()]
    return sorted(dict.fromkeys([*found, *run]), key=lambda one: one.id)
