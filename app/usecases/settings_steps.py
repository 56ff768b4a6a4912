"""The steps that set one half's repository up; each may run again after any crash."""

from collections.abc import Callable, Mapping
from typing import Any

from app.github.errors import Forbidden, Invalid, NameTaken, NotFound
from app.github.issues import NewLabel, ensure_label
from app.github.permissions import SET_PROPERTIES
from app.github.properties import Value, set_properties
from app.github.repository_settings import grant_team, set_topics
from app.github.rulesets import NewRuleset, create_ruleset, find_ruleset
from app.usecases.build import Build, StepRefused
from app.usecases.environments_step import environments
from app.usecases.pair_access import left_out, pair_client, refuse_without, result_of, slug_of
from app.usecases.security_step import security

RULESET = "Slipway: default branch"


def access(build: Build) -> Mapping[str, Any]:
    """Give each team of the policy, and the owner, its access."""
    client, name = pair_client(build), build.repository(build.half).name
    for team, level in build.setup.access.items():
        slug = slug_of(build, team)
        try:
            grant_team(client, build.organisation, name, slug, level)
        except NotFound:
            what = f"The team {slug} could not be given access to {name}."
            refuse_without(build, client, slug, what)
            raise  # it is the repository that GitHub does not show yet
    return {}


def topics(build: Build) -> Mapping[str, Any]:
    """Set the policy's topics, by which people and tools find the repository."""
    wanted = build.setup.topics
    if wanted:
        name = build.repository(build.half).name
        set_topics(pair_client(build), build.organisation, name, wanted)
    return {}


def properties(build: Build) -> Mapping[str, Any]:
    """Set the organisation's custom properties to what the policy worked out."""
    wanted = build.setup.properties
    if not wanted:
        return {}
    name = build.repository(build.half).name
    try:
        set_properties(pair_client(build, SET_PROPERTIES), build.organisation, name, wanted)
    except Invalid as error:
        raise _no_such_value(name, wanted, error) from None
    except Forbidden as error:
        if "not granted" in error.refusal.said or "by integration" in error.refusal.said:
            raise  # the permission itself is lacking
        raise _of_organisation_alone(name, error) from None
    return {}


def labels(build: Build) -> Mapping[str, Any]:
    """Make the policy's labels."""
    client, name = pair_client(build), build.repository(build.half).name
    for label in build.setup.labels:
        new = NewLabel(label.name, label.color, label.description)
        ensure_label(client, build.organisation, name, new)
    return {}


def protect(build: Build) -> Mapping[str, Any]:
    """Lay the ruleset on the default branch: reviews, required checks and what else it asks."""
    client, name = pair_client(build), build.repository(build.half).name
    if build.is_repeated and find_ruleset(client, build.organisation, name, RULESET):
        return {}
    try:
        create_ruleset(client, build.organisation, name, _ruleset(build))
    except NameTaken:
        return {}  # laid by an attempt whose answer was lost, and only now on show
    except Forbidden as error:
        return result_of([left_out("The rules for the default branch were left out", error)])
    return {}


ACTIONS: Mapping[str, Callable[[Build], Mapping[str, Any]]] = {
    step.__name__: step
    for step in (access, topics, properties, labels, security, environments, protect)
}


def _ruleset(build: Build) -> NewRuleset:
    setup, rules = build.setup, build.setup.rules
    by_owners = rules.code_owners
    return NewRuleset(
        RULESET,
        required_checks=setup.required_checks,
        approvals=setup.required_reviews,
        code_owner_review=setup.required_reviews > 0 if by_owners is None else by_owners,
        dismisses_stale=rules.dismiss_stale,
        last_push_approval=rules.last_push,
        threads_resolved=rules.threads_resolved,
        linear_history=rules.linear_history,
        signatures=rules.signed_commits,
        strict_checks=rules.strict_checks,
        merge_methods=rules.merge_methods,
    )


def _no_such_value(name: str, wanted: Mapping[str, Value], error: Invalid) -> StepRefused:
    listed = "; ".join(f"{key} to be {_shown(value)}" for key, value in wanted.items())
    said = f"{error.refusal.said} {' '.join(error.errors)}".strip()
    return StepRefused(
        f"The custom properties of {name} could not be set.",
        f"The organisation's definitions do not take this: {listed}. GitHub said: {said}",
        "An owner of the organisation defines the properties and allows the values, in its "
        "settings under Custom properties. Then comment `/slipway retry`.",
    )


def _of_organisation_alone(name: str, error: Forbidden) -> StepRefused:
    return StepRefused(
        f"The custom properties of {name} could not be set.",
        f"The organisation alone may set them. GitHub said: {error.refusal.said}",
        "An owner of the organisation lets repository actors set them as well, in its settings "
        "under Custom properties. Then comment `/slipway retry`.",
    )


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(value)
