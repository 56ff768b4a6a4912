"""How a page is declared, and what every page knows: the world and as whom one acts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import abort, g, redirect
from werkzeug.wrappers import Response

from sandbox.acts.catching_up import catch_up
from sandbox.errors import not_found
from sandbox.rest.caller import UserCaller, can_see
from sandbox.world.issues import Issue
from sandbox.world.people import Account, Role
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository
from sandbox.world.roles import role_in
from sandbox.world.state import World

REPOSITORY = "/<login:owner>/<repo>"
# What can stand in a header as it is.
HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:.]+\]")


@dataclass(frozen=True)
class Visit:
    """One look at a page, as one of the people."""

    world: World
    who: Account

    @property
    def caller(self) -> UserCaller:
        return UserCaller(self.who)

    def repository(self, owner: str, name: str) -> Repository:
        """The repository; 301 to its new name, 404 where it is none or not to be seen.

        Its runs go on as far as they can by now.
        """
        moved = self.world.renamed(owner, name)
        if moved is not None and can_see(self.caller, moved):
            abort(redirect(f"/{moved.full_name}", 301))
        found = self.world.repository(owner, name)
        if found is None or not can_see(self.caller, found):
            raise not_found()
        catch_up(self.world, found)
        return found

    def issue(self, owner: str, name: str, number: int) -> Issue:
        """The issue; 301 to where it was transferred, 404 without one."""
        where = self.repository(owner, name)
        moved = where.moved_issues.get(number)
        if moved is not None:
            abort(redirect(path_of(moved), 301))
        if number not in where.issues:
            raise not_found()
        return where.issues[number]

    def pull(self, owner: str, name: str, number: int) -> PullRequest:
        """The pull request; 302 to the issue of that number, 404 without one."""
        found = self.issue(owner, name, number)
        if not isinstance(found, PullRequest):
            abort(redirect(path_of(found), 302))
        return found

    def may(self, where: Repository, role: Role) -> bool:
        return role_in(where, self.who) >= role


View = Callable[..., str | Response | tuple[str, int]]


@dataclass(frozen=True)
class Page:
    """One rule and what it shows (GET) or does (POST)."""

    method: str
    rule: str
    view: View


class Pages:
    """The pages of one subject, filled by using it as a decorator."""

    def __init__(self) -> None:
        self.all: list[Page] = []

    def __call__(self, method: str, rule: str) -> Callable[[View], View]:
        def declare(view: View) -> View:
            self.all.append(Page(method, rule, view))
            return view

        return declare


def path_of(issue: Issue) -> str:
    """The page of an issue or pull request."""
    kind = "pull" if isinstance(issue, PullRequest) else "issues"
    return f"/{issue.repository.full_name}/{kind}/{issue.number}"


def see(path: str) -> Response:
    """To the page that shows what was just done."""
    return redirect(path, 303)


def may_lead_to(url: str) -> None:
    """Let a form of this page end at another site: browsers hold back what a page does not name."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    if host and HOST.fullmatch(host):
        g.led_on_to = (f"{parts.scheme}://{host}{port}",)
