"""Which facts a policy's conditions see, under which names and types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.answers import Answer, Answers, FactType
from app.domain.form import Form
from app.domain.issue import Person

REQUEST = "request."
REQUESTER_LOGIN = "requester.login"
TEAM_SERVICES = "team.services"

FactTypes = Mapping[str, FactType]
"""The name that a condition writes, to its type."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a request. `team_services` counts the owner team's services."""

    answers: Answers
    requester: Person
    team_services: int

    def by_name(self) -> dict[str, Answer]:
        """Every fact under the name that a condition writes; an empty number is absent."""
        named: dict[str, Answer] = {REQUEST + key: value for key, value in self.answers.items()}
        named[REQUESTER_LOGIN] = self.requester.login
        named[TEAM_SERVICES] = self.team_services
        return named


def fact_types(form: Form) -> FactTypes:
    """The facts that conditions may use with this form."""
    types = {REQUEST + field.id: field.fact_type for field in form.fields}
    return types | {REQUESTER_LOGIN: FactType.TEXT, TEAM_SERVICES: FactType.NUMBER}


def fields_behind(facts: Iterable[str]) -> frozenset[str]:
    """The form's fields on which these facts rest: `team.services` follows the owner."""
    fields = {name.removeprefix(REQUEST) for name in facts if name.startswith(REQUEST)}
    return frozenset(fields | ({"owner"} if TEAM_SERVICES in facts else set()))
