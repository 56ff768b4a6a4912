"""What templates are told: the answers of one request, for each of its two repositories."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from app.templates.faults import TemplateFault
from app.templates.manifest import Kind

Answer: TypeAlias = str | int | list[str]


@dataclass(frozen=True)
class PairAnswers:
    """The answers of one request.

    `name` names the service and its repository; `owner` is a team's slug; `git_url` has no slash
    at its end; `extra` holds the form's other fields by id.
    """

    organisation: str
    name: str
    tests_repository: str
    owner: str
    description: str
    tier: str
    data: str
    exposure: str
    depends_on: list[str]
    request_number: int
    request_url: str
    git_url: str
    extra: Mapping[str, Answer] = field(default_factory=dict)

    def of(self, kind: Kind, template: str) -> dict[str, Answer]:
        """What the layers of one repository are told, in the order that provenance keeps.

        `kind` says which repository of the pair; `template` is its topmost layer. A field of the
        form called `template` asked for the pair and gives way to that.
        """
        own: dict[str, Answer] = {
            "organisation": self.organisation,
            "name": self.name,
            "repository": self.name if kind is Kind.SERVICE else self.tests_repository,
            "tests_repository": self.tests_repository,
            "kind": kind.value,
            "template": template,
            "owner": self.owner,
            "description": self.description,
            "tier": self.tier,
            "data": self.data,
            "exposure": self.exposure,
            "depends_on": list(self.depends_on),
            "request_number": self.request_number,
            "request_url": self.request_url,
            "git_url": self.git_url,
        }
        return own | self._extra(own)

    def _extra(self, own: Mapping[str, Answer]) -> dict[str, Answer]:
        extra = {name: self.extra[name] for name in sorted(self.extra) if name != "template"}
        for name in extra:
            if name in own or name.startswith("_"):
                raise TemplateFault(
                    f"The form's field `{name}` has a name that Slipway keeps for itself. "
                    "Give the field another id.",
                    "the issue form",
                )
        return extra
