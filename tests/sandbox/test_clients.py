"""PyGithub understands what the sandbox says."""

from pathlib import Path
from typing import Any

from github import Auth, Github, GithubIntegration, InputGitTreeElement

from sandbox import RunningSandbox

# PyGithub waits a second between writes, for GitHub's sake.
AT_ONCE: dict[str, Any] = {"seconds_between_requests": None, "seconds_between_writes": None}


def test_pygithub_builds_a_repository_as_an_installation(
    sandbox: RunningSandbox, key_file: Path
) -> None:
    auth = Auth.AppAuth("Iv23sandboxapp", key_file.read_text())
    with GithubIntegration(auth=auth, base_url=sandbox.api_url, **AT_ONCE) as integration:
        github = integration.get_org_installation("acme").get_github_for_installation()
    organisation = github.get_organization("acme")

    made = organisation.create_repo("billing", private=True, auto_init=True)
    element = InputGitTreeElement("run.sh", "100755", "blob", content="#!/bin/sh\n")
    commit = made.create_git_commit("Start", made.create_git_tree([element]), [])
    made.get_git_ref("heads/main").edit(commit.sha, force=True)
    organisation.get_team_by_slug("payments").update_team_repository(made, "maintain")
    issue = made.create_issue("Hello", labels=["bug"])
    issue.create_comment("there").edit("again")

    assert commit.verification.verified
    assert [one.path for one in made.get_git_tree("main").tree] == ["run.sh"]
    assert [event.event for event in issue.get_timeline()] == ["labeled", "commented"]
    github.close()


def test_pygithub_acts_as_a_person(sandbox: RunningSandbox) -> None:
    auth = Auth.Token("ghp_sandbox_olga")

    with Github(auth=auth, base_url=sandbox.api_url, **AT_ONCE) as github:
        issue = github.get_repo("acme/services").create_issue("Hello")
        issue.add_to_labels("bug")

        assert github.get_user().login == "olga"
        assert [label.name for label in issue.get_labels()] == ["bug"]
