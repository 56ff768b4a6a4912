"""What admins do to the organisation around the requests; each act is told to the model."""

from dataclasses import dataclass
from enum import Enum

from tests.environment import ROOT
from tests.journeys.form import CONTROL
from tests.simulation import reach
from tests.simulation.model import ABSENT, SECURITY, STAND_IN, Law
from tests.simulation.reach import Reach
from tests.simulation.town import Town

_POLICY = (ROOT / "app/starter/policy.yml").read_text(encoding="utf-8")
_TEMPLATE = "cookiecutters/python-service/{{cookiecutter.repository}}/docs/development.md"
_README = (ROOT / _TEMPLATE).read_text(encoding="utf-8")
_WHEN = '    when: request.data in ["personal", "payment"] || request.exposure == "public"\n'
_BY_PLATFORM = "    by: platform\n"
_GLASS = "\nbreak_glass: {by: platform}\n"
_DELEGATIONS = f"""
delegations:
  - {{from: {ABSENT}, to: {STAND_IN}, roles: [platform], until: 2099-01-01}}
"""


class Policy(Enum):
    """The policies that an admin tries; BROKEN is one that does not check."""

    STARTER = Law()
    TWO_REVIEWERS = Law(platform_count=2)
    SECURITY_ALWAYS = Law(security_always=True)
    BY_COMMENT = Law(security_always=True, by_comment=True)
    STAND_IN = Law(platform_count=2, stands_in=True)
    GLASS = Law(platform_count=2, glass=True)
    ALL_OF_IT = Law(security_always=True, by_comment=True, stands_in=True, glass=True)
    BROKEN = None


class Template(Enum):
    """What an admin makes of a template's file."""

    STARTER = ""
    NEWER = "\nMore to read.\n"
    BROKEN = "\n{% if %}\n"


@dataclass(frozen=True)
class Admins:
    """The admins of a town."""

    town: Town

    def commit_policy(self, policy: Policy) -> None:
        model = self.town.model
        self.town.acme.waits(2)
        self.town.acme.commits_quietly("policy.yml", lambda _: _policy(policy))
        model.is_protected = True  # a commit puts the rules back
        model.commits(policy.value)
        self.town.notes_acts()

    def commit_template(self, template: Template) -> None:
        self.town.acme.waits(2)
        self.town.acme.commits_quietly(_TEMPLATE, lambda _: _README + template.value)
        self.town.model.is_protected = True
        self.town.model.template_checks = template is not Template.BROKEN
        self.town.notes_acts()

    def protect(self, *, on: bool) -> None:
        """Lay the control repository's rules, or suspend them; no webhook tells of it."""
        acme = self.town.acme
        acme.waits(2)
        for ruleset in acme.does("ada", "GET", f"{CONTROL}/rulesets"):
            order = {"enforcement": "active" if on else "disabled"}
            acme.does("ada", "PUT", f"{CONTROL}/rulesets/{ruleset['id']}", order)
        self.town.model.is_protected = on
        self.town.notes_acts()

    def keep_the_app(self, where: Reach) -> None:
        """Suspend the App, remove it, or bring it back, which happens before any rest as well."""
        self.town.acme.waits(2)
        reach.put(self.town, where)
        self.town.notes_acts()

    def move(self, who: str, team: str, *, into: bool) -> None:
        """Somebody joins or leaves a team."""
        self.town.acme.waits(2)
        path = f"/orgs/acme/teams/{team}/memberships/{who}"
        self.town.acme.asks("ada", "PUT" if into else "DELETE", path, {} if into else None)
        (self.town.model.joins if into else self.town.model.leaves)(who, team)
        self.town.notes_acts()

    def make_repository(self, name: str) -> None:
        """Take a name by hand."""
        self.town.acme.waits(2)
        order = {"name": name, "private": True, "auto_init": True}
        answer = self.town.acme.asks("ada", "POST", "/orgs/acme/repos", order)
        if answer.ok:
            self.town.model.foreign[name] = answer.json()["id"]
            self.town.model.trouble = True
        self.town.notes_acts()

    def delete_repository(self, name: str) -> None:
        """Give a name free that was taken by hand; nobody touches what Slipway made."""
        self.town.acme.waits(2)
        if self.town.model.foreign.pop(name, None) is not None:
            self.town.acme.does("ada", "DELETE", f"/repos/acme/{name}")
        self.town.notes_acts()


def _policy(policy: Policy) -> str:
    law: Law | None = policy.value
    if law is None:
        return _POLICY + "nonsense: [\n"
    text = _POLICY
    if law.platform_count > 1:
        text = _changed(text, _BY_PLATFORM, f"{_BY_PLATFORM}    count: {law.platform_count}\n")
    if law.security_always:
        text = _changed(text, _WHEN, "")
    if law.by_comment:
        text = _changed(text, f"    label: {SECURITY}\n", "    explicit: true\n")
    return text + (_DELEGATIONS if law.stands_in else "") + (_GLASS if law.glass else "")


def _changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)
