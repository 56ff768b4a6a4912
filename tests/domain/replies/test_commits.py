"""What is written into the history of generated repositories starts nothing."""

from app.domain.replies import commits


def test_the_first_commit_says_where_it_comes_from() -> None:
    trees = {"python-service": "a1b2", "platform": "0f9e"}

    message = commits.first_commit(
        "billing", "https://github.example/acme/services/issues/12", trees
    )

    assert message == (
        "Start billing\n\n"
        "Built by Slipway for the approved request\n"
        "https://github.example/acme/services/issues/12\n"
        "from these templates:\n\n"
        "- platform at tree 0f9e\n"
        "- python-service at tree a1b2\n"
    )


def test_names_cannot_add_lines_to_a_commit() -> None:
    message = commits.first_commit(
        "x\n\nCo-authored-by: Eve <eve@x.example>", "https://x", {"[skip ci]": "a"}
    )

    assert "Co-authored-by:" not in message
    assert "[skip ci]" not in message


def test_a_description_is_one_line_that_github_accepts() -> None:
    description = commits.service_description("Bills.\nfixes #1 @acme/all [skip ci]" + "z" * 400)

    assert description.startswith("Bills. fixes no. 1 at acme/all (skip ci)")
    assert len(description) == 350


def test_the_integration_tests_say_whose_they_are() -> None:
    assert commits.tests_description("billing") == "Integration tests of billing"
