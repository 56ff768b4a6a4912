"""Made-up answers, for whoever tries a template."""

from app.templates.answers import PairAnswers

SAMPLE = PairAnswers(
    organisation="acme",
    name="billing",
    tests_repository="billing-tests",
    owner="payments",
    description="Writes invoices and collects what is due.",
    tier="2",
    data="payment",
    exposure="internal",
    depends_on=["customers", "ledger"],
    request_number=7,
    request_url="https://github.com/acme/services/issues/7",
    git_url="https://github.com",
    extra={"data_store": "invoices"},
)
