"""Checks the custom properties that a policy sets: that the App may, and that they are there."""

from app.doctor.control import Control
from app.doctor.finding import Finding, broken, doubtful, fine
from app.domain.policy import Policy
from app.github.permissions import PROPERTIES, SET_PROPERTIES, lacking
from app.github.properties import read_definitions


def check_properties(control: Control, policy: Policy) -> Finding:
    """Whether the App may set them, and whether the organisation has defined and lent them."""
    organisation = control.organisation
    granted, names = organisation.installation.permissions, sorted(policy.repositories.properties)
    if missing := lacking(granted, SET_PROPERTIES):
        return broken(
            control.subject,
            f"The policy sets custom properties, and the App may not: it lacks {missing[0]}.",
            "Add the permission in the App's settings, and let an owner of the organisation accept",
            f"it at {organisation.installation_url}, or take `properties` out of the policy.",
        )
    if lacking(granted, PROPERTIES):
        return doubtful(
            control.subject,
            f"Nobody can tell whether the policy's properties are defined: {', '.join(names)}.",
            "The App may read that with the permission organization_custom_properties: read.",
        )
    client = organisation.connection.for_step(organisation.installation.id, PROPERTIES)
    settable = {
        one.name.casefold()
        for one in read_definitions(client, organisation.login)
        if one.by_repository
    }
    if strange := [name for name in names if name.casefold() not in settable]:
        return broken(
            control.subject,
            f"The policy sets properties that it cannot set: {', '.join(strange)}.",
            "An owner defines them in the organisation's settings, under Custom properties, and",
            "lets repository actors set them.",
        )
    return fine(control.subject, f"Its custom properties are defined: {', '.join(names)}.")
