"""A warm room has loaded all that a render needs before it is shut."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from app.sealed.walls import Guard
from app.templates.check.messages import packed_tree
from app.templates.limits import Limits
from app.templates.manifest import Kind
from app.templates.pair import pair_layers
from app.templates.preview import load_templates
from app.templates.room import rendered
from app.templates.warmth import samples
from tests.templates.builders import pair_answers

STARTERS = Path(__file__).parents[2] / "cookiecutters"
LATER = """
import json, sys
from pathlib import Path
from app.sealed.walls import Guard
from app.templates import room
from app.templates.knowledge import Knowledge
from app.templates.limits import Limits
from app.templates.source import Source
from app.templates.study import study

room.warm_up()
before = set(sys.modules)
for number, request in enumerate(json.load(sys.stdin)):
    folder = Path(sys.argv[1], str(number))
    for place, layer in enumerate(request["layers"]):
        files = [room._read(file) for file in layer["files"]]
        assert study(Source(files, folder / f"studied-{place}", Knowledge())).code
    assert "layers" in room.rendered(request, folder, Limits(), Guard(folder))
print(sorted(set(sys.modules) - before))
"""


def requests_for_starters() -> list[dict[str, Any]]:
    layers = pair_layers(load_templates(STARTERS), "python-service")
    told = pair_answers(description="é" * 100, extra={"data_store": "x"})
    return [
        {
            "layers": [packed_tree(layer.name, layer.tree) for layer in stack],
            "answers": told.of(kind, stack[-1].name),
        }
        for kind, stack in ((Kind.SERVICE, layers.service), (Kind.TESTS, layers.tests))
    ]


def test_the_first_sample_is_right_and_the_others_go_wrong(tmp_path: Path) -> None:
    said = [
        rendered(request, tmp_path / str(number), Limits(), Guard(tmp_path))
        for number, request in enumerate(samples())
    ]

    assert ["layers" in answer for answer in said] == [True] + [False] * 5
    assert [answer["fault"]["kind"] for answer in said[1:]] == ["template"] * 5


def test_to_study_and_render_the_starters_loads_no_module_later(tmp_path: Path) -> None:
    """It would be loaded for each of them anew."""
    run = subprocess.run(
        [sys.executable, "-c", LATER, str(tmp_path)],
        input=json.dumps(requests_for_starters()),
        check=True,
        capture_output=True,
        text=True,
    )

    assert run.stdout == "[]\n"
