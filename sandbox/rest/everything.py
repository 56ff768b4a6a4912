"""All REST routes of the sandbox, mounted on one Flask app."""

from flask import Flask

from sandbox.rest import (
    access,
    app,
    checks,
    comments,
    comparisons,
    contents,
    deliveries,
    deployments,
    environment_rules,
    environments,
    gates,
    git_data,
    history,
    issue_labels,
    issues,
    jobs,
    labels,
    manifests,
    merging,
    organisation_rulesets,
    organisations,
    properties,
    protections,
    pulls,
    refs,
    repositories,
    reviews,
    rulesets,
    runs,
    security,
    statuses,
    sub_issues,
    suggestions,
    teams,
    templates,
    workflows,
)
from sandbox.rest.by_id import mount_by_id
from sandbox.rest.dispatch import mount

SUBJECTS = (
    app,
    manifests,
    deliveries,
    organisations,
    teams,
    repositories,
    templates,
    security,
    access,
    rulesets,
    organisation_rulesets,
    protections,
    environments,
    environment_rules,
    deployments,
    workflows,
    runs,
    jobs,
    gates,
    issues,
    issue_labels,
    sub_issues,
    suggestions,
    comments,
    labels,
    contents,
    history,
    comparisons,
    git_data,
    refs,
    pulls,
    merging,
    reviews,
    checks,
    statuses,
    properties,
)


def mount_rest(flask: Flask) -> None:
    for subject in SUBJECTS:
        mount(flask, subject.routes.all)
    mount_by_id(flask)
