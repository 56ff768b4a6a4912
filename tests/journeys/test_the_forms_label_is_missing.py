"""Requests filed with a form whose label the control repository lacks, which no form tells."""

import requests as http

from app.domain.state import State
from tests.journeys.acme import Acme
from tests.journeys.form import ANSWERS, CONTROL
from tests.journeys.request import Request

LABEL = f"{CONTROL}/labels/service-request"
SET_LABELS = "/repos/{owner}/{repo}/issues/{issue_number}/labels"


def test_all_requests_that_were_filed_before_the_label_was_made_are_requests(
    busy_acme: Acme,
) -> None:
    _has_no_label(busy_acme)
    requests = [_is_filed(busy_acme, name) for name in ("first", "second")]
    busy_acme.waits()

    busy_acme.settles()

    assert [one.state for one in requests] == [State.AWAITING_APPROVAL] * 2
    assert all("service-request" in one.labels for one in requests)


def test_a_label_that_was_made_and_could_not_be_set_is_set_later(busy_acme: Acme) -> None:
    _has_no_label(busy_acme)
    request = _is_filed(busy_acme, "unlabelled")
    busy_acme.controls("faults", method="POST", route=SET_LABELS, status=502, times=1)

    busy_acme.settles()

    assert request.state is State.AWAITING_APPROVAL
    assert "service-request" in request.labels


def test_an_issue_with_the_forms_answers_and_without_its_label_is_no_request(
    busy_acme: Acme,
) -> None:
    text = busy_acme.files(name="copied").issue["body"].replace("copied", "by-hand")
    busy_acme.waits()
    order = {"title": "New service", "body": text}

    issue = busy_acme.does("dana", "POST", f"{CONTROL}/issues", order)
    busy_acme.settles()

    request = Request(busy_acme, issue["number"])
    assert request.labels == set()
    assert request.comments == []


def _has_no_label(acme: Acme) -> None:
    acme.does("ada", "DELETE", LABEL)
    acme.settles()


def _is_filed(acme: Acme, name: str) -> Request:
    """Filled in and submitted, and nothing more."""
    url = f"{acme.sandbox.url}/_sandbox/form/acme/services/new-service.yml"
    order = {"as": "dana", "title": "New service", "answers": ANSWERS | {"name": name}}
    filed = http.post(url, json=order, timeout=10)
    assert filed.ok, filed.text
    return Request(acme, filed.json()["number"])
