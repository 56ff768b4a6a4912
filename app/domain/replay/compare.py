"""What becomes of a request under one policy and under another, and where they differ."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.answers import Answers
from app.domain.approvals import people_to_ask
from app.domain.evaluate import evaluate, standing
from app.domain.facts import Catalog
from app.domain.form import Reading
from app.domain.policy import Policy, with_owners
from app.domain.replay.facts import CaseFacts
from app.domain.state import State
from app.domain.verdict import Status, Verdict


@dataclass(frozen=True, slots=True)
class Replayed:
    """One request under one policy.

    `unknown` are the memberships that this policy turns on and nobody asked about at the time,
    as (team, login): they count as not given.
    """

    state: State
    verdict: Verdict
    unknown: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """A request that two policies decide differently; `rules` names the nodes that differ."""

    issue_number: int
    name: str
    before: Replayed
    after: Replayed
    rules: tuple[str, ...]


def replay(reading: Reading, policy: Policy, case: CaseFacts, catalog: Catalog) -> Replayed:
    """Decide a request again, by its text as a form reads it.

    `catalog` is that of the time, without what came later.
    """
    if reading.problems:
        said = " ".join(f"{one.field or 'text'}: {one.sentence}" for one in reading.problems)
        return Replayed(State.NEEDS_CORRECTION, _unreadable(said))
    answers = reading.answers
    seen = (display.answers for display in case.evidence.displays)
    policy = with_owners(policy, answers, catalog, seen)
    facts = replace(case.facts, answers=answers, catalog=catalog)
    evidence = replace(case.evidence, answers=answers)
    decision = evaluate(policy, facts, evidence, case.surroundings)
    state, _ = standing(decision, (), can_be_built=True)
    return Replayed(state, decision.verdict, _unknown(policy, case, answers))


def compare(case: CaseFacts, before: Replayed, after: Replayed) -> Change | None:
    """How the second differs from the first; None if each rule says the same."""
    rules = tuple(_differing(before.verdict, after.verdict))
    if before.state is after.state and not rules:
        return None
    name = case.facts.answers.get("name", "")
    return Change(case.issue_number, str(name), before, after, rules)


def _unknown(policy: Policy, case: CaseFacts, answers: Answers) -> frozenset[tuple[str, str]]:
    evidence = case.evidence
    owner = str(answers.get("owner", ""))
    asked = people_to_ask(policy, evidence.issue, evidence.bindings, owner)
    return frozenset(asked - evidence.members.keys())


def _unreadable(said: str) -> Verdict:
    return Verdict("request", Status.REFUSED, said)


def _differing(before: Verdict, after: Verdict) -> Iterator[str]:
    """The rules at the ends of both trees whose status is not the same, or that one lacks."""
    then, now = _leaves(before), _leaves(after)
    for rule in dict.fromkeys((*then, *now)):
        if then.get(rule) != now.get(rule):
            yield rule


def _leaves(verdict: Verdict) -> dict[str, str]:
    return {node.rule: node.status for node in verdict.walk() if not node.children}
