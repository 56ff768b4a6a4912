"""Backstage takes the catalog entries of every starter template.

Judged by Backstage's own package from npm, so `make test-templates` runs this, not `make test`.
"""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from app.templates.answers import PairAnswers
from tests.cookiecutters.pairs import ANSWERS, TEMPLATES, TOOLS, Rendered, rendered
from tests.templates.builders import pair_answers

BACKSTAGE = "@backstage/catalog-model@1.10.3"
PROGRAM = Path(__file__).with_name("backstage.mjs")
Judge = Callable[[list[Any]], list[str]]


@pytest.fixture(scope="module")
def objections(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """What Backstage has against entities."""
    folder = tmp_path_factory.mktemp("backstage")
    (folder / PROGRAM.name).write_bytes(PROGRAM.read_bytes())
    node("npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", BACKSTAGE,
         folder=folder)  # fmt: skip
    return lambda entities: node(
        "node", PROGRAM.name, folder=folder, told=json.dumps(entities)
    ).splitlines()


def node(*command: str, folder: Path, told: str = "") -> str:
    environment = os.environ | {"PATH": f"{TOOLS}:{os.environ['PATH']}"}
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=environment,
        input=told,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def entities(pair: Rendered) -> list[Any]:
    files = [repository / "catalog-info.yaml" for repository in pair.repositories]
    return [one for file in files for one in YAML(typ="safe", pure=True).load_all(file)]


@pytest.mark.parametrize("template", TEMPLATES)
def test_backstage_takes_every_entity(objections: Judge, tmp_path: Path, template: str) -> None:
    pair = rendered(template, ANSWERS["plain"], tmp_path)

    kinds = [entity["kind"] for entity in entities(pair)]

    assert kinds == ["Component", "System", "API", "Resource", "Component"]
    assert objections(entities(pair)) == []


@pytest.mark.parametrize(
    "answers",
    [
        ANSWERS["nasty"],
        pair_answers(extra={"data_store": "Kundendaten (alt) — Ä"}),
        pair_answers(extra={"data_store": "🚀"}, depends_on=[]),
        pair_answers(extra={"data_store": ""}, depends_on=[]),
    ],
    ids=["nasty", "spelt", "no letters", "nothing"],
)
def test_backstage_takes_what_people_type(
    objections: Judge, tmp_path: Path, answers: PairAnswers
) -> None:
    pair = rendered("python-service", answers, tmp_path)

    assert objections(entities(pair)) == []


def test_the_judge_knows_what_backstage_refuses(objections: Judge, tmp_path: Path) -> None:
    component, *_ = entities(rendered("python-service", ANSWERS["plain"], tmp_path))
    component["metadata"]["name"] = "no spaces here"

    (said,) = objections([component])

    assert said.startswith("Component no spaces here: ")
