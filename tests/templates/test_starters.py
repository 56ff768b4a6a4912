"""The starter templates, rendered with plain and with nasty answers; nothing is installed."""

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from app.domain.catalog.components import read_components
from app.templates.pair import RenderedPair, render_pair
from app.templates.preview import load_templates
from app.templates.render import Room
from tests.templates.builders import pair_answers

STARTERS = Path(__file__).parents[2] / "cookiecutters"
NASTY = (
    "{{ 7*7 }} {% raw %} ${{ secrets.X }} \"quoted\" 'too' \\ `code` | cell\n"
    "### heading\n- item: [x](y) <b>&amp; @all #1 \u202e \u2028 \x00 🚀 $(id) `id` " + "x" * 10_000
)


@pytest.fixture(scope="module", params=["plain", "nasty"])
def made(request: pytest.FixtureRequest, room: Room) -> tuple[str, RenderedPair]:
    text = NASTY if request.param == "nasty" else "Writes invoices."
    answers = pair_answers(
        description=text, depends_on=["ledger", text], extra={"data_store": text}
    )
    return text, render_pair(room, load_templates(STARTERS), "python-service", answers)


def files(pair: RenderedPair) -> dict[str, str]:
    return {
        f"{place}/{file.path}": file.content.decode()
        for place, rendering in (("service", pair.service), ("tests", pair.tests))
        for file in rendering.files
    }


def parse(path: str, text: str) -> Any:
    match Path(path).suffix:
        case ".yml" | ".yaml":
            documents = list(YAML(typ="safe", pure=True).load_all(text))
            return documents[0] if len(documents) == 1 else documents
        case ".toml":
            return tomllib.loads(text)
        case ".py":
            return ast.parse(text)
        case _:
            return text


def test_every_file_is_what_its_name_says(made: tuple[str, RenderedPair]) -> None:
    parsed = {path: parse(path, text) for path, text in files(made[1]).items()}

    assert {"service/service/about.py", "tests/services.yml"} <= parsed.keys()
    assert all(value is not None for value in parsed.values())


def test_the_text_stands_unchanged_in_the_catalog_entry(made: tuple[str, RenderedPair]) -> None:
    text, pair = made
    path = "service/catalog-info.yaml"

    entry, system, api, store = parse(path, files(pair)[path])

    annotations = entry["metadata"]["annotations"]
    assert entry["metadata"]["description"] == text
    assert annotations["slipway/data-store"] == text
    assert entry["spec"]["owner"] == "group:default/payments"
    assert entry["spec"]["dependsOn"][:2] == [
        "component:default/ledger",
        f"component:default/{text}",
    ]
    assert entry["spec"]["dependsOn"][2:] == [f"resource:default/{store['metadata']['name']}"]
    assert [one["kind"] for one in (system, api, store)] == ["System", "API", "Resource"]


def test_slipway_reads_its_own_catalog_entry(room: Room) -> None:
    """Backstage cannot name this data store; how it is spelt is kept."""
    answers = pair_answers(extra={"data_store": "Customers (old)"})
    pair = render_pair(room, load_templates(STARTERS), "python-service", answers)

    (component,) = read_components("x.yaml", files(pair)["service/catalog-info.yaml"])

    assert (component.name, component.template) == ("billing", "python-service")
    assert component.depends_on == ("ledger",)
    assert component.data_stores == ("Customers (old)",)
    assert component.apis == ("billing",)


def test_the_text_stands_unchanged_in_the_code(made: tuple[str, RenderedPair]) -> None:
    text, pair = made
    names: dict[str, Any] = {}

    exec(compile(files(pair)["service/service/about.py"], "about.py", "exec"), names)  # noqa: S102

    assert (names["NAME"], names["DESCRIPTION"]) == ("billing", text)


def test_no_free_text_reaches_a_workflow(made: tuple[str, RenderedPair]) -> None:
    """A workflow expression in a text would run with the repository's rights."""
    programs = [text for path, text in files(made[1]).items() if path.count("/.github/")]

    assert not any("secrets.X" in text or "Writes invoices" in text for text in programs)
    assert sorted(path for path in files(made[1]) if "/workflows/" in path) == [
        "service/.github/workflows/ci.yml",
        "service/.github/workflows/deploy.yml",
        "service/.github/workflows/promote.yml",
        "service/.github/workflows/release.yml",
        "service/.github/workflows/roll-back.yml",
        "tests/.github/workflows/ci.yml",
        "tests/.github/workflows/integration.yml",
    ]


@pytest.mark.parametrize("place", ["service", "tests"])
def test_the_required_check_is_the_job_ci_of_both(
    made: tuple[str, RenderedPair], place: str
) -> None:
    path = f"{place}/.github/workflows/ci.yml"

    workflow = parse(path, files(made[1])[path])

    assert workflow["jobs"].keys() == {"ci"}
    assert workflow["jobs"]["ci"]["name"] == "ci"


def test_executable_files_stay_executable(made: tuple[str, RenderedPair]) -> None:
    executable = [file.path for file in made[1].service.files if file.mode == 0o100755]

    scripts = ["base-version", "find-image", "identity-token", "keep-order"]
    assert executable == [*(f".github/bin/{one}" for one in scripts), "bin/deploy"]


def test_the_tests_say_which_services_they_touch(made: tuple[str, RenderedPair]) -> None:
    text, pair = made

    assert parse("services.yml", files(pair)["tests/services.yml"]) == {
        "tests": "billing",
        "touches": ["billing", "ledger", text],
    }
