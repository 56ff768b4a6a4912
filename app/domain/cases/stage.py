"""What the decision on a policy case rests on, once it was played."""

from dataclasses import dataclass

from app.domain.answers import Answers, Problem
from app.domain.approvals import Evidence
from app.domain.cases.model import STEP, Given, PolicyCase
from app.domain.cases.play import Play, person_of, trees_of
from app.domain.evaluate import Surroundings, evaluate
from app.domain.facts import Catalog, Facts, Team, TemplateFacts
from app.domain.form import Form
from app.domain.names import taken_by_service
from app.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Staged:
    """All that the decision on a case rests on; without `problems` it can be decided."""

    facts: Facts
    evidence: Evidence
    surroundings: Surroundings
    problems: tuple[Problem, ...]


def stage(case: PolicyCase, form: Form, policy: Policy) -> Staged:
    """The request is filed a minute before the first step; each is seen before the next one."""
    given = case.given
    first = case.steps[0].at if case.steps else given.now
    play = Play(form, given, first - STEP)
    staged = _staged(given, play, policy)
    for step in case.steps:
        play.offers_build(is_on_offer=_is_on_offer(staged, policy))
        play.goes_on(step)
        staged = _staged(given, play, policy)
    return staged


def _is_on_offer(staged: Staged, policy: Policy) -> bool:
    """Whether Slipway, which looked after the last step, has somebody start the build."""
    if policy.shadow is None or staged.problems:
        return False
    decision = evaluate(policy, staged.facts, staged.evidence, staged.surroundings)
    return decision.offers_build


def _staged(given: Given, play: Play, policy: Policy) -> Staged:
    answers = play.reading.answers
    template = str(answers.get("template", ""))
    offered = (template,) if given.templates is None else given.templates
    return Staged(
        _facts(given, answers),
        play.evidence(policy, answers),
        Surroundings(
            str(answers.get("owner", "")).lower() in given.teams,
            {one.name: taken_by_service(one.name, one.owner) for one in given.catalog},
            frozenset(offered),
        ),
        play.reading.problems,
    )


def _facts(given: Given, answers: Answers) -> Facts:
    catalog, owner = Catalog(given.catalog), str(answers.get("owner", ""))
    services = given.team.services
    in_catalog = len(catalog.owned_by(owner))
    return Facts(
        answers=answers,
        requester=person_of(given.requester),
        now=given.now,
        team=Team(in_catalog if services is None else services, given.team.open_requests or 0),
        template=_template(given, answers),
        catalog=catalog,
        requester_teams=tuple(
            team for team, people in given.teams.items() if given.requester.lower() in people
        ),
        requests_today=given.requests_today,
    )


def _template(given: Given, answers: Answers) -> TemplateFacts:
    """It is new, unless the case says which trees it has, or that they are not the newest."""
    trees = trees_of(given, answers)
    newer = {name: f"newer {tree}" for name, tree in trees.items()}
    return TemplateFacts(
        given.newest_template,
        pinned=bool(given.template_trees) or not given.newest_template,
        trees=trees,
        on_offer=trees if given.newest_template else newer,
    )
