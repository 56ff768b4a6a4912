"""Promise 1: the digest is the same for the same request, and differs for every other."""

import json
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.answers import Answers
from app.domain.digest import digest

ANSWERS = st.dictionaries(
    st.text(max_size=3),
    st.one_of(st.text(max_size=3), st.integers(), st.tuples(), st.tuples(st.text(max_size=3))),
    max_size=3,
)
TREES = st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2)


def test_the_digest_is_a_plain_sum_over_documented_text() -> None:
    text = r'{"answers":{"b":["x"],"name":"caf\u00e9","tier":1},"templates":{"p":"t"},"version":1}'

    assert digest({"tier": 1, "name": "café", "b": ("x",)}, {"p": "t"}) == (
        sha256(text.encode()).hexdigest()
    )
    assert json.loads(text)["answers"]["name"] == "café"


def test_the_order_of_answers_does_not_matter() -> None:
    assert digest({"a": "1", "b": "2"}, {}) == digest({"b": "2", "a": "1"}, {})


def test_the_order_within_a_list_matters() -> None:
    assert digest({"a": ("x", "y")}, {}) != digest({"a": ("y", "x")}, {})


def test_texts_that_only_look_alike_differ() -> None:
    assert digest({"a": "caf\u00e9"}, {}) != digest({"a": "cafe\u0301"}, {})


@settings(deadline=None)
@given(ANSWERS, TREES, ANSWERS, TREES)
def test_two_requests_share_a_digest_only_if_they_are_the_same(
    one: Answers, one_trees: dict[str, str], other: Answers, other_trees: dict[str, str]
) -> None:
    same = (one, one_trees) == (other, other_trees)

    assert (digest(one, one_trees) == digest(other, other_trees)) is same


def test_a_number_a_text_and_a_list_never_share_a_digest() -> None:
    assert len({digest({"a": answer}, {}) for answer in (1, "1", ("1",), "", ())}) == 5
