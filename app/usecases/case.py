"""One request as one look sees it: what GitHub shows now, and the law that it is judged by."""

from dataclasses import dataclass

from app.domain.control import POLICY_PATH, TEMPLATES_PATH, ControlRepository
from app.domain.issue import Issue, Person
from app.domain.law import Law
from app.github.authorship import Apps, apps_of
from app.github.client import Client
from app.github.permissions import REQUEST
from app.github.requests import read_request
from app.store import observations
from app.store.observations import Kind
from app.store.requests import RequestRow
from app.usecases import law_news
from app.usecases.late_comments import expected
from app.usecases.law import LawInForce, law_in_force
from app.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Case:
    """A request at one moment. `client` may read and write the control repository only."""

    bench: Workbench
    row: RequestRow
    client: Client
    control: ControlRepository
    issue: Issue
    in_force: LawInForce

    @property
    def organisation(self) -> str:
        """The organisation that the request belongs to."""
        return self.row.organisation

    @property
    def repository_url(self) -> str:
        """The control repository's page."""
        return f"{self.bench.git_url}/{self.organisation}/{self.bench.control_repository}"

    @property
    def policy_url(self) -> str:
        """Where people read the policy."""
        return f"{self.repository_url}/blob/{self.control.default_branch}/{POLICY_PATH}"

    def folder_url(self, commit_id: str, template: str) -> str:
        """Where people read a template as it was at a commit."""
        return f"{self.repository_url}/tree/{commit_id}/{TEMPLATES_PATH}/{template}"

    @property
    def requester(self) -> Person:
        """Who asks; GitHub's ghost stands for an account that is gone."""
        return self.issue.author or Person(0, "ghost")

    @property
    def law(self) -> Law:
        """The form and policy in force; only asked for once it is known that there are any."""
        assert self.in_force.law is not None
        return self.in_force.law


def control_client(bench: Workbench, organisation: str) -> Client:
    """A client for one organisation's control repository and its team members."""
    installation = bench.github.installation(organisation)
    return bench.github.for_step(installation, REQUEST, [bench.control_repository])


def read_case(bench: Workbench, row: RequestRow) -> Case:
    """Read all that a decision rests on. Raises IssueGone for an issue that is not there."""
    client = control_client(bench, row.organisation)
    known = _known_apps(bench, row)
    where = (row.organisation, bench.control_repository, row.issue_number)
    reading = read_request(client, *where, known, expected=expected(bench, row))
    _keep_apps(bench, row, known, apps_of(reading.issue))
    in_force = law_in_force(bench, row.organisation, reading.control)
    law_news.heed(bench, row.organisation, reading.control.commit_id, in_force)
    return Case(bench, row, client, reading.control, reading.issue, in_force)


def _known_apps(bench: Workbench, row: RequestRow) -> Apps:
    """Who really made label events and comments, as far as GitHub was asked before."""
    with bench.database.transaction() as tx:
        kept = observations.of_kind(tx, row, Kind.APPS)
    return {made: by_app for one in kept for made, by_app in one.data.items()}


def _keep_apps(bench: Workbench, row: RequestRow, known: Apps, told: Apps) -> None:
    new = {made: by_app for made, by_app in told.items() if made not in known}
    if new:
        with bench.database.transaction() as tx:
            observations.add(tx, row, Kind.APPS, bench.clock(), new)
