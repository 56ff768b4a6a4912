"""The orders that the documentation shows do what it says."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from sandbox import RunningSandbox
from sandbox.starting import BUILT_IN
from tests.sandbox.voices import Voice

PAGE = Path(__file__).parents[2] / "docs" / "sandbox.md"


def test_what_a_gate_needs_is_what_the_page_gives(
    start: Callable[[dict[str, Any]], RunningSandbox],
) -> None:
    seed = YAML(typ="safe").load(BUILT_IN.read_text(encoding="utf-8"))
    running = start(seed | {"folder": str(BUILT_IN.parent)})
    orders = re.findall(r"^order (\w+) '(.+?)'$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)

    for name, order in orders:
        Voice(running.url).orders(name, json.loads(order))

    ada = Voice(running.url, "ghp_sandbox_ada")
    ada.does("PUT", "/repos/acme/services/environments/production")
    rules = "/repos/acme/services/environments/production/deployment_protection_rules"
    assert ada.does("POST", rules, {"integration_id": 4242})["enabled"] is True
    assert running.world.app
    held = running.world.app.permissions
    assert held == seed["app"]["permissions"] | {"deployments": "write"}
    heard = {*seed["app"]["events"], "deployment_protection_rule"}
    assert set(running.world.app.events) == heard
