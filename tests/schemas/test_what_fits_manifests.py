"""A manifest's schema takes what the reader takes, and sees the mistakes that it can see."""

import re
from pathlib import Path

import pytest

from app.templates.faults import TemplateFault
from app.templates.manifest import Manifest, read_manifest
from tests.environment import ROOT
from tests.schemas.instances import fits_manifest
from tests.schemas.reference import TEMPLATES_PAGE
from tests.templates.builders import tree

ABOUT = "title: T\ndescription: D\n"
SERVICE = f"{ABOUT}kind: service\ntests: it\n"
PLATFORM = f"{ABOUT}kind: platform\n"
SPOILT = [
    "kind: service\ntests: it\ntitle: T\n",
    SERVICE.replace("title: T", f"title: {'x' * 61}"),
    SERVICE.replace("service", "servic"),
    SERVICE.replace("tests: it", ""),
    f"{ABOUT}kind: tests\ntests: it\n",
    f"{PLATFORM}tests: it\n",
    f"{PLATFORM}contract: 1\n",
    f"{PLATFORM}variables: {{needs: git}}\n",
    f"{SERVICE}layers: platform\n",
    f"{SERVICE}contract: 2\n",
    f"{SERVICE}asks: data_store\n",
    f"{SERVICE}asks: [owner]\n",
    f"{SERVICE}asks: [A]\n",
    f"{SERVICE}variables: [needs]\n",
    f"{SERVICE}variables: {{owner: me}}\n",
    f"{SERVICE}variables: {{_needs: git}}\n",
    f"{SERVICE}variables: {{needs: }}\n",
    f"{SERVICE}variables: {{needs: {{a: b}}}}\n",
    f"{SERVICE}variables: {{needs: [[git]]}}\n",
    f"{SERVICE}variables: {{needs: {'x' * 301}}}\n",
    f"{SERVICE}variables: {{{', '.join(f'v{number}: x' for number in range(21))}}}\n",
    f"{SERVICE}owner: me\n",
]


def read(text: str) -> Manifest:
    return read_manifest("some", tree({"slipway.yml": text}))


@pytest.mark.parametrize("path", sorted((ROOT / "cookiecutters").glob("*/slipway.yml")), ids=str)
def test_every_manifest_of_ours_fits(path: Path) -> None:
    assert fits_manifest(path.read_text(encoding="utf-8"))


def test_the_example_of_the_guide_is_read_and_fits() -> None:
    page = TEMPLATES_PAGE.read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(title: .*?)```", page, re.DOTALL)

    assert [read(text).variables["needs"] for text in examples] == ["Python 3.11 or newer"]
    assert all(map(fits_manifest, examples))


def test_values_that_look_like_numbers_are_text_and_fit() -> None:
    text = f"{SERVICE}contract: 1\nvariables: {{node: 24, strict: true, versions: [3.11, 3.12]}}\n"

    assert read(text).variables == {
        "node": "24",
        "strict": "true",
        "versions": ("3.11", "3.12"),
    }
    assert fits_manifest(text)


@pytest.mark.parametrize("text", SPOILT, ids=range(len(SPOILT)))
def test_a_spoilt_manifest_is_refused_by_reader_and_schema(text: str) -> None:
    with pytest.raises(TemplateFault):
        read(text)

    assert not fits_manifest(text)
