"""The rules of a repository as its settings show them."""

from collections.abc import Callable

from tests.sandbox.pages.conftest import Browser
from tests.sandbox.protecting import protects, reviews_wanted
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
SETTINGS = "/acme/services/settings"


def test_the_settings_show_the_protection_of_a_branch(browser: Browser, person: Person) -> None:
    before = browser.opens(SETTINGS).text
    protects(person("ada"), **reviews_wanted(2))

    page = browser.opens(SETTINGS).text

    assert "No rules: everybody with write access can push to every branch." in before
    assert "Protection of main" in page
    assert "required approving review count: 2" in page
    assert "No rules" not in page


def test_the_settings_show_the_rulesets_of_the_organisation(
    browser: Browser, person: Person
) -> None:
    body = {
        "name": "nobody deletes",
        "enforcement": "active",
        "conditions": {"repository_name": {"include": ["services"]}},
        "rules": [{"type": "deletion"}],
    }
    person("ada").does("POST", "/orgs/acme/rulesets", body)

    pages = [browser.opens(f"/acme/{name}/settings").text for name in ("services", "other")]

    assert ["nobody deletes of acme" in page for page in pages] == [True, False]
