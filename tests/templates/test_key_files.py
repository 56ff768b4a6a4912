"""Which files are shown first, and from which layers a rendered repository says it is made."""

from app.templates.key_files import key_files
from app.templates.provenance import UsedLayer, provenance_file
from app.templates.used_layers import used_layers


def test_key_files_come_in_the_order_of_reading() -> None:
    paths = ["Dockerfile", ".github/workflows/ci.yml", "src/README.md", "Makefile", "README.md"]

    assert key_files(paths) == ("README.md", ".github/workflows/ci.yml", "Makefile", "Dockerfile")


def test_what_lies_further_below_is_no_key_file() -> None:
    assert key_files([".github/workflows/old/ci.yml", "docs/Makefile", "a.github"]) == ()


def test_the_layers_of_a_provenance_are_read_back() -> None:
    layers = (UsedLayer("platform", "a" * 40), UsedLayer('odd "name"', "b" * 40))
    answers = {
        "request_url": "u",
        "kind": "service",
        "name": "n",
        "tests_repository": "t",
        "description": '\nlayers:\n  - name: "no"\n    tree: "c"\n',
    }

    file = provenance_file(answers, layers, "0.1.0")

    assert used_layers(file.content) == layers
