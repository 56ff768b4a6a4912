"""Checks one organisation that Slipway serves: its installation, its plan, its own rulesets."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

from app.doctor.finding import Finding, broken, doubtful, fine
from app.doctor.registration import names_of, reasons_of
from app.github.client import Client
from app.github.connection import Connection
from app.github.installations import InstallationFacts
from app.github.people import organisation_plan
from app.github.permissions import READ_ORGANISATION, Permissions, missing_permissions

# What a doctor may do in a control repository: look.
LOOK: Permissions = MappingProxyType(
    {"contents": "read", "issues": "read", "members": "read", "metadata": "read"}
)

# Each of these keeps Slipway from putting its first commit in place of GitHub's.
_FORBIDDING: Mapping[str, str] = MappingProxyType(
    {
        "merge_queue": "a merge queue",
        "non_fast_forward": "no force pushes",
        "pull_request": "changes by pull request only",
        "required_deployments": "deployments first",
        "required_status_checks": "status checks first",
        "update": "no updates",
        "workflows": "workflows first",
    }
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation in which the App is installed and awake; `login` is GitHub's spelling."""

    connection: Connection
    installation: InstallationFacts
    control_repository: str
    git_url: str

    @property
    def login(self) -> str:
        return self.installation.organisation

    @property
    def subject(self) -> str:
        """The heading of what is found about the organisation itself."""
        return f"Organisation {self.login}"

    @property
    def installation_url(self) -> str:
        """Where its owners see and accept what the App may do."""
        number = self.installation.id
        return f"{self.git_url}/organizations/{self.login}/settings/installations/{number}"

    def reader(self) -> Client:
        """Reads the control repository and nothing else."""
        return self.connection.for_step(self.installation.id, LOOK, [self.control_repository])

    def people_reader(self) -> Client:
        """Reads teams and the organisation's own facts."""
        return self.connection.for_step(self.installation.id, READ_ORGANISATION)


def check_installed(login: str, installations: Sequence[InstallationFacts]) -> Finding:
    """Whether the App is installed there and not suspended."""
    subject = f"Organisation {login}"
    found = find_installation(login, installations)
    if found is None:
        return broken(
            subject,
            "The App is not installed here.",
            "Install it from the App's settings, under “Install App”, or take the organisation",
            "off SLIPWAY_ORGS.",
        )
    if found.is_suspended:
        todo = "Ask an owner of the organisation, or the App's owner, to unsuspend it."
        return broken(subject, "The App's installation is suspended.", todo)
    reach = "all repositories" if found.all_repositories else "selected repositories"
    return fine(subject, f"The App is installed, on {reach}.")


def find_installation(
    login: str, installations: Sequence[InstallationFacts]
) -> InstallationFacts | None:
    """The installation in the organisation, whose login ignores case."""
    same = (one for one in installations if one.organisation.lower() == login.lower())
    return next(same, None)


def check_accepted(organisation: Organisation) -> Finding:
    """Whether the organisation accepted all that the App needs."""
    missing = missing_permissions(organisation.installation.permissions)
    if not missing:
        return fine(organisation.subject, "It has accepted every permission that Slipway needs.")
    return broken(
        organisation.subject,
        f"It has not accepted {names_of(missing)}.",
        f"An owner accepts what the App asks for at {organisation.installation_url}:",
        *reasons_of(missing),
    )


def check_plan(organisation: Organisation) -> Finding:
    """What private repositories lack on the organisation's plan."""
    subject = organisation.subject
    plan = organisation_plan(organisation.people_reader(), organisation.login)
    if plan is None:
        return doubtful(
            subject,
            "GitHub does not tell the App which plan it is on.",
            "On the free plan, private repositories have no rulesets and no environments: a pair",
            "is then built without them, and a private control repository cannot be protected.",
        )
    if plan == "free":
        return doubtful(
            subject,
            "It is on the free plan: private repositories have no rulesets and no environments.",
            "Slipway builds private pairs without them. Take a paid plan, or let policy.yml say",
            "`visibility: public` under `repositories`. The control repository needs a ruleset.",
        )
    return fine(subject, f"It is on the {plan} plan, with rulesets and environments for all.")


def judge_rules(
    organisation: Organisation, rules: Set[str], rulesets: Sequence[str] | None
) -> Finding:
    """Whether a ruleset of the organisation may forbid the first commit of a pair.

    `rules` are the kinds of its rules that hold in the control repository; `rulesets` the names of
    all its active ones, None where the App may not see them.
    """
    subject = organisation.subject
    kinds = sorted(_FORBIDDING[rule] for rule in rules if rule in _FORBIDDING)
    if not kinds and not rulesets:
        unseen = "; others it does not show to the App" if rulesets is None else ""
        return fine(subject, f"No ruleset of its own holds for the control repository{unseen}.")
    what = f"ask for {', '.join(kinds)}" if kinds else f"are active: {', '.join(rulesets or ())}"
    return doubtful(
        subject,
        f"Rulesets of the organisation {what}.",
        "Where they hold for new repositories too, Slipway cannot push the first commit. Add the",
        "App to their bypass list, or leave out what Slipway creates, at",
        f"{organisation.git_url}/organizations/{organisation.login}/settings/rules.",
    )
