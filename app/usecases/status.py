"""Fills in what the status comment shows, before the decision and during the build."""

from collections.abc import Iterator, Sequence

from app.domain.approvals import ApprovalFinding
from app.domain.plan import HALVES, Plan
from app.domain.policy import people_of, with_owners
from app.domain.progress import CATALOG, CONFIRM, STEPS, StepName
from app.domain.state import State
from app.domain.status import (
    ApprovalNeed,
    Builders,
    Failure,
    StatusView,
    StepState,
    StepView,
    shown_answers,
)
from app.domain.verdict import Status
from app.usecases.build import Build
from app.usecases.case import Case
from app.usecases.decide import Outcome
from app.usecases.halves import built_half, proposed_halves


def decision_view(case: Case, outcome: Outcome, notes: Sequence[str], commit_id: str) -> StatusView:
    """What the comment says while the request is decided; its templates are at `commit_id`."""
    decision, proposal, choice = outcome.decision, outcome.proposal, outcome.choice
    law = case.in_force.law
    veto = law.policy.veto if law else None
    rules = law.policy.templates if law else None
    newer = choice.newer(rules) if choice and rules else ()
    return StatusView(
        state=outcome.state,
        organisation=case.organisation,
        requester=case.requester,
        answers=shown_answers(law.form, outcome.answers) if law else (),
        field_labels={field.id: field.label for field in law.form.fields} if law else {},
        problems=outcome.problems,
        verdict=decision.verdict if decision else None,
        approvals=tuple(_needs(decision.approvals)) if decision else (),
        vetoed_by=(decision.vetoed_by.login,) if decision and decision.vetoed_by else (),
        veto_label=veto.label if veto else None,
        blockers=outcome.blockers,
        digest=proposal.digest if proposal else None,
        template_trees=choice.trees if choice else {},
        newer_templates=newer,
        is_revoked=bool(newer and choice and rules and rules.revocation(choice.trees)),
        halves=tuple(proposed_halves(case, outcome.names, proposal, commit_id))
        if proposal and outcome.names
        else (),
        notes=(*notes, *_older_law(case)),
        expired=outcome.expired,
        builders=_builders(case, outcome),
        policy_url=case.policy_url,
    )


def _builders(case: Case, outcome: Outcome) -> Builders | None:
    if not outcome.offers_build or outcome.rests_on is None:
        return None
    catalog = outcome.rests_on.facts.catalog
    shadow = with_owners(case.law.policy, outcome.answers, catalog).shadow
    return Builders(*people_of(shadow.build_by)) if shadow else None


def build_view(build: Build, waiting: str = "") -> StatusView:
    """What the comment says from the start of the build on."""
    plan, row = build.plan, build.row
    return StatusView(
        state=row.state,
        organisation=build.organisation,
        requester=plan.requester,
        answers=plan.answers_shown,
        verdict=plan.verdict,
        digest=plan.digest,
        template_trees=plan.template_trees,
        halves=tuple(built_half(build, half) for half in HALVES),
        progress=tuple(_progress(build, row.state)),
        failure=Failure(**row.failure) if row.failure else None,
        waiting=waiting,
        notes=tuple(_left_out(build)),
        policy_url=plan.policy_url,
    )


def _older_law(case: Case) -> Iterator[str]:
    """That the newest policy or form does not check, for the admin who wonders what counts."""
    if case.in_force.law and case.in_force.mistakes:
        first = case.in_force.mistakes[0]
        yield f"The newest policy or form has a mistake, so the last good one is in force. {first}"


def _needs(findings: Sequence[ApprovalFinding]) -> Iterator[ApprovalNeed]:
    for finding in findings:
        if finding.verdict.status is Status.SKIPPED:
            continue
        rule = finding.rule
        yield ApprovalNeed(
            rule.name,
            rule.label,
            finding.asked.teams,
            tuple(dict.fromkeys((*finding.asked.users, *finding.delegates))),
            finding.missing,
            tuple(person.login for person in finding.given_by),
            rule.explicit,
            rule.mark,
            finding.passed,
            finding.asks_each,
        )


def _progress(build: Build, state: State) -> Iterator[StepView]:
    """The steps in groups that mean something to a person; the first open one is under way."""
    is_running = True
    for title, steps in _groups(build.plan):
        finished = sum(build.is_finished(step) for step in steps)
        if finished == len(steps):
            yield StepView(title, StepState.DONE)
        elif is_running:
            running = StepState.FAILED if state is State.FAILED else StepState.RUNNING
            sentence = f"{finished} of {len(steps)} done" if finished else ""
            yield StepView(title, running, sentence)
            is_running = False
        else:
            yield StepView(title, StepState.AHEAD)


def _groups(plan: Plan) -> Iterator[tuple[str, list[StepName]]]:
    yield "Check once more that all of this still holds", [CONFIRM]
    yield "Create both repositories", _named("create")
    yield "Push the approved files", _named("push")
    for half in HALVES:
        settings = [
            step for step in STEPS if step.half == half and step.action not in {"create", "push"}
        ]
        yield f"Set up {plan.repositories[half]}", settings
    yield "Enter the service in the catalog", [CATALOG]


def _named(action: str) -> list[StepName]:
    return [step for step in STEPS if step.action == action]


def _left_out(build: Build) -> Iterator[str]:
    """What the organisation's plan does not allow, as the steps found it."""
    for step in build.steps.values():
        if step.result and "left_out" in step.result:
            yield step.result["left_out"]
