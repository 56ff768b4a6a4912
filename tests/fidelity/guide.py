"""A sandbox with everything in it, and who walks through it in the tour."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from sandbox import RunningSandbox
from tests.sandbox.voices import Voice, signed_jwt

WRITES = (
    *("actions", "administration", "checks", "contents", "deployments"),
    *("environments", "issues", "members", "organization_administration"),
    *("organization_custom_properties", "pull_requests", "repository_custom_properties"),
    *("statuses", "workflows"),
)
EVENTS = (
    *("check_run", "check_suite", "custom_property", "custom_property_values", "deployment"),
    *("deployment_protection_rule", "deployment_review", "deployment_status", "issue_comment"),
    *("issues", "label", "member", "membership", "organization", "pull_request"),
    *("pull_request_review", "push", "repository", "repository_dispatch", "status"),
    *("sub_issues", "team"),
    *("workflow_dispatch", "workflow_job", "workflow_run"),
)
WORKFLOW = """\
name: Deploy
on:
  push: {branches: [main]}
  workflow_dispatch: {inputs: {version: {type: string}}}
jobs:
  build: {runs-on: ubuntu-latest, steps: [{run: make}]}
  deploy: {needs: build, environment: prod, runs-on: ubuntu-latest, steps: [{run: make}]}
"""


def seed(key: Path) -> dict[str, Any]:
    """An organisation on the Enterprise plan, for it lacks nothing; the App hears everything."""
    return {
        "organisation": {"login": "acme", "plan": "enterprise"},
        "users": [
            {"login": "ada", "name": "Ada Admin", "role": "admin"},
            {"login": "dana"},
            {"login": "will"},
        ],
        "teams": [
            {"slug": "payments", "members": ["dana"]},
            {"slug": "cards", "members": ["will"], "parent": "payments"},
        ],
        "app": {
            "private_key": str(key),
            # Nobody listens there: what is sent is seen on its way.
            "webhook": {"url": "http://127.0.0.1:9/webhook"},
            "permissions": {"metadata": "read", **dict.fromkeys(WRITES, "write")},
            "events": list(EVENTS),
        },
        "installation": {"repositories": "all"},
        "repositories": [
            {
                "name": "services",
                "contents": {
                    "README.md": "hello\n",
                    "docs/guide.md": "read me\n",
                    ".github/CODEOWNERS": "* @nobody\n",
                    ".github/workflows/deploy.yml": WORKFLOW,
                },
                "labels": [{"name": "approved/platform", "color": "00ff00"}],
                "collaborators": {"will": "push"},
                "teams": {"payments": "push"},
            },
            {"name": "other", "contents": {"a.txt": "a"}},
        ],
    }


def private_key(folder: Path) -> Path:
    """A key for the App, in a file of its own."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path = folder / "app.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
    return path


@dataclass(frozen=True)
class Guide:
    """Everybody who may be asked on the way, with the repository that is shown around."""

    sandbox: RunningSandbox
    app: Voice
    installation: Voice
    ada: Voice
    dana: Voice
    where: str = "/repos/acme/services"

    @property
    def nobody(self) -> Voice:
        return Voice(self.sandbox.url)

    def controls(self, name: str, order: Mapping[str, Any]) -> Any:
        """Give an order to one of the sandbox's controls."""
        return self.nobody.orders(name, order)


def guide(sandbox: RunningSandbox, key: Path) -> Guide:
    """Those who have a key to this sandbox."""
    app = Voice(sandbox.url, signed_jwt(key))
    token = app.does("POST", "/app/installations/77/access_tokens", {})["token"]
    ada, dana = (Voice(sandbox.url, f"ghp_sandbox_{login}") for login in ("ada", "dana"))
    return Guide(sandbox, app, Voice(sandbox.url, token), ada, dana)
