"""One commit: what it changes, and what checks say of it."""

from flask import abort, redirect, render_template

from sandbox.errors import ApiError
from sandbox.git.diffs import changes
from sandbox.git.store import NoSuchObject
from sandbox.pages.checks_shown import checks_of, runs_at, summed_up
from sandbox.pages.code import shown_commit
from sandbox.pages.diff import shown_files
from sandbox.pages.page import REPOSITORY, Pages, Visit
from sandbox.world.people import Role

pages = Pages()
PAGE = REPOSITORY + "/commit/<sha>"


@pages("GET", PAGE)
def show_commit(visit: Visit, owner: str, repo: str, sha: str) -> str:
    """A commit by its sha, in full or its beginning."""
    where = visit.repository(owner, repo)
    try:
        commit = where.git.commit(where.git.resolve(sha))
    except NoSuchObject:
        raise ApiError(404, f"{where.full_name} has no commit {sha}.") from None
    whole, parents = str(commit.id), [str(one) for one in commit.parent_ids]
    checks = checks_of(visit.world, where, whole)
    changed = changes(where.git, parents[0] if parents else None, whole)
    files, elsewhere = shown_files(changed, runs_at(visit.world, where, whole))
    return render_template(
        "commit.html",
        where=where,
        commit=shown_commit(where, commit),
        parents=parents,
        checks=checks,
        checks_in_words=summed_up(checks),
        files=files,
        elsewhere=elsewhere,
        may_write=visit.may(where, Role.WRITE),
    )


@pages("GET", PAGE + "/checks")
def show_checks(visit: Visit, owner: str, repo: str, sha: str) -> str:
    """Where the API says that the checks of a commit are."""
    where = visit.repository(owner, repo)
    abort(redirect(f"/{where.full_name}/commit/{sha}#checks", 302))
