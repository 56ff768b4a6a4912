import pytest

from app.templates.faults import TemplateFault
from app.templates.manifest import Kind, read_manifest
from tests.templates.builders import tree

SERVICE = """\
title: Python service
description: An HTTP service in Python.
kind: service
layers: [platform]
tests: integration-tests
"""
PLATFORM = "title: Platform\ndescription: Shared.\nkind: platform\n"


def test_a_manifest_says_what_the_template_is_laid_on_and_tested_by() -> None:
    manifest = read_manifest("python-service", tree({"slipway.yml": SERVICE}))

    assert manifest.kind is Kind.SERVICE
    assert manifest.layers == ("platform",)
    assert manifest.tests == "integration-tests"


def test_a_manifest_says_what_the_template_keeps_asks_and_tells() -> None:
    more = (
        "contract: 1\nasks: [data_store]\n"
        "variables: {needs: Python 3.11, package_ecosystems: [pip, docker]}\n"
    )

    manifest = read_manifest("python-service", tree({"slipway.yml": SERVICE + more}))

    assert manifest.contract == 1
    assert manifest.asks == ("data_store",)
    assert manifest.variables == {
        "needs": "Python 3.11",
        "package_ecosystems": ("pip", "docker"),
    }


def test_what_a_manifest_leaves_out_is_the_first_contract_and_nothing_else() -> None:
    manifest = read_manifest("python-service", tree({"slipway.yml": SERVICE}))

    assert (manifest.contract, manifest.asks, manifest.variables) == (1, (), {})


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (SERVICE.replace("service\nlayers", "servic\nlayers"), 3, "'platform', 'service' or"),
        (SERVICE + "owner: me\n", 6, "`owner` is not a key"),
        (SERVICE.replace("title: Python service\n", ""), 1, "`title` is missing"),
        (SERVICE.replace("tests: integration-tests\n", ""), 1, "service needs `tests:`"),
        (SERVICE.replace("kind: service", "kind: tests"), 1, "Only a service has `tests:`"),
        (SERVICE.replace("layers: [platform]", "layers: [platform"), 5, "not YAML"),
        (SERVICE + "title: Again\n", 6, "a second time"),
        ("just text", 1, "should hold keys"),
        (SERVICE.replace("kind: service", "kind: 2026-13-45"), 3, "'platform', 'service' or"),
        (SERVICE.replace("kind: service", "kind: !!int many"), 3, "'platform', 'service' or"),
        (SERVICE + "tests2: " + "[" * 5_000, 6, "levels"),
        (SERVICE.replace("[platform]", "&l [*l]"), 4, "aliases"),
        (SERVICE.replace("Python service", '"\\ud800"'), 1, "half a character"),
        (SERVICE + "contract: 2\n", 6, "`contract`: contract 2 is not known here, only 1"),
        (SERVICE + "contract: one\n", 6, "`contract`: Input should be a valid integer"),
        (SERVICE + "asks:\n  - data_store\n  - tier\n", 8, "every template is told `tier`"),
        (SERVICE + "asks: [git_url]\n", 6, "every template is told `git_url`"),
        (SERVICE + "asks: [Data-Store]\n", 6, "“Data-Store” must be small letters"),
        (SERVICE + "variables: [needs]\n", 6, "`variables`: Input should be a valid dict"),
        (SERVICE + "variables:\n  needs: git\n  owner: me\n", 8, "`owner` is an answer"),
        (SERVICE + "variables:\n  repository: me\n", 7, "`repository` is an answer"),
        (SERVICE + "variables:\n  _copy_without_render: x\n", 7, "a letter first"),
        (SERVICE + "variables:\n  needs: {a: b}\n", 7, "the value must be text"),
        (SERVICE + "variables:\n  needs: [a, [b]]\n", 7, "the value must be text"),
        (SERVICE + "variables:\n  needs:\n", 7, "the value must be text"),
        (SERVICE + f"variables:\n  needs: {'x' * 301}\n", 7, "up to 300 characters"),
        (
            SERVICE + "variables:" + "".join(f"\n  v{number}: x" for number in range(21)),
            6,
            "at most 20 items",
        ),
        (PLATFORM + "contract: 1\n", 1, "`contract:` and `variables:` are said by what is laid on"),
        (SERVICE + "#" * 64_000, None, "larger than 64,000 bytes"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, line: int | None, words: str) -> None:
    with pytest.raises(TemplateFault) as fault:
        read_manifest("python-service", tree({"slipway.yml": text}))

    assert fault.value.template == "python-service/slipway.yml"
    assert fault.value.line == line
    assert words in fault.value.message


def test_a_value_is_the_text_that_was_written() -> None:
    """YAML would make a date of it, and a mistake of one that is in no calendar."""
    text = SERVICE.replace("Python service", "2026-13-45")

    manifest = read_manifest("python-service", tree({"slipway.yml": text}))

    assert manifest.title == "2026-13-45"


def test_a_missing_manifest_says_what_to_do() -> None:
    with pytest.raises(TemplateFault, match="Add it"):
        read_manifest("python-service", tree({"README.md": ""}))
