"""What the page about pipelines names is there, and its policy is one."""

import re

from app.domain.policy import Policy
from tests.domain.build import a_policy
from tests.environment import ROOT

PAGE = (ROOT / "docs/pipelines.md").read_text(encoding="utf-8")
LAYER = ROOT / "cookiecutters/platform/{{cookiecutter.repository}}"
REST = (
    "version: 1\nroles: {platform: {teams: [platform-reviewers]}}\n"
    "approvals: [{name: a, label: l/a, by: platform}]\n"
)


def rendered_paths() -> set[str]:
    """The paths of the layer's files and folders, without the conditions in their names."""
    return {re.sub(r"\{%.*?%\}", "", str(path.relative_to(LAYER))) for path in LAYER.rglob("*")}


def example() -> Policy:
    (indented,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    text = re.sub(r"^   ", "", indented, flags=re.MULTILINE)
    access = "  access: {owner: maintain, platform-reviewers: admin}\n"
    return a_policy(REST + text + access)


def test_every_file_that_the_page_names_is_in_the_platform_layer() -> None:
    table = PAGE.partition("| file |")[2].partition("\n\n")[0]
    named = {
        name.rstrip("/")
        for row in table.splitlines()
        for name in re.findall(r"`([^`]+)`", row.split("|")[1] if row else "")
    }

    assert len(named) > 10
    assert named - rendered_paths() == set()


def test_the_page_s_policy_has_the_environments_that_are_deployed_to() -> None:
    deploy = next((LAYER / ".github/workflows").glob("*deploy.yml*")).read_text(encoding="utf-8")

    stages = re.findall(r"^      environment: (\S+)$", deploy, re.MULTILINE)

    assert [one.name for one in example().repositories.service.environments] == stages
