"""JSON of deployments and their statuses."""

from typing import Any

from sandbox.clock import stamp
from sandbox.shapes.app import app as app_shape
from sandbox.shapes.people import account
from sandbox.shapes.repository import api_url
from sandbox.world.deployments import Deployment, DeploymentStatus
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def deployment(world: World, where: Repository, one: Deployment) -> dict[str, Any]:
    """`deployment`."""
    api = api_url(world, where)
    return {
        "id": one.id,
        "node_id": one.node_id,
        "url": f"{api}/deployments/{one.id}",
        "sha": one.sha,
        "ref": one.ref,
        "task": one.task,
        "payload": one.payload,
        "original_environment": one.original_environment,
        "environment": one.environment,
        "description": one.description,
        "creator": account(world, one.creator.account),
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
        "statuses_url": f"{api}/deployments/{one.id}/statuses",
        "repository_url": api,
        "transient_environment": one.transient,
        "production_environment": one.production,
        "performed_via_github_app": app_shape(world, one.creator.app) if one.creator.app else None,
    }


def status(
    world: World, where: Repository, parent: Deployment, one: DeploymentStatus
) -> dict[str, Any]:
    """`deployment-status`; an address that was not given is an empty text."""
    api = f"{api_url(world, where)}/deployments/{parent.id}"
    return {
        "id": one.id,
        "node_id": one.node_id,
        "url": f"{api}/statuses/{one.id}",
        "state": one.state.value,
        "creator": account(world, one.creator.account),
        "description": one.description,
        "environment": one.environment,
        "target_url": one.target_url,
        "log_url": one.target_url,
        "environment_url": one.environment_url,
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.created_at),
        "deployment_url": api,
        "repository_url": api_url(world, where),
        "performed_via_github_app": app_shape(world, one.creator.app) if one.creator.app else None,
    }
