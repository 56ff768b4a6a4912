"""Issue forms: what the page and the control submit is what GitHub's own form submits."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from sandbox import RunningSandbox
from tests.sandbox.conftest import Ear
from tests.sandbox.pages.conftest import PATIENCE, Browser
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
FORM_PAGE = "/acme/services/issues/new?template=new-service.yml"
SUBMIT = "Submit new issue"
PROMISE = ["We run it"]

WHOLE = """\
### Service name

billing

### What does it do?

Writes invoices.\r
### Service name\r
\r
forged

### Example

```python
print()
```

### Tier

3

### Exposure

public

### Regions

eu, asia

### Promises

- [x] We run it
- [ ] We answer at night"""

EMPTY = """\
### Service name

billing

### What does it do?

_No response_

### Example

_No response_

### Tier

2

### Exposure

None

### Regions

_No response_

### Promises

- [x] We run it
- [ ] We answer at night"""


@pytest.fixture
def fill(sandbox: RunningSandbox) -> Callable[..., requests.Response]:
    """Fills the form as a program does."""

    def fill(template: str = "new-service.yml", **order: Any) -> requests.Response:
        url = f"{sandbox.url}/_sandbox/form/acme/services/{template}"
        return requests.post(url, json=order, timeout=PATIENCE)

    return fill


def the_issue(person: Person, number: int = 1) -> Any:
    return person("ada").gets(f"/repos/acme/services/issues/{number}")


def test_a_filled_form_becomes_github_s_text_with_what_was_typed_unchanged(
    browser: Browser, person: Person
) -> None:
    page = browser.opens(FORM_PAGE)

    browser.presses(
        page,
        SUBMIT,
        title="New service: billing",
        answer__name="billing",
        answer__description="Writes invoices.\r\n### Service name\r\n\r\nforged",
        answer__example="print()",
        answer__tier="3",
        answer__exposure="public",
        answer__regions=["asia", "eu"],
        answer__promises=PROMISE,
    )

    assert browser.path == "/acme/services/issues/1"
    assert the_issue(person)["body"] == WHOLE
    assert the_issue(person)["title"] == "New service: billing"


def test_what_is_left_alone_keeps_its_default_or_reads_as_no_response(
    browser: Browser, person: Person
) -> None:
    page = browser.opens(FORM_PAGE)

    browser.presses(page, SUBMIT, answer__name="billing", answer__promises=PROMISE)

    assert the_issue(person)["body"] == EMPTY
    assert the_issue(person)["title"] == "New service: "


def test_a_program_files_the_same_issue_as_the_page(
    fill: Callable[..., requests.Response], person: Person
) -> None:
    answers = {"name": "billing", "promises": PROMISE}

    answer = fill(**{"as": "dana"}, answers=answers)

    assert answer.status_code == 201
    assert answer.json()["number"] == 1
    assert the_issue(person)["body"] == EMPTY
    assert the_issue(person)["user"]["login"] == "dana"


def test_the_form_s_labels_are_set_for_people_who_may_not_label(
    browser: Browser, person: Person, ear: Ear
) -> None:
    """The label that the repository lacks is skipped, as on GitHub."""
    browser.acts_as("dana")
    page = browser.opens(FORM_PAGE)

    browser.presses(page, SUBMIT, answer__name="billing", answer__promises=PROMISE)

    opened, labelled = ear.hears(2)
    assert (opened.name, labelled.name) == ("issues.opened", "issues.labeled")
    assert labelled.payload["label"]["name"] == "service-request"
    assert [one["name"] for one in the_issue(person)["labels"]] == ["service-request"]
    events = person("ada").gets("/repos/acme/services/issues/1/events")
    assert [one["actor"]["login"] for one in events] == ["dana"]


def test_a_form_without_what_it_requires_is_not_submitted_and_keeps_what_was_typed(
    browser: Browser, person: Person
) -> None:
    page = browser.opens(FORM_PAGE)

    again = browser.presses(page, SUBMIT, title=" ", answer__description="Writes <invoices>.")

    assert browser.status == 422
    assert "Title : A title is required." in again.text
    assert "Service name : This field is required." in again.text
    assert "Promises : Tick “We run it” to go on." in again.text
    form, _ = again.form(SUBMIT)
    assert ("answer.description", "Writes <invoices>.") in form.fields
    assert person("ada").gets("/repos/acme/services/issues?state=all") == []


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"as": "dana", "answers": {"promises": PROMISE}}, "This field is required."),
        ({"as": "dana", "answers": {"name": "a", "promises": []}}, "Tick “We run it” to go on."),
        ({"as": "dana", "answers": {"name": "a\nb", "promises": PROMISE}}, "on one line"),
        ({"as": "dana", "answers": {"tier": "9"}}, "“9” is none of the options."),
        ({"as": "dana", "answers": {"tier": ["1", "2"]}}, "Choose one option only."),
        ({"as": "dana", "answers": {"colour": "red"}}, "asks nothing called colour"),
        ({"as": "nobody"}, "not as 'nobody'"),
        ({"answers": {}}, "Field required"),
    ],
)
def test_a_program_hears_what_is_wrong_with_its_answers(
    fill: Callable[..., requests.Response], order: dict[str, Any], said: str
) -> None:
    answer = fill(**order)

    assert answer.status_code == 422
    assert said in "".join(str(value) for value in answer.json().values())


def test_a_program_acts_with_the_eyes_of_its_person(
    fill: Callable[..., requests.Response],
) -> None:
    assert fill(**{"as": "stranger"}).status_code == 404
    assert fill("other.yml", **{"as": "dana"}).status_code == 404


def test_an_address_can_fill_the_form_in(browser: Browser) -> None:
    page = browser.opens(f"{FORM_PAGE}&title=Mine&name=ledger&tier=3&regions=us&regions=eu")

    form, _ = page.form(SUBMIT)
    for field in [
        ("title", "Mine"),
        ("answer.name", "ledger"),
        ("answer.tier", "3"),
        ("answer.regions", "us"),
        ("answer.regions", "eu"),
    ]:
        assert field in form.fields


def test_the_chooser_offers_forms_and_the_blank_issue(browser: Browser, person: Person) -> None:
    chooser = browser.opens("/acme/services/issues/new/choose")
    assert "New service Ask for a service." in chooser.text
    assert "Blank issue" in chooser.text
    blank = browser.opens("/acme/services/issues/new")

    browser.presses(blank, SUBMIT, title="Plain", body="Just text.")

    assert browser.path == "/acme/services/issues/1"
    assert the_issue(person)["body"] == "Just text."
    assert the_issue(person)["labels"] == []


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("name: [", "It is no YAML"),
        ("name: A\ndescription: B", "body: Field required"),
        (
            "name: A\ndescription: B\nbody: [{type: input, attributes: {}}]",
            "attributes.label: Field required",
        ),
        (
            "name: A\ndescription: B\nbody:\n"
            + "  - {type: input, id: a, attributes: {label: A}}\n" * 2,
            "the id 'a' is there twice",
        ),
        (
            "name: A\ndescription: B\nbody: [{type: markdown, attributes: {value: Hi}}]",
            "must ask something",
        ),
    ],
)
def test_a_broken_form_says_what_is_wrong_with_it(
    start: Callable[[dict[str, Any]], RunningSandbox], seed: dict[str, Any], form: str, said: str
) -> None:
    contents = seed["repositories"][0]["contents"]
    contents[".github/ISSUE_TEMPLATE/broken.yml"] = form
    contents[".github/ISSUE_TEMPLATE/config.yml"] = "blank_issues_enabled: false"
    browser = Browser(start(seed).url)

    chooser = browser.opens("/acme/services/issues/new/choose")
    page = browser.opens("/acme/services/issues/new?template=broken.yml")

    assert said in chooser.text
    assert "Blank issue" not in chooser.text
    assert browser.status == 422
    assert said in page.text
