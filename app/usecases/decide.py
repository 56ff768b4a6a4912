"""Decides where a request stands, from what GitHub shows now and what was seen before."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.domain.answers import Answers, Problem
from app.domain.approvals import Evidence, people_to_ask, untold
from app.domain.digest import digest
from app.domain.evaluate import Decision, Surroundings, evaluate, standing
from app.domain.facts import Fact
from app.domain.form import read_answers
from app.domain.github_names import is_team_slug
from app.domain.names import PairNames, name_faults, pair_names
from app.domain.policy import with_owners
from app.domain.replay import CaseFacts
from app.domain.state import State
from app.domain.verdict import Status
from app.github.errors import Incomplete, Refusal
from app.github.requests import READ_ROUTE
from app.templates.faults import AnswersRefused, RoomFault, TemplateFault
from app.usecases.case import Case
from app.usecases.displays import History
from app.usecases.facts import gather
from app.usecases.proposal import Proposal, propose
from app.usecases.renewals import renewals
from app.usecases.roll import Roll, suspended
from app.usecases.survey import Ground, ground, taken_names
from app.usecases.template_choice import TemplateChoice, choose
from app.usecases.vetoes import heard
from app.usecases.withdrawals import withdrawals

_RENDERINGS_REPEATED = 2
"""How often a rendering that had to be stopped is tried again before people hear of it."""

_EVENTS_AWAITED = 4
"""How often an event that is late is waited for, half a minute in all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided. Only what the state rests on is there: a refused name has no proposal.

    `expired` says why the clock closed it, in a sentence.
    """

    state: State
    answers: Answers = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    blockers: tuple[str, ...] = ()
    decision: Decision | None = None
    names: PairNames | None = None
    proposal: Proposal | None = None
    choice: TemplateChoice | None = None
    ground: Ground | None = None
    rests_on: CaseFacts | None = None
    expired: str = ""

    @property
    def offers_build(self) -> bool:
        """Whether it would be built if somebody started that, as shadow mode asks."""
        can_be_built = self.state is State.WAITING and self.proposal is not None
        return can_be_built and self.decision is not None and self.decision.offers_build


def decide(case: Case, history: History, *, afresh: bool) -> Outcome:
    """Decide a request. `afresh` asks all of GitHub again, as must be done before building."""
    if case.in_force.law is None:
        blockers = tuple(str(mistake) for mistake in case.in_force.mistakes)
        return Outcome(State.BLOCKED, blockers=blockers)
    _await_events(case)
    reading = read_answers(case.law.form, case.issue.body)
    if reading.problems:
        problems = (*reading.problems, *_name_problems(case, reading.answers))
        return Outcome(State.NEEDS_CORRECTION, reading.answers, problems)
    return _decide_answers(case, history, reading.answers, afresh=afresh)


def _await_events(case: Case) -> None:
    """Decide nothing while GitHub's events lag behind its labels. Raises Incomplete.

    Not for ever: what is not told by then counts as what nobody did.
    """
    if case.row.failures >= _EVENTS_AWAITED:
        return
    label = untold(case.law.policy, case.issue, case.control.labels)
    if label is not None:
        raise Incomplete(Refusal(READ_ROUTE), f"the last change of the label {label.name}")


def _name_problems(case: Case, answers: Answers) -> tuple[Problem, ...]:
    """What the policy will say of the name, told together with what cannot be read."""
    if not answers.get("name"):
        return ()
    faults = name_faults(case.law.policy, str(answers["name"]))
    return tuple(Problem(_label(case, "name"), fault) for fault in faults)


def _label(case: Case, name: str) -> str:
    """What the form calls the field of this id, which every form has."""
    return next(field.label for field in case.law.form.fields if field.id == name)


def _decide_answers(case: Case, history: History, answers: Answers, *, afresh: bool) -> Outcome:
    policy = case.law.policy
    name, owner = str(answers["name"]), str(answers["owner"])
    names = None if name_faults(policy, name) else pair_names(policy, name)
    choice = choose(case, str(answers["template"]))
    try:
        proposal, offered, blockers = _to_build(case, answers, names, choice)
    except AnswersRefused as refused:
        problem = Problem(_label(case, "template"), refused.message)
        return Outcome(State.NEEDS_CORRECTION, answers, (problem,))
    facts = gather(case, answers, choice.facts)
    seen = (display.answers for display in history.displays())
    policy = with_owners(policy, answers, facts.catalog, seen)
    wanted = people_to_ask(policy, case.issue, history.bindings(), owner)
    roll = Roll(case, wanted, policy.reads(Fact.REQUESTER_TEAMS))
    facts = replace(facts, requester_teams=roll.teams_of_requester())
    around = ground(case, owner, names, roll, afresh=afresh)
    taken: Mapping[str, str] = taken_names(case, around, names) if names else {}
    rests_on = CaseFacts(
        case.issue.number,
        case.issue.body,
        facts,
        _evidence(case, history, answers, choice.trees, roll, afresh=afresh),
        Surroundings(around.owner_exists, taken, offered),
    )
    decision = evaluate(policy, facts, rests_on.evidence, rests_on.surroundings)
    if around.protection.status is not Status.SATISFIED:
        blockers = (*blockers, *_open_points(around))
    state, blockers = standing(decision, blockers, can_be_built=proposal is not None)
    return Outcome(
        state,
        answers,
        blockers=blockers,
        decision=decision,
        names=names,
        proposal=proposal,
        choice=choice,
        ground=around,
        rests_on=rests_on,
    )


def _to_build(
    case: Case, answers: Answers, names: PairNames | None, choice: TemplateChoice
) -> tuple[Proposal | None, frozenset[str], tuple[str, ...]]:
    """What would be built, the templates on offer, and what an admin has to mend in one.

    Raises AnswersRefused where the template does not take the answers.
    """
    offered = choice.offered
    # Its trees are pinned: what became of the template since does not concern this request.
    fault: TemplateFault | RoomFault | None = None if choice.pinned else choice.fault
    if choice.pinned or fault:
        offered |= {choice.template}
    can_be_shown = choice.trees and not choice.is_withheld(case.law.policy.templates)
    proposal: Proposal | None = None
    if can_be_shown and names and is_team_slug(str(answers["owner"])):
        proposal, fault = _proposed(case, answers, names, choice.trees)
    if fault is None:
        return proposal, offered, ()
    # The template's author has to act, not the requester.
    return proposal, offered, (f"The template cannot be used. {fault}",)


def _proposed(
    case: Case, answers: Answers, names: PairNames, trees: Mapping[str, str]
) -> tuple[Proposal | None, TemplateFault | RoomFault | None]:
    """What would be built, or what keeps the template from being used."""
    try:
        return propose(case, answers, names, trees), None
    except AnswersRefused:
        raise
    except TemplateFault as fault:
        return None, fault
    except RoomFault as fault:
        # A machine that was busy for a moment may be to blame; a loop without end stays one.
        if case.row.failures < _RENDERINGS_REPEATED:
            raise
        return None, fault


def _evidence(
    case: Case,
    history: History,
    answers: Answers,
    trees: Mapping[str, str],
    roll: Roll,
    *,
    afresh: bool,
) -> Evidence:
    members = roll.memberships()
    gone = suspended(case, members, afresh=afresh)
    return Evidence(
        issue=case.issue,
        displays=history.displays(),
        bindings=history.bindings(),
        members={pair: is_in and pair[1].lower() not in gone for pair, is_in in members.items()},
        digest=digest(answers, trees) if trees else "",
        answers=answers,
        templates=trees,
        suspended=gone,
        withdrawals=withdrawals(case),
        heard=heard(case),
        renewals=renewals(case),
    )


def _open_points(around: Ground) -> tuple[str, ...]:
    return tuple(
        point.sentence
        for point in around.protection.children
        if point.status is not Status.SATISFIED
    )
