"""A client that nobody here wrote does the main job, and its models take every answer."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from githubkit import AppAuthStrategy, GitHub, TokenAuthStrategy
from githubkit.exception import RequestFailed

from sandbox import RunningSandbox, serve
from tests.fidelity import guide

EDITS = """
query($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      lastEditedAt
      userContentEdits(first: 10) { nodes { editor { login } editedAt } }
      timelineItems(first: 50, itemTypes: [LABELED_EVENT]) {
        nodes { ... on LabeledEvent { id actor { login } label { name } } }
      }
    }
  }
}
"""
PROTECTED = {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    folder = tmp_path_factory.mktemp("githubkit")
    with serve(guide.seed(guide.private_key(folder)), folder / "sandbox") as running:
        yield running


@pytest.fixture(scope="module")
def github(sandbox: RunningSandbox) -> GitHub:
    """The App, as its installation in acme."""
    key = (sandbox.world.data.parent / "app.pem").read_text()
    app = GitHub(AppAuthStrategy("4242", key), base_url=sandbox.api_url, http_cache=False)
    found = app.rest.apps.get_org_installation("acme").parsed_data
    assert found.id == 77
    return app.with_auth(app.auth.as_installation(found.id))


def person(sandbox: RunningSandbox, login: str) -> GitHub:
    token = TokenAuthStrategy(f"ghp_sandbox_{login}")
    return GitHub(token, base_url=sandbox.api_url, http_cache=False)


def test_a_request_is_filed_approved_and_told(sandbox: RunningSandbox, github: GitHub) -> None:
    dana, ada = person(sandbox, "dana"), person(sandbox, "ada")
    filed = dana.rest.issues.create("acme", "services", title="billing", body="### Name\n\nx")
    number = filed.parsed_data.number
    github.rest.issues.add_labels("acme", "services", number, labels=["needs approval"])
    told = github.rest.issues.create_comment("acme", "services", number, body="Wait.").parsed_data
    dana.rest.issues.update("acme", "services", number, body="### Name\n\nbilling")
    ada.rest.issues.add_labels("acme", "services", number, labels=["approved/platform"])

    events = github.rest.issues.list_events("acme", "services", number).parsed_data
    seen = github.graphql(EDITS, {"owner": "acme", "name": "services", "number": number})
    issue = seen["repository"]["issue"]
    again = github.rest.issues.update_comment("acme", "services", told.id, body="Approved.")
    closed = github.rest.issues.update("acme", "services", number, state="closed").parsed_data

    by_label = [(one["id"], one["label"]["name"]) for one in issue["timelineItems"]["nodes"]]
    assert [(one.node_id, one.label.name) for one in events if one.event == "labeled"] == by_label
    assert [edit["editor"]["login"] for edit in issue["userContentEdits"]["nodes"]] == ["dana"] * 2
    assert again.parsed_data.body == "Approved."
    assert closed.state == "closed"


def test_a_pair_is_built(github: GitHub) -> None:
    for name in ("billing", "billing-integration-tests"):
        made = github.rest.repos.create_in_org("acme", name=name, private=True, auto_init=True)
        commit = _commit(github, name)
        rules = github.rest.repos.create_repo_ruleset(
            "acme",
            name,
            name="reviewed",
            enforcement="active",
            conditions=PROTECTED,
            rules=[{"type": "deletion"}, {"type": "non_fast_forward"}],
        )
        _settings(github, name)

        assert made.parsed_data.default_branch == "main"
        assert commit.verification.verified
        assert [one.type for one in rules.parsed_data.rules] == ["deletion", "non_fast_forward"]
        assert github.rest.repos.get("acme", name).parsed_data.topics == ["service"]


def _commit(github: GitHub, name: str) -> Any:
    content = b64encode(b"#!/bin/sh\n").decode()
    blob = github.rest.git.create_blob("acme", name, content=content, encoding="base64")
    entry = {"path": "run", "mode": "100755", "type": "blob", "sha": blob.parsed_data.sha}
    tree = github.rest.git.create_tree("acme", name, tree=[entry]).parsed_data
    commit = github.rest.git.create_commit(
        "acme", name, message="Start", tree=tree.sha, parents=[]
    ).parsed_data
    github.rest.git.update_ref("acme", name, "heads/main", sha=commit.sha, force=True)
    return commit


def _settings(github: GitHub, name: str) -> None:
    github.rest.teams.add_or_update_repo_permissions_in_org(
        "acme", "payments", "acme", name, permission="maintain"
    )
    github.rest.repos.create_or_update_environment("acme", name, "prod", wait_timer=0)
    github.rest.repos.replace_all_topics("acme", name, names=["service"])
    github.rest.issues.create_label("acme", name, name="drift", color="ededed")


def test_a_taken_name_is_refused_in_githubs_words(github: GitHub) -> None:
    with pytest.raises(RequestFailed) as refused:
        github.rest.repos.create_in_org("acme", name="services")

    answer = refused.value.response
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["message"] == "name already exists on this account"


def test_the_app_sees_its_deliveries(sandbox: RunningSandbox, github: GitHub) -> None:
    del github  # what it did was told
    key: Path = sandbox.world.data.parent / "app.pem"
    app = GitHub(
        AppAuthStrategy("4242", key.read_text()), base_url=sandbox.api_url, http_cache=False
    )

    listed = app.rest.apps.list_webhook_deliveries(per_page=100).parsed_data
    whole = app.rest.apps.get_webhook_delivery(listed[0].id).parsed_data

    assert "ping" in {one.event for one in listed}
    assert whole.guid == listed[0].guid
