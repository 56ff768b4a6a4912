"""Promises 6 and 8: a template that never comes to an end stops its own requests, and says so."""

from app.domain.state import State
from app.templates.limits import Limits
from app.templates.render import Room
from tests.journeys.acme import Acme

MAKEFILE = "cookiecutters/python-service/{{cookiecutter.repository}}/Makefile"
ENDLESS = "{% for _ in range(99999) %}{% for _ in range(99999) %}{% endfor %}{% endfor %}"


def test_people_hear_which_template_has_no_end(acme: Acme) -> None:
    hasty = acme.with_bench(room=Room(Limits(cpu_seconds=1)))
    hasty.commits(MAKEFILE, lambda _: ENDLESS)

    request = hasty.files()

    assert request.state is State.BLOCKED
    assert "used up its processor time" in request.headline
    assert "python-service" in request.headline
