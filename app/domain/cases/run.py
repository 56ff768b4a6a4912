"""Decides policy cases, and tells where something else came of them than they expect."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.cases.model import Expectation, Place, PolicyCase
from app.domain.cases.properties import unlike_properties
from app.domain.cases.read import read_cases
from app.domain.cases.stage import stage
from app.domain.evaluate import evaluate, standing
from app.domain.facts import Facts
from app.domain.form import Form
from app.domain.law import Law, law_of
from app.domain.mistakes import FileMistakes, Mistake
from app.domain.policy import Policy
from app.domain.policy.values import did_you_mean
from app.domain.state import State
from app.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` is `state`, a rule or a property; `why` is the sentence of what came of it."""

    what: str
    expected: str
    got: str
    why: str


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case: its state and verdict, None where the answers cannot be read."""

    name: str
    place: Place
    state: State
    verdict: Verdict | None
    differences: tuple[Difference, ...]

    @property
    def is_as_expected(self) -> bool:
        """Whether it came to what it should."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class CasesRun:
    """What came of some files: `mistakes` in them, or in the policy or form, leave cases out."""

    results: tuple[CaseResult, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def is_as_expected(self) -> bool:
        """Whether every case could be read and came to what it should."""
        return not self.mistakes and all(one.is_as_expected for one in self.results)


def run_cases(policy: str, form: str, files: Mapping[str, str]) -> CasesRun:
    """Decide all cases under these texts of policy and form; `files` maps paths to texts."""
    try:
        law = law_of(policy, form)
    except FileMistakes as error:
        return CasesRun(mistakes=error.mistakes)
    return decide_cases(law, files)


def decide_cases(law: Law, files: Mapping[str, str]) -> CasesRun:
    """Decide all cases under this law; `files` maps paths to texts."""
    results: list[CaseResult] = []
    mistakes: list[Mistake] = []
    for path, source in files.items():
        try:
            cases = read_cases(path, source, law.form, law.policy)
        except FileMistakes as error:
            mistakes += error.mistakes
        else:
            results += (decide_case(case, law.form, law.policy) for case in cases)
    return CasesRun(tuple(results), tuple(mistakes))


def decide_case(case: PolicyCase, form: Form, policy: Policy) -> CaseResult:
    """Play one case and decide it."""
    staged = stage(case, form, policy)
    if staged.problems:
        why = " ".join(f"{one.field}: {one.sentence}" for one in staged.problems)
        found = tuple(_of_unreadable(case.expect, why))
        return CaseResult(case.name, case.place, State.NEEDS_CORRECTION, None, found)
    decision = evaluate(policy, staged.facts, staged.evidence, staged.surroundings)
    state, _ = standing(decision)
    found = (
        *_of_state(case.expect, state, decision.verdict.sentence),
        *_of_rules(case.expect, decision.verdict),
        *_of_sentences(case.expect, decision.verdict),
        *_of_properties(case.expect, policy, staged.facts),
    )
    return CaseResult(case.name, case.place, state, decision.verdict, found)


def _of_unreadable(expect: Expectation, why: str) -> Iterator[Difference]:
    yield from _of_state(expect, State.NEEDS_CORRECTION, why)
    for rule, status in expect.rules.items():
        yield Difference(rule, status, "nothing", why)
    for rule, part in expect.says.items():
        yield Difference(rule, f"a sentence with “{part}”", "nothing", why)
    for name in expect.properties:
        yield Difference(f"property {name}", "looked at", "nothing", why)


def _of_state(expect: Expectation, state: State, why: str) -> Iterator[Difference]:
    if expect.state is not None and expect.state is not state:
        yield Difference("state", expect.state, state, why)


def _of_rules(expect: Expectation, verdict: Verdict) -> Iterator[Difference]:
    for rule, status in expect.rules.items():
        nodes = _nodes(verdict, rule)
        if len(nodes) != 1:
            yield _unclear(verdict, rule, status, nodes)
        elif nodes[0].status is not status:
            yield Difference(rule, status, nodes[0].status, nodes[0].sentence)


def _of_sentences(expect: Expectation, verdict: Verdict) -> Iterator[Difference]:
    for rule, part in expect.says.items():
        nodes, expected = _nodes(verdict, rule), f"a sentence with “{part}”"
        if len(nodes) != 1:
            yield _unclear(verdict, rule, expected, nodes)
        elif part not in nodes[0].sentence:
            yield Difference(rule, expected, "another one", nodes[0].sentence)


def _of_properties(expect: Expectation, policy: Policy, facts: Facts) -> Iterator[Difference]:
    why = "This is what `repositories.properties` comes to."
    for what, expected, got in unlike_properties(expect.properties, policy, facts):
        yield Difference(what, expected, got, why)


def _nodes(verdict: Verdict, rule: str) -> list[Verdict]:
    """The nodes that `rule` can mean: by name, or by the name above it, `/` and its own."""
    return [node for path, node in _paths(verdict) if rule in {node.rule, path}]


def _paths(verdict: Verdict) -> Iterator[tuple[str, Verdict]]:
    for node in verdict.walk():
        yield from ((f"{node.rule}/{child.rule}", child) for child in node.children)


def _unclear(verdict: Verdict, rule: str, expected: str, nodes: list[Verdict]) -> Difference:
    if nodes:
        paths = " or ".join(f"`{path}`" for path, node in _paths(verdict) if node in nodes)
        return Difference(rule, expected, "several", f"More than one is called so: write {paths}.")
    names = tuple(node.rule for _, node in _paths(verdict))
    return Difference(
        rule, expected, "nothing", f"There is no such rule{did_you_mean(rule, names)}."
    )
