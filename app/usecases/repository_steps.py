"""The steps that make one half's repository and fill it; each may run again after any crash."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.domain.policy import Visibility
from app.domain.replies.commits import first_commit, service_description, tests_description
from app.github.client import Client
from app.github.commits import head, push_files
from app.github.errors import Invalid, NameTaken
from app.github.permissions import CREATE
from app.github.repositories import (
    NewRepository,
    Repository,
    create_repository,
    follow_repository,
)
from app.templates.tree import TemplateFile, tree_id
from app.usecases.build import Build, BuiltRepository, StepRefused
from app.usecases.failures import ATTEMPTS
from app.usecases.pair_access import pair_client


def create(build: Build) -> Mapping[str, Any]:
    """Create the repository, or know the one that an earlier attempt created by its mark."""
    client = build.client(CREATE)
    where = (client, build.organisation, _name(build))
    if build.is_repeated and (found := follow_repository(*where)) and _is_ours(build, found):
        return _recorded(build, found)
    try:
        created = _created(build, client, _new_repository(build))
    except NameTaken:
        # Read once: GitHub may begin to show between two readings what an earlier attempt created.
        found = follow_repository(*where)
        if found and _is_ours(build, found):
            return _recorded(build, found)
        is_shown = found is not None and found.is_called(build.organisation, _name(build))
        if not is_shown and build.attempt < ATTEMPTS:
            raise
        raise _foreign(build, is_shown=is_shown) from None
    return _recorded(build, created)


def push(build: Build) -> Mapping[str, Any]:
    """Make the approved files the repository's only commit."""
    repository = build.repository(build.half)
    client = pair_client(build)
    wanted = build.files(build.half)
    where = (client, build.organisation, repository.name)
    if build.is_repeated:
        tip = head(*where, repository.default_branch)
        if tip and tip.tree_id == tree_id(TemplateFile(*file) for file in wanted):
            return {"commit": tip.commit_id}
        if tip and not tip.is_first:
            raise _has_commits_of_others(build)
    plan = build.plan
    message = first_commit(repository.name, plan.issue_url, plan.template_trees)
    return {"commit": push_files(*where, repository.default_branch, message, wanted)}


ACTIONS: Mapping[str, Callable[[Build], Mapping[str, Any]]] = {
    step.__name__: step for step in (create, push)
}


def _new_repository(build: Build) -> NewRepository:
    plan = build.plan
    description = {
        "service": service_description(plan.description),
        "tests": tests_description(plan.repositories["service"]),
    }[build.half]
    return NewRepository(
        _name(build),
        description,
        _homepage(build),
        build.setup.visibility,
        build.setup.features,
        build.setup.merging,
    )


def _homepage(build: Build) -> str:
    """Leads people to the request, and carries the mark by which we know what we created.

    Each half has its own: the first one's is on show before the second one is created.
    """
    mark = hashlib.sha256(f"{build.pair.mark} {build.half}".encode()).hexdigest()
    return f"{build.plan.issue_url}#slipway-{mark[:32]}"


def _name(build: Build) -> str:
    return build.plan.repositories[build.half]


def _is_ours(build: Build, found: Repository) -> bool:
    """Whether an earlier attempt created it, by its mark; also if people renamed it since."""
    is_here = found.owner.lower() == build.organisation.lower()
    return is_here and found.homepage == _homepage(build)


def _has_commits_of_others(build: Build) -> StepRefused:
    name = build.repository(build.half).name
    return StepRefused(
        f"The approved files could not be pushed to {build.organisation}/{name}.",
        "Somebody committed to it before it was finished, and Slipway overwrites nobody's work.",
        "Keep what is worth keeping elsewhere, delete the repository's commits or the repository, "
        "and comment `/slipway cancel`; then ask anew.",
    )


def _foreign(build: Build, *, is_shown: bool) -> StepRefused:
    seen = (
        "A repository of that name is there already, and Slipway did not create it, so it is left "
        "alone."
    )
    hidden = (
        "A repository of that name is there already, and GitHub does not show it to Slipway, so it "
        "is left alone. If Slipway created it, give the App access to it again."
    )
    return StepRefused(
        f"The repository {build.organisation}/{_name(build)} could not be created.",
        seen if is_shown else hidden,
        "Rename or delete that repository and comment `/slipway retry`, or comment "
        "`/slipway cancel` and ask for another name in a new request.",
    )


def _created(build: Build, client: Client, new: NewRepository) -> Repository:
    """As it is wanted, or as far as the organisation takes it."""
    try:
        return create_repository(client, build.organisation, new)
    except Invalid as error:
        again = _as_taken(build, new, error)
        if again == new:
            raise
    return _created(build, client, again)


def _as_taken(build: Build, new: NewRepository, error: Invalid) -> NewRepository:
    """What may be taken in place of what was refused: the same, where nothing else can be done.

    Of plans without internal repositories GitHub says "Only organizations associated with an
    enterprise can set visibility to internal". An organisation may want values of its custom
    properties from the start, and an App that may set them later might not be let do so here.
    """
    said = " ".join((error.refusal.said, *error.errors))
    if "internal" in said and new.visibility is Visibility.INTERNAL:
        return replace(new, visibility=Visibility.PRIVATE)
    return replace(new, properties=build.setup.properties) if "propert" in said else new


def _recorded(build: Build, repository: Repository) -> Mapping[str, Any]:
    built = BuiltRepository(
        repository.id,
        repository.name,
        repository.url,
        repository.clone_url,
        repository.default_branch,
    )
    if (
        build.setup.visibility is not Visibility.INTERNAL
        or repository.visibility is Visibility.INTERNAL
    ):
        return built.to_json()
    said = f"{repository.name} is private, for the organisation's plan lacks internal repositories."
    return {**built.to_json(), "left_out": said}
