"""A browser for the sandbox's pages, and a repository with a form."""

from typing import Any

import pytest
import requests

from sandbox import RunningSandbox
from tests.sandbox.pages.page import Page

PATIENCE = 10

FORM = """
name: New service
description: Ask for a service.
title: "New service: "
labels: [service-request, nowhere-to-be-found]
body:
  - type: markdown
    attributes: {value: Please be brief.}
  - type: input
    id: name
    attributes: {label: Service name, description: Small letters.}
    validations: {required: true}
  - type: textarea
    id: description
    attributes: {label: What does it do?}
  - type: textarea
    id: example
    attributes: {label: Example, render: python}
  - type: dropdown
    id: tier
    attributes: {label: Tier, options: ["1", "2", "3"], default: 1}
  - type: dropdown
    id: exposure
    attributes: {label: Exposure, options: [internal, public]}
  - type: dropdown
    id: regions
    attributes: {label: Regions, multiple: true, options: [eu, us, asia]}
  - type: checkboxes
    id: promises
    attributes:
      label: Promises
      options:
        - {label: We run it, required: true}
        - {label: We answer at night}
"""


class Browser:
    """A person at the pages; every click brings the Origin that browsers send."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        self.status = 0
        self.path = "/"

    def opens(self, path: str) -> Page:
        return self._read(self.session.get(self.url + path, timeout=PATIENCE))

    def posts(self, path: str, fields: Any, origin: str | None = None) -> Page:
        headers = {"Origin": origin or self.url, "Referer": self.url + self.path}
        url = self.url + path
        return self._read(self.session.post(url, fields, headers=headers, timeout=PATIENCE))

    def presses(self, page: Page, button: str, **typed: str | list[str]) -> Page:
        """Type into the form with that button and press it; dots in names are written `__`."""
        form, (name, value, _) = page.form(button)
        fields = form.filled({key.replace("__", "."): one for key, one in typed.items()})
        assert form.method == "post"
        return self.posts(form.action, [*fields, (name, value)] if name else fields)

    def acts_as(self, login: str) -> None:
        self.posts("/_sandbox/as", {"login": login, "back": "/"})

    def _read(self, answer: requests.Response) -> Page:
        self.status, self.path = answer.status_code, answer.url.removeprefix(self.url)
        return Page(answer.text)


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    """The small organisation, its services repository with a form and the form's label."""
    services = seed["repositories"][0]
    services["contents"][".github/ISSUE_TEMPLATE/new-service.yml"] = FORM
    services["labels"].append({"name": "service-request", "color": "0000ff"})
    return seed


@pytest.fixture
def browser(sandbox: RunningSandbox) -> Browser:
    return Browser(sandbox.url)
