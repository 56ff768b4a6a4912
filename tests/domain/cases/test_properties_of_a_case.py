"""A case may say which custom properties a request comes to."""

import pytest

from tests.domain.cases.played import POLICY, played

SETTINGS = """repositories:
  properties:
    tier: "T{request.tier}"
    marks: ["{request.data}", "{request.exposure}"]
    store: "{request.data_store}"
  tests: {properties: {tier: none}}
"""


def told(expected: str) -> list[str]:
    """The differences of a case that expects these properties."""
    run = played(f"expect: {{properties: {expected}}}", policy=POLICY + SETTINGS)
    assert run.mistakes == ()
    [result] = run.results
    return [f"{one.what}: {one.expected}, not {one.got}" for one in result.differences]


def mistakes(expected: str) -> list[str]:
    run = played(f"expect: {{properties: {expected}}}", policy=POLICY + SETTINGS)
    return [str(one) for one in run.mistakes]


def test_what_the_service_gets_is_as_expected() -> None:
    assert told("{tier: T2, marks: [nothing, internal], store: null}") == []


@pytest.mark.parametrize(
    ("expected", "difference"),
    [
        ("{tier: T1}", "property tier: T1, not T2"),
        ("{tier: null}", "property tier: nothing, not T2"),
        ("{store: pg}", "property store: pg, not nothing"),
        ("{marks: [internal]}", "property marks: internal, not nothing, internal"),
    ],
)
def test_what_it_gets_otherwise_is_told(expected: str, difference: str) -> None:
    assert told(expected) == [difference]


def test_a_property_that_the_policy_does_not_set_is_a_mistake() -> None:
    (mistake,) = mistakes("{teir: T2}")

    assert "The policy sets no property `teir`; did you mean `tier`." in mistake


def test_answers_that_cannot_be_read_come_to_no_property() -> None:
    case = "answers: {name: ''}\nexpect: {properties: {tier: T2}}"

    [result] = played(case, policy=POLICY + SETTINGS).results

    assert [one.what for one in result.differences] == ["property tier"]
