"""Acme with a Slipway that takes the time to check templates."""

import pytest

from app.usecases.template_judging import TemplateJudge
from tests.journeys.acme import Acme

JUDGE = TemplateJudge()
"""One for all tests: it knows the starter templates after the first."""


@pytest.fixture
def acme(acme: Acme) -> Acme:
    return acme.with_bench(template_judge=JUDGE)


@pytest.fixture(scope="module")
def busy_acme(busy_acme: Acme) -> Acme:
    return busy_acme.with_bench(template_judge=JUDGE)
