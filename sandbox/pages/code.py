"""A repository's files and commits, to look at."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import quote

import pygit2
from flask import abort, redirect, render_template
from markupsafe import Markup

from sandbox.git.store import TREE_MODE, Entry
from sandbox.pages.markdown import render_file
from sandbox.pages.page import REPOSITORY, Pages, Visit
from sandbox.pages.places import Place, place, start
from sandbox.world.repositories import Repository

pages = Pages()
COMMITS = 100
LARGEST_TEXT = 500_000
MODES = {0o100644: "", 0o100755: "executable", 0o120000: "link", TREE_MODE: "folder"}


@dataclass(frozen=True)
class ShownCommit:
    """A commit as the list shows it."""

    sha: str
    subject: str
    rest: str
    author: str
    at: datetime
    verified: bool


@pages("GET", REPOSITORY)
def show_repository(visit: Visit, owner: str, repo: str) -> str:
    where = visit.repository(owner, repo)
    here = start(where)
    return _folder_page(visit, where, here)


@pages("GET", REPOSITORY + "/tree/<path:address>")
def show_folder(visit: Visit, owner: str, repo: str, address: str) -> str:
    where = visit.repository(owner, repo)
    here = place(where, address)
    if here.entry.type != "tree":
        abort(redirect(f"/{where.full_name}/blob/{quote(address)}", 302))
    return _folder_page(visit, where, here)


def _folder_page(visit: Visit, where: Repository, here: Place | None) -> str:
    entries = here.entries() if here else []
    return render_template(
        "folder.html",
        where=where,
        place=here,
        entries=entries,
        branches=[ref.removeprefix("refs/heads/") for ref in where.git.refs("refs/heads/")],
        latest=next(iter(_commits(where, here.commit, 1)), None) if here else None,
        readme=_readme(visit, here, entries) if here else None,
        modes=MODES,
        clone_url=f"{visit.world.url}/{where.full_name}.git",
    )


def _readme(visit: Visit, here: Place, entries: list[Entry]) -> Markup | None:
    for entry in entries:
        if entry.path.lower() == "readme.md" and entry.type == "blob":
            text = here.where.git.blob(entry.sha).decode(errors="replace")
            inside = f"{here.path}/" if here.path else ""
            base = f"{visit.world.url}/{here.where.full_name}/blob/{quote(here.name)}/"
            return render_file(text, base + quote(inside))
    return None


@pages("GET", REPOSITORY + "/blob/<path:address>")
def show_file(visit: Visit, owner: str, repo: str, address: str) -> str:
    where = visit.repository(owner, repo)
    here = place(where, address)
    entry = here.entry
    if entry.type == "tree":
        abort(redirect(f"/{where.full_name}/tree/{quote(address)}", 302))
    content = where.git.blob(entry.sha) if entry.type == "blob" else b""
    readable = b"\0" not in content and len(content) <= LARGEST_TEXT
    lines = content.decode(errors="replace").splitlines() if readable else None
    return render_template(
        "file.html", where=where, place=here, entry=entry, lines=lines, modes=MODES
    )


@pages("GET", REPOSITORY + "/commits")
def show_commits(visit: Visit, owner: str, repo: str) -> str:
    where = visit.repository(owner, repo)
    here = start(where)
    commits = _commits(where, here.commit, COMMITS) if here else []
    return render_template("commits.html", where=where, name=where.default_branch, commits=commits)


@pages("GET", REPOSITORY + "/commits/<path:address>")
def show_commits_of(visit: Visit, owner: str, repo: str, address: str) -> str:
    where = visit.repository(owner, repo)
    here = place(where, address)
    commits = _commits(where, here.commit, COMMITS)
    return render_template("commits.html", where=where, name=here.name, commits=commits)


def _commits(where: Repository, sha: str, count: int) -> list[ShownCommit]:
    """The commit and those before it, newest first, at most `count`."""
    return [shown_commit(where, one) for one in islice(where.git.repo.walk(sha), count)]


def shown_commit(where: Repository, one: pygit2.Commit) -> ShownCommit:
    subject, _, rest = one.message.strip().partition("\n")
    at = datetime.fromtimestamp(one.commit_time, UTC)
    verified = str(one.id) in where.verified_commits
    return ShownCommit(str(one.id), subject, rest.strip(), one.author.name, at, verified)
