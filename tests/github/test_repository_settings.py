"""Settings of a repository, each made so however often it is asked for."""

from collections.abc import Callable

import pytest

from app.domain.policy import Access
from app.github.client import Client
from app.github.errors import NotFound
from app.github.repository_settings import grant_team, set_topics
from tests.github.conftest import ORGANISATION, Person


def test_a_team_gets_its_access(client: Client, person: Callable[[str], Person]) -> None:
    grant_team(client, ORGANISATION, "unrelated", "payments", Access.PUSH)
    grant_team(client, ORGANISATION, "unrelated", "payments", Access.PUSH)

    [team] = person("ada").does("GET", "/repos/acme/unrelated/teams")
    assert (team["slug"], team["permission"]) == ("payments", "push")


def test_a_team_that_is_not_there_is_said(client: Client) -> None:
    with pytest.raises(NotFound):
        grant_team(client, ORGANISATION, "unrelated", "nobody", Access.PUSH)


def test_topics_replace_each_other(client: Client, person: Callable[[str], Person]) -> None:
    set_topics(client, ORGANISATION, "unrelated", ["service", "tier-3"])
    set_topics(client, ORGANISATION, "unrelated", ["service"])

    shown = person("ada").does("GET", "/repos/acme/unrelated/topics")
    assert shown["names"] == ["service"]
