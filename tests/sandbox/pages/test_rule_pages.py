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
