"""Whoever wants an App, and sends its manifest from a page of their own."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.sandbox.pages.conftest import PATIENCE, Browser
from tests.sandbox.pages.page import Page
from tests.sandbox.voices import Voice, signed_jwt

HERE = "/organizations/acme/settings/apps/new"
BUTTON = "Create GitHub App for acme"


class Setup:
    """Whoever wants an App: the pages to which a browser is sent back, and what it brings."""

    def __init__(self) -> None:
        self.told: Queue[dict[str, str]] = Queue()
        setup = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = parse_qs(urlsplit(self.path).query)
                setup.told.put({name: values[0] for name, values in asked.items()})
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def manifest(self, **fields: Any) -> dict[str, Any]:
        usual = {
            "name": "Second Slipway",
            "url": "https://slipway.example",
            "redirect_url": f"{self.url}/made?step=2",
            "default_permissions": {"issues": "write"},
            "default_events": ["issues"],
        }
        return usual | fields

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def setup() -> Iterator[Setup]:
    setup = Setup()
    yield setup
    setup.close()


@pytest.fixture
def sends(browser: Browser, setup: Setup) -> Callable[..., Page]:
    """Posts a manifest from the page of whoever wants the App, as ada."""
    browser.acts_as("ada")

    def sends(manifest: Any, path: str = f"{HERE}?state=s3cret") -> Page:
        return browser.posts(path, {"manifest": json.dumps(manifest)}, setup.url)

    return sends


@pytest.fixture
def converts(
    browser: Browser, setup: Setup, sends: Callable[..., Page], nobody: Voice
) -> Callable[..., Any]:
    """Makes an App from a manifest and exchanges the code for its keys."""

    def converts(**fields: Any) -> Any:
        browser.presses(sends(setup.manifest(**fields)), BUTTON)
        code = setup.told.get(timeout=PATIENCE)["code"]
        return nobody.does("POST", f"/app-manifests/{code}/conversions")

    return converts


@pytest.fixture
def speaks(browser: Browser, tmp_path: Path) -> Callable[[Any], Voice]:
    """Gives an App by its keys."""

    def speaks(made: Any) -> Voice:
        key = tmp_path / "made.pem"
        key.write_text(made["pem"])
        return Voice(browser.url, signed_jwt(key, iss=made["client_id"]))

    return speaks
