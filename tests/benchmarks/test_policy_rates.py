"""The policy benchmark decides what it says, and its table compares within one run."""

from benchmarks.policy import catalog_of, policies, table


def test_a_catalog_has_as_many_services_as_asked_for() -> None:
    catalog = catalog_of(1_000)

    assert len({service.name for service in catalog.services}) == 1_000
    assert catalog.named("ledger")


def test_only_the_scan_goes_through_the_catalog() -> None:
    scans = {
        name: any(one.scans_catalog for one in policy.expressions)
        for name, policy in policies().items()
    }

    assert scans == {"lookups": False, "similar names": False, "a scan": True}


def test_each_rate_stands_beside_its_ratio() -> None:
    lines = list(table({"lookups": {10: 2_000.0, 1_000: 1_000.0, 10_000: 500.0}}))

    assert lines[-1] == "| lookups | 2,000 (1.00) | 1,000 (0.50) | 500 (0.25) |"
