"""Alerts, updates and reports about vulnerabilities: switches of a repository."""

from sandbox.acts import security as acts
from sandbox.errors import ApiError, not_found
from sandbox.rest.repositories import ADMINISTRATION, REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.world.people import Role

routes = Routes()
ALERTS = REPOSITORY + "/vulnerability-alerts"
UPDATES = REPOSITORY + "/automated-security-fixes"
REPORTING = REPOSITORY + "/private-vulnerability-reporting"
READ = "administration:read"


@routes("GET", ALERTS, needs=READ, role=Role.ADMIN)
def check_alerts(call: Call) -> Answer:
    if not call.repository.security.vulnerability_alerts:
        raise ApiError(404, "Vulnerability alerts are disabled.")
    return Answer(status=204)


@routes("PUT", ALERTS, needs=ADMINISTRATION, role=Role.ADMIN)
def enable_alerts(call: Call) -> Answer:
    acts.set_alerts(call.repository, on=True)
    return Answer(status=204)


@routes("DELETE", ALERTS, needs=ADMINISTRATION, role=Role.ADMIN)
def disable_alerts(call: Call) -> Answer:
    acts.set_alerts(call.repository, on=False)
    return Answer(status=204)


@routes("GET", UPDATES, needs=READ, role=Role.ADMIN)
def check_updates(call: Call) -> Answer:
    """404 without alerts; nothing is paused here, as GitHub does where nobody works any more."""
    security = call.repository.security
    if not security.vulnerability_alerts:
        raise not_found()
    return Answer({"enabled": security.security_updates, "paused": False})


@routes("PUT", UPDATES, needs=ADMINISTRATION, role=Role.ADMIN)
def enable_updates(call: Call) -> Answer:
    acts.set_updates(call.repository, on=True)
    return Answer(status=204)


@routes("DELETE", UPDATES, needs=ADMINISTRATION, role=Role.ADMIN)
def disable_updates(call: Call) -> Answer:
    acts.set_updates(call.repository, on=False)
    return Answer(status=204)


@routes("GET", REPORTING, needs=READ, role=Role.ADMIN)
def check_reporting(call: Call) -> Answer:
    acts.check_reporting(call.repository)
    return Answer({"enabled": call.repository.security.private_reporting})


@routes("PUT", REPORTING, needs=ADMINISTRATION, role=Role.ADMIN)
def enable_reporting(call: Call) -> Answer:
    acts.check_reporting(call.repository)
    acts.set_reporting(call.repository, on=True)
    return Answer(status=204)


@routes("DELETE", REPORTING, needs=ADMINISTRATION, role=Role.ADMIN)
def disable_reporting(call: Call) -> Answer:
    acts.check_reporting(call.repository)
    acts.set_reporting(call.repository, on=False)
    return Answer(status=204)
