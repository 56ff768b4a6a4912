"""Requests, policies and their histories, with defaults that are approved by nobody yet."""

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.answers import Answer, Answers
from app.domain.approvals import (
    ORGANISATION,
    ApprovalFinding,
    Binding,
    Display,
    Evidence,
    judge,
)
from app.domain.digest import digest
from app.domain.facts import Catalog, Facts, Service, Team
from app.domain.form import Form, read_form
from app.domain.issue import Edit, Issue, Label, LabelEvent, Person
from app.domain.policy import ApprovalRule, Policy, Role, read_policy

STARTER = Path(__file__).parents[2] / "app" / "starter"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

ANSWERS: Answers = {
    "name": "billing",
    "owner": "payments",
    "description": "Turns usage into invoices.",
    "template": "python-service",
    "tier": 2,
    "data": "personal",
    "exposure": "internal",
    "depends_on": ("ledger",),
    "data_store": "",
}
LEDGER = Service("ledger", "money")
OWNER_TEAM = Team(services=3)
TEMPLATES = {"platform": "aa11", "python-service": "bb22"}


def at(seconds: int) -> datetime:
    """GitHub's time, some seconds after the request was filed."""
    return NOON + timedelta(seconds=seconds)


def a_person(login: str = "paula", *, is_bot: bool = False) -> Person:
    return Person(zlib.crc32(login.encode()), login, is_bot)


def a_label(name: str = "approved/platform", label_id: str | None = None) -> Label:
    return Label(label_id or f"id of {name}", name)


def a_label_event(
    by: str | Person | None = "paula",
    seconds: int = 60,
    label: Label | None = None,
    *,
    added: bool = True,
    via_app: bool = False,
) -> LabelEvent:
    actor = a_person(by) if isinstance(by, str) else by
    kind = "on" if added else "off"
    identity = f"{kind} {seconds} {actor.login if actor else 'ghost'}"
    return LabelEvent(identity, at(seconds), actor, label or a_label(), added, via_app)


def an_edit(seconds: int, by: str | None = "dana") -> Edit:
    return Edit(at(seconds), a_person(by) if by else None)


def an_issue(
    *events: LabelEvent,
    edits: tuple[Edit, ...] = (),
    labels: tuple[Label, ...] | None = None,
    author: str | None = "dana",
    edits_complete: bool = True,
    moved_in_at: datetime | None = None,
) -> Issue:
    """A request by dana; its labels follow from the events, its creation is put before edits."""
    revisions = (Edit(NOON, a_person(author or "ghost")), *edits) if edits else ()
    return Issue(
        id=1,
        node_id="I_1",
        number=7,
        url="https://github.example/acme/services/issues/7",
        title="New service: billing",
        body="",
        author=a_person(author) if author else None,
        is_open=True,
        created_at=NOON,
        last_edited_at=edits[-1].at if edits else None,
        edits=revisions,
        edits_complete=edits_complete,
        moved_in_at=moved_in_at,
        labels=_left_on(events) if labels is None else labels,
        label_events=events,
        comments=(),
    )


def _left_on(events: tuple[LabelEvent, ...]) -> tuple[Label, ...]:
    on = {event.label.id: event for event in events}
    return tuple(event.label for event in on.values() if event.added)


def a_display(
    seconds: int = 10,
    *,
    read_at: int | None = None,
    templates: Mapping[str, str] = TEMPLATES,
    **answers: Answer,
) -> Display:
    """The status comment shows these answers; `read_at` is the edit that was the last one then."""
    shown = {**ANSWERS, **answers}
    edited_at = None if read_at is None else at(read_at)
    return Display(at(seconds), digest(shown, templates), shown, templates, edited_at)


def a_binding(
    name: str = "approved/platform", label_id: str | None = None, since: int = -3600
) -> Binding:
    return Binding(name, label_id or f"id of {name}", at(since))


MEMBERS = {
    (ORGANISATION, "root"): True,
    (ORGANISATION, "Root"): True,
    ("platform-reviewers", "paula"): True,
    ("platform-reviewers", "peter"): True,
    ("security", "sam"): True,
}


def the_evidence(
    issue: Issue | None = None,
    *,
    displays: tuple[Display, ...] | None = None,
    bindings: tuple[Binding, ...] | None = None,
    members: Mapping[tuple[str, str], bool] = MEMBERS,
    templates: Mapping[str, str] = TEMPLATES,
    **answers: Answer,
) -> Evidence:
    """Shown at 12:00:10 and never changed since, unless told otherwise."""
    now = {**ANSWERS, **answers}
    names = ("approved/platform", "approved/security", "rejected")
    return Evidence(
        issue=issue or an_issue(),
        displays=(a_display(),) if displays is None else displays,
        bindings=tuple(map(a_binding, names)) if bindings is None else bindings,
        members=members,
        digest=digest(now, templates),
        answers=now,
        templates=templates,
    )


def a_rule(*, count: int = 1, reads: frozenset[str] | None = None) -> ApprovalRule:
    """Platform review by the team platform-reviewers or by the user root."""
    role = Role("platform", teams=("platform-reviewers",), users=("root",))
    return ApprovalRule("platform review", "approved/platform", role, count, reads=reads)


def findings_for(evidence: Evidence, rule: ApprovalRule | None = None) -> ApprovalFinding:
    return judge(rule or a_rule(), evidence)


def approvers(evidence: Evidence, rule: ApprovalRule | None = None) -> list[str]:
    """The logins whose labels count."""
    return [person.login for person in findings_for(evidence, rule).given_by]


def objections(evidence: Evidence, rule: ApprovalRule | None = None) -> str:
    """What is said of the labels that do not count."""
    return "\n".join(
        ineffective.sentence for ineffective in findings_for(evidence, rule).ineffective
    )


def the_starter_form() -> Form:
    return read_form((STARTER / ".github/ISSUE_TEMPLATE/new-service.yml").read_text())


def a_policy(text: str | None = None) -> Policy:
    """The starter policy, or the one that `text` states for the starter form."""
    if text is None:
        text = (STARTER / "policy.yml").read_text()
    return read_policy(text, the_starter_form())


def the_facts(
    *services: Service,
    team: Team = OWNER_TEAM,
    now: datetime = NOON,
    teams: tuple[str, ...] | None = None,
    requests_today: int = 1,
    **answers: Answer,
) -> Facts:
    """What is known of the starter form's request; without services its neighbour is known."""
    return Facts(
        {**ANSWERS, **answers},
        a_person("dana"),
        now,
        team,
        catalog=Catalog(services or (LEDGER,)),
        requester_teams=teams,
        requests_today=requests_today,
    )
