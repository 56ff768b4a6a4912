"""What people type is shown as GitHub shows it, and nothing of it can act."""

from collections.abc import Callable

import pytest

from tests.sandbox.pages.conftest import Browser
from tests.sandbox.pages.page import Page
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://elsewhere.example/pixel.png)",
    "[click](javascript:alert(1))",
    "<a href='javascript:alert(1)'>click</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>click</a>",
    "<details ontoggle=alert(1) open><summary>x</summary></details>",
    "<form action=/_sandbox/as method=post><button>smuggled</button></form>",
    "<iframe src=/></iframe><object data=/></object><embed src=/>",
    "<svg onload=alert(1)></svg><math><mtext><style><img src=x onerror=alert(1)>",
    "<p style='position:fixed;inset:0'>over everything</p>",
    "</div></article></main><base href=//elsewhere.example>",
    "<b id=login class=primary>x</b>",
    "<!--> <script>alert(1)</script> -->",
]

FOREIGN = {"script", "img", "iframe", "object", "embed", "svg", "math", "base", "style"}


@pytest.fixture
def shows(browser: Browser, person: Person) -> Callable[[str], Page]:
    """The page of an issue with this text."""

    def shows(text: str) -> Page:
        made = person("dana").opens_an_issue(title="Title", body=text)
        return browser.opens(f"/acme/services/issues/{made['number']}")

    return shows


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_wherever_it_stands(
    browser: Browser, person: Person, text: str
) -> None:
    """In title, body, comment, label, repository description and home page."""
    dana, ada = person("dana"), person("ada")
    ada.does("POST", "/repos/acme/services/labels", {"name": text[:50], "color": "ffffff"})
    ada.does("PATCH", "/repos/acme/services", {"description": text, "homepage": "javascript:x"})
    dana.opens_an_issue(title=text, body=text)
    dana.does("POST", "/repos/acme/services/issues/1/comments", {"body": text})
    ada.does("POST", "/repos/acme/services/issues/1/labels", {"labels": [text[:50]]})
    dana.does("PATCH", "/repos/acme/services/issues/1", {"title": f"{text} again"})

    for path in ("/", "/acme/services", "/acme/services/settings", "/acme/services/issues/1"):
        page = browser.opens(path)

        assert browser.status == 200
        assert page.faults == []
        assert acting(page) == []


def acting(page: Page) -> list[str]:
    """Everything in a page that could run, load from elsewhere, lie over it, or be pressed."""
    found = []
    for tag, attributes in page.tags:
        addresses = [attributes.get(name) or "" for name in ("href", "src", "action")]
        foreign = tag in FOREIGN
        handlers = any(name.startswith("on") for name in attributes)
        schemes = any(one.lower().startswith(("javascript:", "data:")) for one in addresses)
        covers = "position" in (attributes.get("style") or "")
        if foreign or handlers or schemes or covers:
            found.append(f"{tag} {attributes}")
    pressed = [text for form in page.forms for _, _, text in form.buttons]
    return found + [text for text in pressed if text == "smuggled"]


def test_tables_task_lists_and_details_are_shown(shows: Callable[[str], Page]) -> None:
    page = shows(
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n"
        "<details><summary>More</summary>\n\ninside <sub>small</sub><br>\n\n</details>"
    )

    tags = [tag for tag, _ in page.tags]
    assert {"table", "details", "summary", "sub", "br"} <= set(tags)
    boxes = [found for tag, found in page.tags if found.get("type") == "checkbox"]
    assert [("checked" in box, "disabled" in box) for box in boxes] == [(True, True), (False, True)]


def test_a_line_end_in_an_issue_is_a_line_end(shows: Callable[[str], Page]) -> None:
    assert "one<br>\ntwo" in shows("one\ntwo").html


def test_html_comments_are_hidden(shows: Callable[[str], Page]) -> None:
    page = shows("before <!-- secret --> after")

    assert "before after" in page.text
    assert "secret" not in page.html.partition("<textarea")[0]


@pytest.mark.parametrize(
    ("text", "notified"),
    [
        ("Hello @dana, please", ["Notifies dana"]),
        ("cc @ACME/payments.", ["Notifies the team payments: dana, will"]),
        ("&#64;dana", ["Notifies dana"]),
        ("\\@dana", ["Notifies dana"]),
        ("`@dana`", []),
        ("```\n@dana\n```", []),
        ("[@dana](http://example.com)", []),
        ("mail@dana.example", []),
        ("@unknown-person", []),
        ("@acme/nobodies", []),
        ("@\u2060dana", []),
        ("@<!-- -->dana", []),
    ],
)
def test_a_mention_is_seen_exactly_where_github_would_notify(
    shows: Callable[[str], Page], text: str, notified: list[str]
) -> None:
    page = shows(text)

    titles = [found.get("title") for _, found in page.tags if found.get("class") == "mention"]
    assert titles == notified


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("see #1", ["/acme/services/issues/1"]),
        ("see GH-1", ["/acme/services/issues/1"]),
        ("see acme/open#1", ["/acme/open/issues/1"]),
        ("see #99 and acme/nothing#1", []),
        ("`#1` and &#35;", []),
        ("x#1 and ##1", []),
    ],
)
def test_an_issue_reference_leads_to_the_issue(
    shows: Callable[[str], Page], person: Person, text: str, places: list[str]
) -> None:
    person("dana").opens_an_issue("services", title="First")
    person("dana").opens_an_issue("open", title="First")

    page = shows(text)

    found = [one.get("href") for _, one in page.tags if one.get("class") == "reference"]
    assert found == places


def test_a_reference_tells_nothing_of_a_repository_that_one_may_not_see(
    browser: Browser, person: Person
) -> None:
    person("dana").opens_an_issue("services", title="Confidential")
    person("dana").opens_an_issue("open", title="Public", body="see acme/services#1")
    browser.acts_as("stranger")

    page = browser.opens("/acme/open/issues/1")

    assert "Confidential" not in page.html
