"""Checks that the tests which a policy wants after deployments can be started."""

from app.doctor.control import Control
from app.doctor.finding import Finding, broken, fine
from app.domain.policy import Policy
from app.github.doctor_reads import read_app
from app.github.permissions import OPTIONAL_EVENTS, START_TESTS, lacking


def check_deployments(control: Control, policy: Policy) -> Finding:
    """Whether the App hears of deployments, may read them, and may start what is to follow."""
    organisation, wanted = control.organisation, "The policy wants tests after deployments, and"
    or_else = "or take `integration_tests` out of the policy."
    if missing := lacking(organisation.installation.permissions, START_TESTS):
        return broken(
            control.subject,
            f"{wanted} the App may not start them: it lacks {' and '.join(missing)}.",
            "Add what is lacking in the App's settings, and let an owner of the organisation",
            f"accept it at {organisation.installation_url}, {or_else}",
        )
    heard = read_app(organisation.connection).events
    if unheard := [event for event in OPTIONAL_EVENTS if event not in heard]:
        return broken(
            control.subject,
            f"{wanted} the App hears of none: it does not subscribe to {', '.join(unheard)}.",
            f"In the App's settings, under “Permissions & events”, tick this event, {or_else}",
        )
    named = ", ".join(policy.integration_tests.after_deployment_to)
    return fine(control.subject, f"It can start tests after deployments to {named}.")
