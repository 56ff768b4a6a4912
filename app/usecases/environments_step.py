"""The step that makes the environments of one half, and what guards them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.policy import Branches, EnvironmentSetting
from app.github.client import Client
from app.github.environments import NewEnvironment, allow_branch, put_environment, readers
from app.github.errors import Forbidden, Incomplete, Invalid, Refusal
from app.usecases.build import Build, BuiltRepository
from app.usecases.pair_access import left_out, pair_client, refuse_without, result_of, slug_of

_READERS = "GET /repos/{owner}/{repo}/teams"


def environments(build: Build) -> Mapping[str, Any]:
    """Make the environments that this half is deployed to, in their order."""
    wanted = build.setup.environments
    client, where = pair_client(build), build.repository(build.half)
    teams = _reviewers(build, client, where) if any(one.reviewers for one in wanted) else {}
    lacking: list[str] = []
    try:
        for one in wanted:
            lacking += _make(build, client, where, _environment(build, one, teams))
    except Forbidden as error:
        return result_of([left_out("The environments were left out", error)])
    return result_of(lacking)


def _reviewers(build: Build, client: Client, where: BuiltRepository) -> Mapping[str, int]:
    """Ids by slug. Raises StepRefused for a team that is gone, Incomplete for one not shown."""
    found = readers(client, build.organisation, where.name)
    for environment in build.setup.environments:
        for slug in (slug_of(build, team) for team in environment.reviewers):
            if slug not in found:
                what = f"The team {slug} cannot review deployments of {where.name}."
                refuse_without(build, client, slug, what)
                raise Incomplete(Refusal(_READERS), f"the team {slug}")
    return found


def _environment(
    build: Build, wanted: EnvironmentSetting, teams: Mapping[str, int]
) -> NewEnvironment:
    ids = tuple(dict.fromkeys(teams[slug_of(build, team)] for team in wanted.reviewers))
    branches = wanted.branches
    if branches is Branches.DEFAULT:
        branches = (build.repository(build.half).default_branch,)
    alone, wait = wanted.prevent_self_review, wanted.wait_minutes
    return NewEnvironment(wanted.name, ids, alone, wait, branches)


def _make(build: Build, client: Client, where: BuiltRepository, new: NewEnvironment) -> list[str]:
    """What had to be left out: fewer plans have people and waits than environments."""
    place = (client, build.organisation, where.name)
    lacking: list[str] = []
    try:
        put_environment(*place, new)
    except Invalid as error:
        if not new.has_people_or_time:
            raise
        lacking.append(left_out(_without(new), error))
        free = replace(new, reviewers=(), prevent_self_review=False, wait_minutes=0)
        put_environment(*place, free)
    if not isinstance(new.branches, Branches):
        for pattern in new.branches:
            allow_branch(*place, new.name, pattern)
    return lacking


def _without(new: NewEnvironment) -> str:
    if not new.wait_minutes:
        return f"Reviewers of the environment {new.name} were left out"
    if not new.reviewers:
        return f"The wait minutes of the environment {new.name} were left out"
    return f"Reviewers and waiting time of the environment {new.name} were left out"
