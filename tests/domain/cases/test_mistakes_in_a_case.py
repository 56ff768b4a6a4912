"""Whatever a file of cases cannot mean is a mistake at its line and column."""

import pytest

from app.domain.cases import run_cases
from tests.domain.cases.played import POLICY, mistakes
from tests.domain.review.reviewed import FORM

EXPECT = "\nexpect: {state: building}"
ONE_OF = (
    "A step is one of `label`, `unlabel`, `edit`, `approve`, `withdraw`, `break_glass` and `build`."
)


@pytest.mark.parametrize(
    ("case", "found"),
    [
        ("answers: {nmae: x}" + EXPECT, "1:21: The form has no field `nmae`; did you mean `name`."),
        (
            "answers: {name: {a: b}}" + EXPECT,
            "1:21: The answer to `name` must be a text or a list of texts.",
        ),
        ("requester: a b" + EXPECT, "1:16: `a b` is no login; write it without the @."),
        ("teams: {'Pay Ments': [dana]}" + EXPECT, "1:26: `Pay Ments` is no team's slug."),
        (
            "now: soon" + EXPECT,
            "1:10: `now` must be a date or time such as `2026-12-20 18:00`.",
        ),
        ("catalog: [{name: x}]" + EXPECT, "1:15: The service has no `owner`."),
        (
            "catalog: [{name: x, owner: y, team: z}]" + EXPECT,
            "1:35: A service has no key `team`; did you mean `system`.",
        ),
        (
            "team: {services: many}" + EXPECT,
            "1:22: `services` must be a whole number from 0 to 100,000.",
        ),
        (
            "requests_today: -1" + EXPECT,
            "1:21: `requests_today` must be a whole number from 0 to 100,000.",
        ),
        ("newest_template: maybe" + EXPECT, "1:22: `newest_template` must be `true` or `false`."),
        (
            "steps: [{label: aproved/platform, by: paula}]" + EXPECT,
            "1:21: The policy has no label `aproved/platform`; did you mean `approved/platform`.",
        ),
        ("steps: [{label: rejected}]" + EXPECT, "1:13: The step does not say `by` whom."),
        (
            "steps: [{label: rejected, unlabel: rejected, by: sam}]" + EXPECT,
            f"1:13: {ONE_OF}",
        ),
        ("steps: [{by: sam}]" + EXPECT, f"1:13: {ONE_OF}"),
        ("steps: [{approve: shown}]" + EXPECT, "1:13: The step does not say `by` whom."),
        (
            "steps: [{approve: showed, by: sam}]" + EXPECT,
            "1:23: `approve` cannot be `showed`; did you mean `shown`.",
        ),
        (
            "steps: [{withdraw: false, by: sam}]" + EXPECT,
            "1:24: `withdraw` must be `true`; leave the step out instead.",
        ),
        (
            "now: 2026-03-02\nsteps: [{withdraw: true, by: sam, at: 2026-03-02}]" + EXPECT,
            "2:43: The step must come a minute or more before the next one, and before `now`.",
        ),
        (
            "expect: {}",
            "1:13: `expect` says nothing; name a `state`, `rules`, `says` or `properties`.",
        ),
        (
            "expect: {state: bilding}",
            "1:21: `state` cannot be `bilding`; did you mean `building`.",
        ),
        (
            "expect: {rules: {name: refuse}}",
            "1:28: The status of `name` cannot be `refuse`; did you mean `refused`.",
        ),
        (
            "expects: {state: building}",
            "1:5: The case has no key `expects`; did you mean `expect`.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(case: str, found: str) -> None:
    assert found in mistakes(case)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("cases: [{name: a, expect: {state: building}}]", "does not say its `version`"),
        ("version: 2\ncases: []", "reads cases of `version: 1`"),
        ("version: 1", "There is no case"),
        ("version: 1\ncases: [{expect: {state: building}}]", "The case has no `name`."),
        ("version: 1\ncases: [{name: a}]", "The case has no `expect`."),
        (
            "version: 1\ncases:\n" + "  - {name: a, expect: {state: building}}\n" * 2,
            "Two cases are named `a`; rename one.",
        ),
        (
            "version: 1\ncases:\n"
            + "".join(f"  - {{name: a{n}, expect: {{state: building}}}}\n" for n in range(501)),
            "There are more than 500 cases",
        ),
        ("version: 1\ngiven: &all {}", "Anchors"),
    ],
)
def test_a_file_that_is_none_of_cases_is_refused(source: str, sentence: str) -> None:
    run = run_cases(POLICY, FORM, {"cases.yml": source})

    assert any(sentence in one.sentence for one in run.mistakes)
    assert run.results == ()
