"""The steps that build: repositories, a signed commit, access, rules, environments, topics."""

from collections.abc import Generator

from app.domain.policy import Access
from app.github.commits import create_commit, create_tree, head, move_branch, push_files
from app.github.environments import NewEnvironment, put_environment
from app.github.errors import Conflict, NameTaken, Unavailable
from app.github.permissions import BUILD, CREATE
from app.github.repositories import (
    NewRepository,
    Repository,
    create_repository,
    find_repository,
    repository_by_id,
)
from app.github.repository_settings import grant_team, set_topics
from app.github.rulesets import NewRuleset, create_ruleset, find_ruleset, rules_for_branch
from app.github.scratch import read_commit
from app.github.templates import TreeFiles, fetch_trees
from app.live.scene import Promises, Scene, Skipped, Step
from app.templates.tree import TemplateFile, tree_id

# Nothing starts it, and it would do nothing.
_PIPELINE = b"""name: build
on: workflow_dispatch
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: "true"
"""
_FILES: TreeFiles = (
    (".github/workflows/build.yml", 0o100644, _PIPELINE),
    ("README.md", 0o100644, "# Scratch of a check\n\nWords beyond ASCII: Grüße.\n".encode()),
    ("bin/start", 0o100755, b"#!/bin/sh\nexit 0\n"),
    ("logo.bin", 0o100644, bytes(range(256))),
)
_CHECK, _RULESET = "build", "Slipway: default branch"


def create_control(scene: Scene) -> Promises:
    """The repository whose issue is a request."""
    scene.found_control = yield from _create(scene, "control")


def create_service(scene: Scene) -> Promises:
    """The repository that is built."""
    scene.found_service = yield from _create(scene, "service")


def _create(scene: Scene, what: str) -> Generator[str, None, Repository]:
    """Put down before the call; afterwards GitHub may not show it for a while."""
    name = scene.made.name(what)
    scratch, wanted = scene.made.will_make(name), _wanted(scene, name)
    try:
        created = create_repository(scene.client(CREATE), scene.organisation, wanted)
    except Exception as error:
        if not _is_in_doubt(error):
            scene.made.is_gone(scratch)
        raise
    scene.made.was_made(scratch, created.name, created.id)
    if created.name != name:
        yield f"A repository that was to be called {name} is called {created.name}."
    narrow = scene.client(BUILD, [created.id])
    scene.patience.until(
        lambda: scene.patience.until_shown(lambda: repository_by_id(narrow, created.id)),
        lambda found: found is not None,
    )
    return created


def _wanted(scene: Scene, name: str) -> NewRepository:
    description = f"Scratch of a check, to be removed at its end. Mark: {scene.made.mark}"
    homepage = f"{scene.git_url}/{scene.organisation}#slipway-{scene.made.run}"
    return NewRepository(name, description, homepage)


def _is_in_doubt(error: Exception) -> bool:
    """Whether the call was sent and nobody knows what came of it; its token may have failed."""
    return isinstance(error, Unavailable) and error.refusal.route == "POST /orgs/{org}/repos"


def name_taken(scene: Scene) -> Promises:
    """The same name once more; a repository that it makes is ours to remove, like the others."""
    again = _wanted(scene, scene.service.name)
    try:
        made = create_repository(scene.client(CREATE), scene.organisation, again)
    except NameTaken:
        pass
    else:
        scene.made.was_made(scene.made.will_make(made.name), made.name, made.id)
        yield "GitHub made a second repository of the same name."
    if find_repository(scene.client(CREATE), scene.organisation, scene.service.name) is None:
        yield "A repository is not found by its name."


def push(scene: Scene) -> Promises:
    """A pipeline, a program and a binary file, as one commit without a parent."""
    where, branch = scene.in_service, scene.service.default_branch
    before = scene.patience.until(lambda: head(*where, branch), lambda tip: tip is not None)
    if before is None:
        yield "A repository that was made with a first commit has no branch."
        return
    commit = push_files(*where, branch, "Start a scratch repository\n", _FILES)
    tip = scene.patience.until(
        lambda: head(*where, branch), lambda tip: tip is not None and tip.commit_id == commit
    )
    if tip is None or tip.commit_id != commit:
        yield "A branch does not show the commit that it was moved to."
    elif tip.tree_id != tree_id(TemplateFile(*file) for file in _FILES) or not tip.is_first:
        yield "The branch does not hold the files that were pushed, and them alone."
    elif not read_commit(*where, commit).is_verified:
        yield "The App's commit is not signed by GitHub (verified)."


def fetch(scene: Scene) -> Promises:
    """The files as templates are read: byte for byte, with their modes."""
    wanted = tree_id(TemplateFile(*file) for file in _FILES)
    if fetch_trees(*scene.in_service, [wanted])[wanted] != _FILES:
        yield "Files are read back otherwise than they were pushed."


def not_forward(scene: Scene) -> Promises:
    """A commit that does not come after the branch's."""
    where = scene.in_service
    tree = create_tree(*where, _FILES[:2])
    commit = create_commit(*where, tree, "Do not belong to the branch\n")
    try:
        move_branch(*where, scene.service.default_branch, commit, force=False)
    except Conflict:
        return
    yield "A branch was moved without force to a commit that does not come after it."


def team(scene: Scene) -> Promises:
    """Read access for one team."""
    if not scene.team:
        raise Skipped(f"{scene.organisation} has no team")
    client, owner, repo = scene.in_service
    grant_team(client, owner, repo, scene.team, Access.PULL)
    yield from ()


def protect(scene: Scene) -> Promises:
    """Reviews and a required check on the default branch, and what holds for it then."""
    where = scene.in_service
    made = create_ruleset(*where, NewRuleset(_RULESET, required_checks=(_CHECK,)))
    if find_ruleset(*where, _RULESET) != made:
        yield "The ruleset is not found by its name."
    rules = rules_for_branch(*where, scene.service.default_branch)
    if not (rules.pull_request and rules.code_owner_review and rules.blocks_force_push):
        yield "The ruleset does not hold for the default branch."
    if _CHECK not in rules.required_checks:
        yield "The required check of the ruleset does not hold for the default branch."


def environments(scene: Scene) -> Promises:
    """An environment without rules, twice: the second call changes nothing."""
    for _ in range(2):
        put_environment(*scene.in_service, NewEnvironment("production"))
    yield from ()


def topics(scene: Scene) -> Promises:
    """Topics, all at once."""
    set_topics(*scene.in_service, ["slipway-live", "scratch"])
    yield from ()


STEPS = (
    Step(
        "create-control", "Create a scratch control repository", create_control, is_essential=True
    ),
    Step(
        "create-service", "Create a scratch service repository", create_service, is_essential=True
    ),
    Step("name-taken", "Create another one of the same name", name_taken),
    Step("push", "Push a pipeline, a program and a binary file", push),
    Step("fetch", "Read the files back", fetch),
    Step("not-forward", "Move a branch aside without force", not_forward),
    Step("team", "Give a team read access", team),
    Step("protect", "Lay a ruleset on the default branch", protect),
    Step("environments", "Make an environment", environments),
    Step("topics", "Set topics", topics),
)
