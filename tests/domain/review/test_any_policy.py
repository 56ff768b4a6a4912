"""Whatever stands in policy.yml is reviewed, soon; what is certain is so of every request."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.cel import Outcome, compile_condition
from app.domain.facts import fact_types
from app.domain.review.outcomes import only_outcome
from app.domain.review.review import MOST_WARNINGS
from tests.domain.build import STARTER, the_facts, the_starter_form
from tests.domain.review.reviewed import APPROVALS, HEAD, reviewed

POLICY = (STARTER / "policy.yml").read_text(encoding="utf-8")
FORM = the_starter_form()
OPTIONS = {field.id: field.options for field in FORM.fields if field.options}
ATOMS = st.sampled_from(
    [
        *(f"request.tier {sign} {tier}" for sign in ("==", "<", ">=") for tier in (0, 1, 3, 4)),
        *('request.data == "payment"', 'request.data in ["nothing", "internal"]'),
        *('request.exposure != "public"', 'request.exposure == "nowhere"'),
        *("template.newest", "team.services > 2", 'request.data_store == ""'),
        *("10 / (request.tier - 2) > 0", 'catalog.has("ledger")', "true", "false"),
    ]
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(lambda one: f"!({one})"),
        st.tuples(inner, st.sampled_from(["&&", "||"]), inner).map(lambda it: f"({' '.join(it)})"),
    ),
    max_leaves=5,
)


@settings(deadline=None, max_examples=60)
@given(
    CONDITIONS,
    st.sampled_from([int(one) for one in OPTIONS["tier"]]),
    st.sampled_from(OPTIONS["data"]),
    st.sampled_from(OPTIONS["exposure"]),
)
def test_what_is_certain_is_so_of_every_request(
    source: str, tier: int, data: str, exposure: str
) -> None:
    condition = compile_condition(source, fact_types(FORM))
    facts = the_facts(tier=tier, data=data, exposure=exposure).by_name()

    certain = only_outcome(condition, FORM, frozenset())

    assert certain is None or condition.evaluate(facts) is certain


def test_certainty_is_found_at_all() -> None:
    types = fact_types(FORM)

    found = [
        only_outcome(compile_condition(source, types), FORM, frozenset())
        for source in ("request.tier < 4 || team.services > 2", "request.tier < 1", "true")
    ]

    assert found == [Outcome.TRUE, Outcome.FALSE, Outcome.TRUE]


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["{}", "[]", "~", "'", "\t", ": ", "- ", "|", ">", "\n", "é", "\U0001f600"]),
    st.integers(0, len(POLICY)),
    st.integers(0, 20),
)
def test_a_damaged_policy_is_reviewed(bit: str, start: int, length: int) -> None:
    found = reviewed(POLICY[:start] + bit + POLICY[start + length :])

    places = [(one.line, one.column) for one in (*found.mistakes, *found.warnings)]
    assert all(line >= 0 and column >= 0 for line, column in places)


def test_a_policy_of_a_hundred_long_rules_is_reviewed_in_a_moment() -> None:
    longest = " || ".join(
        f'request.data == "x{n}" && request.exposure == "y" && request.tier > 3' for n in range(25)
    )
    rules = "".join(f"  - {{name: n{n}, when: '{longest}', say: No.}}\n" for n in range(100))

    started = time.process_time()
    found = reviewed(f"{HEAD}{APPROVALS}refuse:\n{rules}")

    assert len(found.warnings) == MOST_WARNINGS
    assert time.process_time() - started < 20
