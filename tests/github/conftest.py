"""A sandbox of the test's own, people in it, and the App connected to it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from app.github.calls import CallLog
from app.github.client import Client
from app.github.connection import Connection
from app.github.permissions import NEEDED_EVENTS, NEEDED_PERMISSIONS
from sandbox import RunningSandbox, serve

ORGANISATION = "acme"
CONTROL = "services"
INSTALLATION = 77


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The App's private key: made once, for making one takes a while."""
    path = tmp_path_factory.mktemp("key") / "app.pem"
    path.write_text(_new_key())
    return path


@pytest.fixture
def other_key() -> str:
    """A private key that is not the App's."""
    return _new_key()


@pytest.fixture
def sandbox(tmp_path: Path, key_file: Path) -> Iterator[RunningSandbox]:
    """Organisation acme: dana asks, paula reviews, ada administers, olga has triage only."""
    with serve(_seed(key_file), tmp_path / "sandbox") as running:
        yield running


@pytest.fixture
def calls() -> CallLog:
    return CallLog()


@pytest.fixture
def connection(sandbox: RunningSandbox, key_file: Path, calls: CallLog) -> Connection:
    return Connection(
        sandbox.api_url, "4242", key_file.read_text(), clock=sandbox.world.now, on_call=calls
    )


@pytest.fixture
def client(connection: Connection) -> Client:
    """A client that may do all that the App may."""
    granted = {needed.name: needed.level for needed in NEEDED_PERMISSIONS}
    return connection.for_step(INSTALLATION, granted)


class Person:
    """A seeded person, who acts through the API as they would through the pages."""

    def __init__(self, api_url: str, login: str) -> None:
        self._api_url = api_url
        self._login = login

    def does(self, verb: str, path: str, body: Any = None) -> Any:
        """One call, which must succeed; the decoded answer."""
        answer = requests.request(
            verb,
            f"{self._api_url}{path}",
            json=body,
            headers={"Authorization": f"Bearer ghp_sandbox_{self._login}"},
            timeout=10,
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def files_an_issue(self, title: str = "New service", body: str = "Please.") -> int:
        issue = self.does("POST", "/repos/acme/services/issues", {"title": title, "body": body})
        return int(issue["number"])

    def labels(self, number: int, *names: str) -> None:
        self.does("POST", f"/repos/acme/services/issues/{number}/labels", {"labels": names})

    def comments(self, number: int, body: str) -> int:
        path = f"/repos/acme/services/issues/{number}/comments"
        return int(self.does("POST", path, {"body": body})["id"])

    def edits(self, number: int, body: str) -> None:
        self.does("PATCH", f"/repos/acme/services/issues/{number}", {"body": body})


@pytest.fixture
def person(sandbox: RunningSandbox) -> Callable[[str], Person]:
    """Gives a seeded person by login."""
    return lambda login: Person(sandbox.api_url, login)


def control(sandbox: RunningSandbox, path: str, order: dict[str, Any]) -> None:
    """Turns one of the sandbox's own knobs, such as `faults`."""
    answer = requests.post(f"{sandbox.url}/_sandbox/{path}", json=order, timeout=10)
    answer.raise_for_status()


def _new_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    ).decode()


def _seed(key_file: Path) -> dict[str, Any]:
    permissions = {needed.name: needed.level for needed in NEEDED_PERMISSIONS}
    return {
        "organisation": {"login": ORGANISATION, "plan": "team"},
        "users": [
            {"login": "ada", "role": "admin"},
            {"login": "dana"},
            {"login": "olga"},
            {"login": "paula"},
        ],
        "teams": [
            {"slug": "platform-reviewers", "members": ["paula"]},
            {"slug": "payments", "members": ["dana"]},
        ],
        "app": {
            "id": 4242,
            "private_key": str(key_file),
            "permissions": permissions,
            "events": list(NEEDED_EVENTS),
        },
        "installation": {"id": INSTALLATION, "repositories": "all"},
        "repositories": [_control_repository(), {"name": "unrelated", "contents": {"a.txt": "a"}}],
    }


def _control_repository() -> dict[str, Any]:
    return {
        "name": CONTROL,
        "contents": {
            "policy.yml": "version: 1\n",
            ".github/ISSUE_TEMPLATE/new-service.yml": "name: New service\n",
            ".github/CODEOWNERS": "* @acme/platform-reviewers\n",
            "cookiecutters/platform/template.yml": "kind: platform\n",
            "cookiecutters/python/src/app.py": "print('ü')\n",
            "cookiecutters/python/a/b/c/d/e/f/g/h/i/j/k/deep.txt": "deep\n",
            "cookiecutters/python/empty.txt": "",
        },
        "labels": [{"name": "approved/platform"}, {"name": "slipway/new"}],
        "teams": {"platform-reviewers": "push"},
        "collaborators": {"olga": "triage"},
        "rulesets": [{"name": "reviewed", "rules": [_review_rule()]}],
    }


def _review_rule() -> dict[str, Any]:
    return {
        "type": "pull_request",
        "parameters": {
            "required_approving_review_count": 1,
            "require_code_owner_review": True,
            "dismiss_stale_reviews_on_push": True,
            "require_last_push_approval": False,
            "required_review_thread_resolution": False,
        },
    }
