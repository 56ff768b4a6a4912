"""People who come with a client that nobody here wrote see the same main job."""

from base64 import b64decode

from githubkit import GitHub, TokenAuthStrategy

from tests.journeys.acme import Acme


def test_the_main_job_with_githubkit(acme: Acme) -> None:
    dana, paula = _person(acme, "dana"), _person(acme, "paula")
    number = acme.files().number

    [status, *_] = dana.rest.issues.list_comments("acme", "services", number).parsed_data
    assert status.user is not None
    assert (status.user.login, status.user.type) == ("slipway[bot]", "Bot")
    assert "`approved/platform` by team `platform-reviewers`" in (status.body or "")

    acme.waits()
    paula.rest.issues.add_labels("acme", "services", number, labels=["approved/platform"])
    acme.settles()

    issue = dana.rest.issues.get("acme", "services", number).parsed_data
    assert (issue.state, issue.state_reason) == ("closed", "completed")
    for name in ("billing", "billing-integration-tests"):
        repository = dana.rest.repos.get("acme", name).parsed_data
        commits = dana.rest.repos.list_commits("acme", name).parsed_data
        readme = dana.rest.repos.get_content("acme", name, "README.md").parsed_data
        assert repository.private
        assert [one.commit.verification.verified for one in commits] == [True]
        assert name in b64decode(readme.content).decode()


def _person(acme: Acme, login: str) -> GitHub:
    token = TokenAuthStrategy(f"ghp_sandbox_{login}")
    return GitHub(token, base_url=acme.sandbox.api_url, http_cache=False)
