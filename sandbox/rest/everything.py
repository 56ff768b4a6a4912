"""All REST routes of the sandbox, mounted on one Flask app."""

from flask import Flask

from sandbox.rest import (
    app,
    comments,
    git_data,
    issue_labels,
    issues,
    labels,
    refs,
    repositories,
)
from sandbox.rest.by_id import mount_by_id
from sandbox.rest.dispatch import mount
from sandbox.world.state import World

SUBJECTS = (app, repositories, issues, issue_labels, comments, labels, git_data, refs)


def mount_rest(flask: Flask, world: World) -> None:
    for subject in SUBJECTS:
        mount(flask, world, subject.routes.all)
    mount_by_id(flask, world)
