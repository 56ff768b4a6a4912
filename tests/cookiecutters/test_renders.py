"""What the starter templates render is the same each time, and the text of a request stays data."""

import pytest

from tests.cookiecutters.workshop import SERVICES, Workshop


@pytest.mark.parametrize("text", ["plain", "nasty"])
@pytest.mark.parametrize("template", SERVICES)
def test_a_second_render_is_identical(template: str, text: str, workshop: Workshop) -> None:
    first = workshop.render(template, text)

    assert workshop.render(template, text) == first
