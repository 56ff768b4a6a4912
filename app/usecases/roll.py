"""Asks who is in which team and in the organisation just now, and whose account is suspended."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.approvals import ORGANISATION, Memberships, orders
from app.domain.issue import Person
from app.domain.policy import Role
from app.github.client import Client
from app.github.people import (
    Members,
    is_organisation_member,
    is_suspended,
    is_team_member,
    read_teams,
)
from app.github.permissions import READ_ORGANISATION
from app.store import observations
from app.store.observations import Kind
from app.usecases.case import Case


@dataclass
class Roll:
    """The people of an organisation as one decision sees them, each team asked for once.

    `wanted` are (team, login) that the decision needs: their teams go along with the first that
    is asked for, in one call, and so do those of the requester, if `wants_requester`.
    """

    case: Case
    wanted: frozenset[tuple[str, str]] = frozenset()
    wants_requester: bool = False
    _teams: dict[str, Members | None] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _of_requester: tuple[str, ...] | None = None

    def has_team(self, team: str) -> bool:
        """Whether there is such a team; one that is too large to be listed is there."""
        self._read([team])
        return self._teams.get(team, {}) is not None

    def teams_of_requester(self) -> tuple[str, ...]:
        """The slugs of the teams that the requester is in, those above them included."""
        self._read(())
        return self._of_requester or ()

    def memberships(self) -> Memberships:
        """Who of the wanted is an active member, by one call for all teams."""
        people = _people(self.case)
        return {
            (team, login): self._is_member(team, login, people.get(login))
            for team, login in self.wanted
        }

    def is_in_any(self, roles: Iterable[Role], person: Person) -> bool:
        """Whether a person is in one of these roles just now."""
        named = tuple(roles)
        if any(person.login.lower() in role.users for role in named):
            return self._is_member(ORGANISATION, person.login, person.id)
        teams = {team for role in named for team in role.teams}
        self._read(teams)
        return any(self._is_member(team, person.login, person.id) for team in sorted(teams))

    def _is_member(self, team: str, login: str, person_id: int | None) -> bool:
        """By id where the issue shows one; an absent reviewer is known by login alone."""
        client = organisation_client(self.case)
        if team == ORGANISATION:
            return is_organisation_member(client, self.case.organisation, login)
        self._read([team])
        if team not in self._teams:  # too large a team to be listed in one call
            return is_team_member(client, self.case.organisation, team, login)
        members = self._teams[team] or {}
        if person_id is not None:
            return person_id in members
        return login.lower() in map(str.lower, members.values())

    def _read(self, teams: Iterable[str]) -> None:
        missing = {*teams} - self._asked
        asks_requester = self.wants_requester and self._of_requester is None
        if not missing and not asks_requester:
            return
        missing |= {team for team, _ in self.wanted if team != ORGANISATION} - self._asked
        client, login = organisation_client(self.case), self.case.requester.login
        person = login if asks_requester else None
        told = read_teams(client, self.case.organisation, sorted(missing), person)
        self._teams |= told.members
        self._of_requester = told.of_person if asks_requester else self._of_requester
        self._asked |= missing


def suspended(case: Case, members: Memberships, *, afresh: bool) -> frozenset[str]:
    """The logins, in small letters, of those among the members whose accounts are suspended.

    GitHub tells this one account at a time. So it is asked `afresh`, before a build, and from then
    on at every look about those of whom it was so.
    """
    logins = {login for (_, login), is_member in members.items() if is_member}
    with case.bench.database.transaction() as tx:
        kept = observations.of_kind(tx, case.row, Kind.SUSPENDED)
    known = {one.data["login"] for one in kept}
    client = organisation_client(case)
    asked = sorted(logins if afresh else logins & known)
    found = frozenset(login for login in asked if is_suspended(client, login))
    with case.bench.database.transaction() as tx:
        for login in sorted(found - known):
            now = case.bench.clock()
            observations.add(tx, case.row, Kind.SUSPENDED, now, {"login": login})
    return frozenset(map(str.lower, found))


def organisation_client(case: Case) -> Client:
    """A client that reads the organisation's people and repositories."""
    installation = case.bench.github.installation(case.organisation)
    return case.bench.github.for_step(installation, READ_ORGANISATION)


def _people(case: Case) -> dict[str, int]:
    """The ids of the people whose labels and commands GitHub shows, by login as it is now."""
    people = [event.actor for event in case.issue.label_events if event.actor]
    people += [author for _, author, _ in orders(case.issue)]
    return {person.login: person.id for person in people}
