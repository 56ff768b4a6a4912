"""One pull request: its conversation, commits, checks, and the files that it changes."""

from typing import Any

from flask import render_template

from sandbox.git.diffs import changes, commits_between
from sandbox.pages.checks_shown import checks_of_pull, runs_at, summed_up
from sandbox.pages.code import shown_commit
from sandbox.pages.diff import shown_files
from sandbox.pages.issue import issue_parts
from sandbox.pages.merging import gate
from sandbox.pages.page import REPOSITORY, Pages, Visit
from sandbox.world.people import Role
from sandbox.world.pulls import PullRequest

pages = Pages()
PAGE = REPOSITORY + "/pull/<int:number>"


@pages("GET", PAGE)
def show_conversation(visit: Visit, owner: str, repo: str, number: int) -> str:
    pull = visit.pull(owner, repo, number)
    parts = issue_parts(visit, pull)
    return _page(visit, pull, "pull.html", tab="", gate=gate(visit, pull), **parts)


@pages("GET", PAGE + "/commits")
def show_commits(visit: Visit, owner: str, repo: str, number: int) -> str:
    pull = visit.pull(owner, repo, number)
    where, shas = pull.repository, _commits(pull)
    shown = [shown_commit(where, where.git.commit(sha)) for sha in shas]
    return _page(visit, pull, "pull_commits.html", tab="commits", commits=shown)


@pages("GET", PAGE + "/checks")
def show_checks(visit: Visit, owner: str, repo: str, number: int) -> str:
    pull = visit.pull(owner, repo, number)
    return _page(visit, pull, "pull_checks.html", tab="checks")


@pages("GET", PAGE + "/files")
def show_files(visit: Visit, owner: str, repo: str, number: int) -> str:
    pull = visit.pull(owner, repo, number)
    runs = runs_at(visit.world, pull.repository, pull.head_sha)
    files, elsewhere = shown_files(_changes(pull), runs)
    return _page(visit, pull, "pull_files.html", tab="files", files=files, elsewhere=elsewhere)


def _page(visit: Visit, pull: PullRequest, template: str, **more: Any) -> str:
    """A page below the head that all pages of a pull request share."""
    checks = checks_of_pull(visit.world, pull)
    own = pull.author.account is visit.who
    return render_template(
        template,
        where=pull.repository,
        pull=pull,
        issue=pull,
        url=f"/{pull.repository.full_name}/pull/{pull.number}",
        changes_url=f"/{pull.repository.full_name}/issues/{pull.number}",
        checks=checks,
        checks_in_words=summed_up(checks),
        counts={
            "": len(pull.comments) + len(pull.submitted()),
            "commits": len(_commits(pull)),
            "checks": len(checks),
            "files": len(_changes(pull)),
        },
        own=own,
        may_write=visit.may(pull.repository, Role.WRITE),
        may_steer=own or visit.may(pull.repository, Role.WRITE),
        **more,
    )


def _commits(pull: PullRequest) -> list[str]:
    return commits_between(pull.repository.git, pull.base_tip, pull.head_sha)


def _changes(pull: PullRequest) -> Any:
    return changes(pull.repository.git, pull.base_tip, pull.head_sha)
