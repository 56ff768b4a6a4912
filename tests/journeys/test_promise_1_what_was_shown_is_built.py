"""Promise 1: the status comment shows the files that are built, to the byte."""

import re

from app.domain.state import State
from tests.domain.markdown import tokens
from tests.journeys.acme import Acme
from tests.journeys.request import Request
from tests.journeys.templates import moves_on, tree_of

MAKEFILE = "cookiecutters/python-service/{{cookiecutter.repository}}/Makefile"
SUMMARY = re.compile(r"<summary><code>(.+)</code></summary>")
Shown = dict[tuple[str, str], str]
"""A key file's text by repository and path."""


def key_files(request: Request) -> Shown:
    """What a reader of the status comment finds below the paths of key files."""
    shown: Shown = {}
    repository = path = ""
    for token in tokens(request.status):
        if token.type == "code_inline" and token.content.startswith("acme/"):
            repository = token.content.removeprefix("acme/")
        elif token.type == "html_block":
            found = SUMMARY.search(token.content)
            path = found[1] if found else ""
        elif token.type == "fence" and path:
            shown[repository, path] = token.content
    return shown


def test_key_files_are_shown_before_approval_and_built_like_that(acme: Acme) -> None:
    request = acme.files()
    shown = key_files(request)
    moves_on(acme)
    acme.commits(MAKEFILE, lambda text: text + "# newer\n")

    request.is_approved()

    assert request.state is State.LIVE
    assert {path for _, path in shown} >= {
        *("README.md", "catalog-info.yaml", ".github/CODEOWNERS", ".github/workflows/ci.yml"),
        *("Makefile", "Dockerfile"),
    }
    built = {place: acme.reads(*place) for place in shown}
    assert built == shown


def test_layers_lead_to_their_folders_as_they_were_shown(acme: Acme) -> None:
    commit = acme.does("ada", "GET", "/repos/acme/services/commits/main")["sha"]
    request = acme.files()
    shown, tree = layers(request), tree_of(acme)

    moves_on(acme)
    request.is_edited(description="Sends reminders too.")

    [first, *_] = shown
    assert first.startswith("Rendered from [platform](")
    url = f"/acme/services/tree/{commit}/cookiecutters/python-service) `{tree[:12]}`"
    assert url in first
    assert layers(request) == shown


def layers(request: Request) -> list[str]:
    return [line for line in request.status.splitlines() if line.startswith("Rendered from")]


def test_a_commit_that_changes_no_template_changes_nothing_that_is_shown(acme: Acme) -> None:
    request = acme.files()
    before = request.status

    acme.commits("README.md", lambda text: text + "\nMore.\n")
    request.is_commented("Good.")

    assert request.status == before


def test_a_template_that_imitates_our_marks_silences_nothing(acme: Acme) -> None:
    acme.commits(MAKEFILE, lambda text: f"{text}<!-- slipway:reply 1 -->\n")
    request = acme.files()

    lines = request.status.splitlines()

    assert " <!-- slipway:reply 1 -->" in lines
    assert "<!-- slipway:reply 1 -->" not in lines
