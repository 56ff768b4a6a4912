"""Hooks of a template, where the operator allows them: what they leave is shown and built."""

import base64
from dataclasses import replace

import pytest

from app.domain.state import State
from app.templates.render import Room
from tests import native_walls
from tests.journeys.acme import Acme
from tests.journeys.form import CONTROL
from tests.journeys.templates import TEMPLATE

pytestmark = native_walls.needed

RENAMES = "import os\nos.rename('pyproject.toml', 'renamed.toml')\n"
REFUSES = (
    "import sys\nif not '{{ cookiecutter.name }}'.endswith('-api'):\n"
    "    print('{{ cookiecutter.name }} does not end in *-api*')\n    sys.exit(1)\n"
)


def adds_hook(acme: Acme, name: str, text: str) -> None:
    """An admin commits a hook to the template of all requests."""
    order = {"message": "Hook", "content": base64.b64encode(text.encode()).decode()}
    with acme.unprotected():
        acme.does("ada", "PUT", f"{CONTROL}/contents/{TEMPLATE}/hooks/{name}.py", order)
    acme.settles()


@pytest.fixture
def hooked(acme: Acme) -> Acme:
    """Acme at a Slipway that runs Python hooks."""
    acme.bench = replace(acme.bench, room=Room(runs_hooks=True))
    return acme


def test_what_a_hook_leaves_is_shown(hooked: Acme) -> None:
    adds_hook(hooked, "post_gen_project", RENAMES)

    request = hooked.files()

    assert request.state is State.AWAITING_APPROVAL
    assert "renamed.toml" in request.status


def test_whoever_asked_is_told_why_a_hook_refuses(hooked: Acme) -> None:
    adds_hook(hooked, "pre_gen_project", REFUSES)

    refused = hooked.files(name="warehouse")
    taken = hooked.files(name="parcels-api")

    assert refused.state is State.NEEDS_CORRECTION
    assert r"Its hook said: warehouse does not end in \*-api\*" in refused.status
    assert taken.state is State.AWAITING_APPROVAL


def test_what_is_built_is_what_a_hook_leaves(hooked: Acme) -> None:
    adds_hook(hooked, "post_gen_project", RENAMES)

    request = hooked.files(name="ferries")
    request.is_approved()

    assert request.state is State.LIVE
    assert hooked.reads("ferries", "renamed.toml").startswith("[project]")


def test_a_setting_that_changes_before_the_build_changes_what_is_shown_and_built(
    acme: Acme,
) -> None:
    adds_hook(acme, "post_gen_project", RENAMES)
    request = acme.files(name="tunnels")
    assert "renamed.toml" not in request.status

    acme.bench = replace(acme.bench, room=Room(runs_hooks=True))
    request.is_approved()

    assert request.state is State.LIVE
    assert "renamed.toml" in request.status
    assert acme.reads("tunnels", "renamed.toml").startswith("[project]")


def test_without_the_setting_a_hook_is_passed_over(acme: Acme) -> None:
    adds_hook(acme, "pre_gen_project", REFUSES)

    assert acme.files(name="warehouse").state is State.AWAITING_APPROVAL
