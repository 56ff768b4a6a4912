"""What is known of one request at one moment, under the names that expressions write."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.answers import Answer, Answers, whole_number
from app.domain.facts.catalog import Catalog
from app.domain.facts.names import REQUEST, Fact
from app.domain.issue import Person

FactValue = Answer | bool | datetime | Catalog


@dataclass(frozen=True, slots=True)
class Team:
    """The owner team that a request names. `open_requests` leaves this request out."""

    services: int = 0
    open_requests: int = 0


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """The template that a request names, with git tree ids by the folder of each layer.

    `newest`: its pinned trees are those on offer now. `trees` are those to build from: `pinned`
    ones, else those on offer. `on_offer` is empty where nothing can be built from what is on offer.
    """

    newest: bool = True
    pinned: bool = False
    trees: Mapping[str, str] = field(default_factory=dict)
    on_offer: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a request. `requester_teams` is None where nobody asked GitHub.

    `requests_today` counts what the requester filed that day, this request included.
    """

    answers: Answers
    requester: Person
    now: datetime
    team: Team = Team()
    template: TemplateFacts = TemplateFacts()
    catalog: Catalog = field(default_factory=Catalog)
    requester_teams: tuple[str, ...] | None = None
    requests_today: int = 1

    def by_name(self, numbers: Collection[str] = ()) -> Mapping[str, FactValue]:
        """Every fact under its name; an empty number and what was not asked are absent.

        So is what the policy alone knows of a template.
        `numbers` are the fields whose text is read as a whole number.
        """
        named: dict[str, FactValue] = {
            REQUEST + key: value for key, value in self.answers.items() if key not in numbers
        }
        for name in numbers:
            number = whole_number(str(self.answers.get(name, "")))
            named |= {} if number is None else {REQUEST + name: number}
        named |= {
            Fact.REQUESTER_LOGIN: self.requester.login,
            Fact.REQUESTER_REQUESTS_TODAY: self.requests_today,
            Fact.TEAM_SERVICES: self.team.services,
            Fact.TEAM_OPEN_REQUESTS: self.team.open_requests,
            Fact.TEMPLATE_NEWEST: self.template.newest,
            Fact.CATALOG: self.catalog,
            Fact.NOW: self.now,
        }
        if self.requester_teams is not None:
            named[Fact.REQUESTER_TEAMS] = self.requester_teams
        return named
