"""A second App: made from a manifest, installed, and heard of."""

import json
from urllib.parse import parse_qs, urlsplit

import requests

from tests.fidelity.guide import Guide
from tests.sandbox.voices import PATIENCE

MANIFEST = {
    "name": "Second",
    "url": "https://second.example",
    "description": "Another App",
    "redirect_url": "http://127.0.0.1:9/made",
    # Nobody listens there: what is sent is seen on its way.
    "hook_attributes": {"url": "http://127.0.0.1:9/webhook"},
    "default_permissions": {"issues": "write"},
    "default_events": ["issues"],
}


def visit(guide: Guide) -> None:
    path = f"/app-manifests/{_code(guide)}/conversions"
    made = guide.nobody.does("POST", path)
    order = {"organisation": "acme", "actor": "ada", "app_id": made["id"]}
    guide.controls("install", order)


def _code(guide: Guide) -> str:
    """What a browser brings back after the button on the page of a manifest was pressed."""
    url = f"{guide.app.url}/organizations/acme/settings/apps"
    answer = requests.post(
        url,
        {"manifest": json.dumps(MANIFEST)},
        headers={"Origin": guide.app.url},
        cookies={"sandbox_as": "ada"},
        allow_redirects=False,
        timeout=PATIENCE,
    )
    return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
