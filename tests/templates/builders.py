"""Templates and answers with defaults, for tests that care about one thing."""

import json
from collections.abc import Mapping
from typing import Any

from app.templates.answers import PairAnswers
from app.templates.manifest import Kind
from app.templates.render import NamedTree
from app.templates.tree import PLAIN, TemplateFile, TemplateTree, tree_id

ROOT = "{{cookiecutter.repository}}"
VARIABLES = {"repository": "example", "name": "example", "description": "An example."}


def tree(files: Mapping[str, str | bytes], modes: Mapping[str, int] | None = None) -> TemplateTree:
    """A template tree of exactly `files`."""
    made = tuple(
        TemplateFile(path, (modes or {}).get(path, PLAIN), as_bytes(content))
        for path, content in files.items()
    )
    return TemplateTree(tree_id(made), made)


def layer(
    files: Mapping[str, str | bytes], name: str = "layer", variables: Mapping[str, Any] = VARIABLES
) -> NamedTree:
    """A layer whose repository has `files`, and whose `cookiecutter.json` declares `variables`."""
    below = {f"{ROOT}/{path}": content for path, content in files.items()}
    return NamedTree(name, tree({"cookiecutter.json": json.dumps(variables), **below}))


def template(manifest: str, files: Mapping[str, str | bytes] | None = None) -> TemplateTree:
    """A template folder with a manifest, which declares every answer of a pair."""
    below = {f"{ROOT}/{path}": content for path, content in (files or {".keep": ""}).items()}
    declared = json.dumps(dict.fromkeys(pair_answers().of(Kind.SERVICE, ""), ""))
    return tree({"slipway.yml": manifest, "cookiecutter.json": declared, **below})


def as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def pair_answers(**changes: Any) -> PairAnswers:
    """A request's answers."""
    known: dict[str, Any] = {
        "organisation": "acme",
        "name": "billing",
        "tests_repository": "billing-tests",
        "owner": "payments",
        "description": "Writes invoices.",
        "tier": "2",
        "data": "none",
        "exposure": "internal",
        "depends_on": ["ledger"],
        "request_number": 7,
        "request_url": "https://github.example/acme/services/issues/7",
        "git_url": "https://github.example",
    }
    return PairAnswers(**(known | changes))
