"""The organisation acme with Slipway at work: people act through GitHub's API, and look again.

No queue wakes Slipway up here: rows alone carry the work, as after a loss of Redis.
"""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import requests as http

from app.domain.budget import Limits
from app.github.budget import Budget
from app.github.calls import OnCall, log_call
from app.github.connection import Connection
from app.store import deliveries
from app.store.database import Database
from app.usecases.intake import handle
from app.usecases.workbench import Workbench
from sandbox import RunningSandbox
from sandbox.acts.issues import open_issue
from sandbox.world.issues import Actor
from tests.environment import private_key
from tests.journeys.form import ANSWERS, CONTROL
from tests.journeys.request import Request
from tests.journeys.rounds import do, due_now, next_wait

_MOST_ROUNDS = 60


NO_GAP = Limits(write_gap=timedelta(0))
"""GitHub's limits, without the second that it wants between two writes."""


def connect(
    sandbox: RunningSandbox,
    on_call: OnCall = log_call,
    database: Database | None = None,
    limits: Limits = NO_GAP,
    timeout_seconds: int = 20,
) -> Connection:
    """Slipway's way to this GitHub, by its clock: a new one knows no token yet.

    With a database there is a write budget, and a wait that it asks for moves GitHub's clock.
    """
    app, now = sandbox.world.app, sandbox.world.now
    assert app is not None
    clock = sandbox.world.clock
    budget = Budget(database, limits, clock.exact, clock.advance) if database else None
    return Connection(
        sandbox.api_url,
        str(app.id),
        private_key(),
        clock=now,
        on_call=on_call,
        timeout_seconds=timeout_seconds,
        budget=budget,
    )


@dataclass
class Acme:
    """One organisation, its GitHub and its Slipway."""

    sandbox: RunningSandbox
    bench: Workbench

    def files(self, login: str = "dana", **answers: str) -> "Request":
        """Fill the form in and submit it, as on GitHub's page; Slipway then has its turn."""
        url = f"{self.sandbox.url}/_sandbox/form/acme/services/new-service.yml"
        order = {"as": login, "title": "New service", "answers": ANSWERS | answers}
        filed = http.post(url, json=order, timeout=10)
        assert filed.ok, filed.text
        self.settles()
        return Request(self, filed.json()["number"])

    def files_text(self, body: str, login: str = "dana") -> "Request":
        """Submit any text as if the form had made it, which sets the form's label."""
        world = self.sandbox.world
        with world.lock:
            where = world.repository("acme", "services")
            account = world.account(login)
            assert where is not None
            assert account is not None
            labels = [where.labels["service-request"]]
            issue = open_issue(world, where, Actor(account), "New service", body, labels)
        self.settles()
        return Request(self, issue.number)

    def does(self, login: str, verb: str, path: str, body: Any = None) -> Any:
        """One call to GitHub's API by a person, which must succeed; the decoded answer."""
        answer = self.asks(login, verb, path, body)
        assert answer.ok, f"{verb} {path}: {answer.status_code} {answer.text[:300]}"
        return answer.json() if answer.content else None

    def asks(self, login: str, verb: str, path: str, body: Any = None) -> http.Response:
        """One call to GitHub's API by a person, whatever comes of it."""
        headers = {"Authorization": f"Bearer ghp_sandbox_{login}"}
        url = f"{self.sandbox.api_url}{path}"
        return http.request(verb, url, json=body, headers=headers, timeout=10)

    def controls(self, name: str, **order: Any) -> Any:
        """Tell the sandbox something that no person on GitHub could."""
        answer = http.post(f"{self.sandbox.url}/_sandbox/{name}", json=order, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def waits(self, seconds: float = 2) -> None:
        """Time passes on GitHub and here; people read before they click."""
        self.controls("clock", advance_seconds=seconds)

    def settles(self) -> None:
        """Slipway works until nothing is left to do now; time passes where it has to wait."""
        for _ in range(_MOST_ROUNDS):
            self.sandbox.world.outbox.queue.join()
            if not self.one_round():
                return
        raise AssertionError("Slipway does not come to rest.")

    def one_round(self) -> bool:
        """Handle what waits and advance what is due; False when there was nothing."""
        # What ends its wait between the two questions is due by the second one.
        patience = next_wait(self.bench)
        due = due_now(self.bench)
        do(self.bench, due)
        if patience is not None and not due:
            self.waits(patience / timedelta(seconds=1) + 1)
        return bool(due or patience)

    def hears(self) -> None:
        """Slipway takes what GitHub sent it, and does nothing about it yet."""
        self.sandbox.world.outbox.queue.join()
        now = self.bench.clock()
        with self.bench.database.transaction() as tx:
            waiting = deliveries.waiting(tx, now, 100)
        for delivery_id in waiting:
            handle(self.bench, delivery_id)

    def repositories(self) -> list[str]:
        """The names of all repositories of the organisation, in order."""
        found = self.does("ada", "GET", "/orgs/acme/repos?per_page=100")
        return sorted(repository["name"] for repository in found)

    def commits(self, path: str, change: Callable[[str], str]) -> None:
        """An admin changes a file on the default branch, and Slipway has its turn."""
        self.commits_quietly(path, change)
        self.settles()

    def commits_quietly(self, path: str, change: Callable[[str], str]) -> None:
        """An admin changes a file on the default branch of the control repository."""
        found = self.does("ada", "GET", f"{CONTROL}/contents/{path}")
        text = base64.b64decode(found["content"]).decode()
        content = base64.b64encode(change(text).encode()).decode()
        order = {"message": "Change", "content": content, "sha": found["sha"]}
        with self.unprotected():
            self.does("ada", "PUT", f"{CONTROL}/contents/{path}", order)

    @contextmanager
    def unprotected(self) -> Iterator[None]:
        """The control repository without its ruleset, for as long as an admin is at work."""
        rulesets = self.does("ada", "GET", f"{CONTROL}/rulesets")
        for ruleset in rulesets:
            self._enforce(ruleset["id"], "disabled")
        yield
        for ruleset in rulesets:
            self._enforce(ruleset["id"], "active")

    def _enforce(self, ruleset_id: int, enforcement: str) -> None:
        path = f"{CONTROL}/rulesets/{ruleset_id}"
        self.does("ada", "PUT", path, {"enforcement": enforcement})

    def reads(self, repository: str, path: str) -> str:
        """A file of a repository, as it is on its default branch."""
        found = self.does("ada", "GET", f"/repos/acme/{repository}/contents/{path}")
        return base64.b64decode(found["content"]).decode()

    def with_bench(self, **changes: Any) -> "Acme":
        """The same organisation, seen by a Slipway that works with something else."""
        return Acme(self.sandbox, replace(self.bench, **changes))
