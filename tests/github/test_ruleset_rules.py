"""Rules that demand what two rulesets do."""

from app.github.ruleset_rules import completed


def test_each_rule_is_as_strict_as_the_stricter_one() -> None:
    there = [{"type": "pull_request", "parameters": {"count": 3, "owners": False, "own": "x"}}]
    wanted = [{"type": "pull_request", "parameters": {"count": 1, "owners": True, "own": "y"}}]

    [rule] = completed(there, wanted)

    assert rule["parameters"] == {"count": 3, "owners": True, "own": "x"}


def test_what_is_missing_is_added_and_nothing_taken_away() -> None:
    there = [{"type": "required_signatures"}, {"type": "deletion"}]
    wanted = [{"type": "deletion"}, {"type": "non_fast_forward"}]

    rules = completed(there, wanted)

    assert [rule["type"] for rule in rules] == [
        "required_signatures",
        "deletion",
        "non_fast_forward",
    ]


def test_a_check_is_required_once_from_the_app_that_is_wanted() -> None:
    there = [_checks({"context": "ours"}, {"context": "theirs", "integration_id": 1})]
    wanted = [_checks({"context": "ours", "integration_id": 7}, {"context": "new"})]

    [rule] = completed(there, wanted)

    assert rule == _checks(
        {"context": "ours", "integration_id": 7},
        {"context": "theirs", "integration_id": 1},
        {"context": "new"},
    )


def test_ways_of_merging_stay_as_the_admin_chose_them() -> None:
    there = [{"type": "pull_request", "parameters": {"allowed_merge_methods": ["squash"]}}]
    wanted = [{"type": "pull_request", "parameters": {"allowed_merge_methods": ["merge"]}}]

    assert completed(there, wanted) == there


def _checks(*checks: dict[str, object]) -> dict[str, object]:
    return {
        "type": "required_status_checks",
        "parameters": {"required_status_checks": list(checks)},
    }
