"""What acme's form asks, and the answers that a harmless request gives."""

from tests.environment import ROOT

FORM = (ROOT / "app/starter/.github/ISSUE_TEMPLATE/new-service.yml").read_text(encoding="utf-8")
CONTROL = "/repos/acme/services"

ANSWERS = {
    "name": "billing",
    "owner": "payments",
    "description": "Sends the invoices.",
    "template": "python-service",
    "tier": "2",
    "data": "nothing",
    "exposure": "internal",
}
