"""Answers at a gate: of people who review, of admins who bypass it, and of Apps that are asked."""

from collections.abc import Iterable, Iterator

from sandbox.acts.runner.progress import settle
from sandbox.acts.runner.telling import Stage
from sandbox.errors import ApiError
from sandbox.shapes.review import answered
from sandbox.world.apps import App
from sandbox.world.environments import CustomRule
from sandbox.world.gates import Gate, Report, Review
from sandbox.world.issues import Actor
from sandbox.world.people import Account, Role, Team
from sandbox.world.repositories import Repository
from sandbox.world.roles import role_in
from sandbox.world.runs import Job, Run
from sandbox.world.state import World

MOST_REPORTS = 10
LONGEST_REPORT = 1024
APPROVED = "approved"


def may_review(where: Repository, run: Run, gate: Gate, who: Account) -> bool:
    """Whether one of the required reviewers is this person, or a team of theirs."""
    if gate.prevents_self_review and run.attempt.actor.account is who:
        return False
    return any(
        who is one or (isinstance(one, Team) and who.login.lower() in where.owner.members_of(one))
        for one in gate.reviewers
    )


def may_bypass(where: Repository, gate: Gate, who: Account) -> bool:
    """Admins may, unless the environment forbids it."""
    return gate.environment.admins_bypass and role_in(where, who) >= Role.ADMIN


def review(
    world: World,
    where: Repository,
    run: Run,
    who: Account,
    environment_ids: Iterable[int],
    state: str,
    comment: str,
) -> list[Job]:
    """Answer for the jobs that wait for these environments; 403 for who may not.

    An admin who is no reviewer lets the jobs pass every rule. What GitHub answers to others is
    unconfirmed.
    """
    wanted = set(environment_ids)
    found = [(job, gate) for job, gate in run.gates() if gate.environment.id in wanted]
    if not wanted or wanted - {gate.environment.id for _, gate in found}:
        raise _nothing_waits()
    if not all(
        may_review(where, run, gate, who) or may_bypass(where, gate, who) for _, gate in found
    ):
        raise ApiError(403, "You are not a required reviewer of these environments.")
    now = world.now()
    for _, gate in found:
        if state != APPROVED:
            gate.rejected_at = now
        elif may_review(where, run, gate, who):
            gate.approved_at = now
        else:
            gate.bypassed_at = now
    environments = tuple(dict.fromkeys(gate.environment for _, gate in found))
    run.reviews.append(Review(environments, state, who, comment, now))
    said = answered(world, where, run, found, who, comment)
    Stage(world, where, run).tell_review(state, Actor(who), said)
    settle(world, where)
    return [job for job, _ in found]


def answer(
    world: World, where: Repository, run: Run, app: App, name: str, state: str | None, comment: str
) -> None:
    """An App's answer for an environment, or its report when it names no state.

    What GitHub says to an answer that comes late or twice is unconfirmed, and so is whether one
    answer is for all jobs that wait for the environment: here it is.
    """
    rules = [(gate, rule.id) for gate, rule in _rules(run, app, name)]
    if not rules:
        raise _refused(where, app, name)
    now = world.now()
    if state is None:
        _report([gate for gate, _ in rules], Report(app.id, comment, now))
        return
    for gate, number in rules:
        if number in gate.answers:
            raise ApiError(422, "The deployment protection rule has been reviewed already.")
    for gate, number in rules:
        if state == APPROVED:
            gate.answers[number] = now
        else:
            gate.rejected_at = now
    environment = rules[0][0].environment
    run.reviews.append(Review((environment,), state, app.bot, comment, now))
    settle(world, where)


def _rules(run: Run, app: App, name: str) -> Iterator[tuple[Gate, CustomRule]]:
    """What waits for this App before that environment."""
    for _, gate in run.gates():
        if gate.environment.name.lower() == name.lower():
            yield from ((gate, rule) for rule in gate.rules if rule.app is app)


def _report(gates: list[Gate], report: Report) -> None:
    if not report.comment or len(report.comment) > LONGEST_REPORT:
        raise ApiError(422, f"A status report has 1 to {LONGEST_REPORT} characters.")
    for gate in gates:
        if sum(1 for one in gate.reports if one.app_id == report.app_id) >= MOST_REPORTS:
            raise ApiError(422, f"A rule can report its status at most {MOST_REPORTS} times.")
    for gate in gates:
        gate.reports.append(report)


def _refused(where: Repository, app: App, name: str) -> ApiError:
    """403 for a rule that is not the App's own, else there is nothing to answer."""
    environment = where.environments.get(name.lower())
    if environment is None:
        return ApiError(404, "Not Found")
    if not any(rule.app is app for rule in environment.custom_rules.values()):
        return ApiError(403, "Resource not accessible by integration")
    return _nothing_waits()


def _nothing_waits() -> ApiError:
    return ApiError(422, "There are no pending deployment requests to approve or reject")
