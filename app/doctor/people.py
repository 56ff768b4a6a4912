"""Checks the people of a policy: that its teams exist and can give the approvals it asks for."""

from collections.abc import Iterator

from app.doctor.control import Control
from app.doctor.finding import Finding, broken, doubtful, fine
from app.domain.policy import Policy
from app.domain.review import Members, persons, teams_named
from app.github.people import team_members


def check_teams(control: Control, policy: Policy) -> Finding:
    """Whether the teams that the policy names exist and have enough members."""
    organisation = control.organisation
    teams = teams_named(policy)
    members = team_members(organisation.people_reader(), organisation.login, teams)
    missing = [team for team in teams if team in members and members[team] is None]
    if missing:
        return broken(
            control.subject,
            f"The policy names teams that do not exist: {', '.join(missing)}.",
            f"Create them at {organisation.git_url}/orgs/{organisation.login}/teams, or correct",
            "the policy. A team is named by its slug, the last part of its page's address.",
        )
    if too_few := tuple(_too_few(policy, members)):
        return broken(control.subject, "Some approvals cannot be given.", *too_few)
    empty = [team for team in teams if members.get(team) == {}]
    if empty:
        todo = "Add people to them."
        return doubtful(control.subject, f"These teams have no members: {', '.join(empty)}.", todo)
    return fine(control.subject, f"Its teams exist and have members: {', '.join(teams)}.")


def _too_few(policy: Policy, members: Members) -> Iterator[str]:
    for rule in policy.approvals:
        people = persons(rule, members)
        if people is not None and people < rule.count:
            yield (
                f"“{rule.name}” asks for {rule.count} of the role {rule.by.name}, which has "
                f"{people}: add people to its teams, or lower `count`."
            )
