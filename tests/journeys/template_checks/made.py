"""Templates that people commit to a branch, and what the check on templates says of them."""

import json
from collections.abc import Mapping
from typing import Any

from tests.journeys.acme import Acme
from tests.journeys.branches import run, runs

CHECK = "slipway/templates"
PYTHON = "cookiecutters/python-service/slipway.yml"
PLATFORM = "cookiecutters/platform/slipway.yml"

_ROOT = "{{cookiecutter.repository}}"
_MAKEFILE = "help setup format lint test run image:\n\t@true\n"


def template_runs(acme: Acme, commit_id: str) -> list[Mapping[str, Any]]:
    """All check runs on the templates of a commit, the newest first."""
    return runs(acme, commit_id, CHECK)


def template_run(acme: Acme, commit_id: str) -> Mapping[str, Any]:
    """The one check run on the templates of a commit."""
    return run(acme, commit_id, CHECK)


def service(name: str, **files: str | bytes) -> dict[str, str | bytes]:
    """A small template for services by its paths; `files` are further ones of its repository."""
    folder = f"cookiecutters/{name}"
    manifest = "title: Small\ndescription: A small one.\nkind: service\ntests: integration-tests\n"
    below = {f"{folder}/{_ROOT}/{path}": content for path, content in files.items()}
    return {
        f"{folder}/slipway.yml": f"{manifest}layers: [platform]\n",
        f"{folder}/cookiecutter.json": json.dumps({"repository": "example"}),
        f"{folder}/{_ROOT}/Makefile": _MAKEFILE,
        **below,
    }


def broken_service(name: str, mark: object) -> dict[str, str | bytes]:
    """One whose manifest has a mistake, which is found without rendering it."""
    path = f"cookiecutters/{name}/slipway.yml"
    return service(name) | {path: f"kind: servise\n# {mark}\n"}
