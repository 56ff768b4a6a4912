"""JSON of an App, its installations, tokens and webhook deliveries."""

from typing import Any

from sandbox.clock import stamp, stamp_or_none
from sandbox.shapes.people import account
from sandbox.world.apps import App, Installation
from sandbox.world.hooks import Delivery
from sandbox.world.state import World


def app(world: World, one: App) -> dict[str, Any]:
    """`integration`, as in `GET /app` and in `performed_via_github_app`."""
    return {
        "id": one.id,
        "slug": one.slug,
        "node_id": one.node_id,
        "client_id": one.client_id,
        "owner": account(world, one.owner),
        "name": one.name,
        "description": one.description,
        "external_url": one.home or world.url,
        "html_url": f"{world.url}/apps/{one.slug}",
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
        "permissions": one.permissions,
        "events": one.events,
    }


def installation(world: World, one: Installation) -> dict[str, Any]:
    api = f"{world.api_url}/app/installations/{one.id}"
    return {
        "id": one.id,
        "account": account(world, one.account),
        "repository_selection": "all" if one.selected is None else "selected",
        "access_tokens_url": f"{api}/access_tokens",
        "repositories_url": f"{world.api_url}/installation/repositories",
        "html_url": f"{world.url}/{one.account.login}/settings/installations/{one.id}",
        "app_id": one.app.id,
        "client_id": one.app.client_id,
        "app_slug": one.app.slug,
        "target_id": one.account.id,
        "target_type": "Organization",
        "permissions": one.permissions,
        "events": one.events,
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
        "single_file_name": None,
        "has_multiple_single_files": False,
        "single_file_paths": [],
        "suspended_by": None,
        "suspended_at": stamp_or_none(one.suspended_at),
    }


def delivery_item(one: Delivery) -> dict[str, Any]:
    """A line of `GET /app/hook/deliveries`."""
    return {
        "id": one.id,
        "guid": one.guid,
        "delivered_at": stamp(one.delivered_at or one.created_at),
        "redelivery": one.redelivery,
        "duration": one.duration,
        "status": one.status,
        "status_code": one.status_code,
        "event": one.event,
        "action": one.action,
        "installation_id": one.installation_id,
        "repository_id": one.repository_id,
        "throttled_at": None,
    }


def delivery(one: Delivery) -> dict[str, Any]:
    """`GET /app/hook/deliveries/{id}`: the item with what was sent and answered."""
    return delivery_item(one) | {
        "url": one.app.webhook_url,
        "request": {"headers": one.request_headers, "payload": one.payload},
        "response": {"headers": one.response_headers, "payload": one.response_body},
    }
