"""The starter control repository works as it is, and tells people the truth."""

from app.domain.control import CODEOWNERS_PATHS, FORM_PATH, POLICY_PATH
from app.domain.form import read_form
from app.domain.policy import read_policy
from app.domain.protection import BranchRules, judge_protection
from app.domain.verdict import Status
from app.templates.manifest import Kind
from app.templates.offer import manifest_of
from app.templates.preview import load_templates
from tests.domain.build import ANSWERS, STARTER

COOKIECUTTERS = STARTER.parents[1] / "cookiecutters"


def starter(path: str) -> str:
    return (STARTER / path).read_text()


def test_the_form_asks_what_the_templates_are_filled_with() -> None:
    form = read_form(starter(FORM_PATH))

    assert form.labels == ("service-request",)
    assert [field.id for field in form.fields] == list(ANSWERS)


def test_the_form_offers_every_starter_template_for_services() -> None:
    form = read_form(starter(FORM_PATH))
    templates = load_templates(COOKIECUTTERS)

    [field] = [field for field in form.fields if field.id == "template"]

    services = [name for name in templates if manifest_of(templates, name).kind is Kind.SERVICE]
    assert sorted(field.options) == sorted(services)


def test_the_policy_fits_the_form() -> None:
    policy = read_policy(starter(POLICY_PATH), read_form(starter(FORM_PATH)))

    assert policy.approvals[0].when is None


def test_codeowners_protect_what_decides() -> None:
    rules = BranchRules(
        pull_request=True, approvals=1, code_owner_review=True, reviews_every_push=True
    )

    verdict = judge_protection(rules, starter(CODEOWNERS_PATHS[0]))

    assert verdict.status is Status.SATISFIED


def test_the_guide_links_to_files_that_are_there() -> None:
    assert f"]({POLICY_PATH})" in starter("README.md")
    assert f"]({FORM_PATH})" in starter("README.md")
    assert f"]({CODEOWNERS_PATHS[0]})" in starter("README.md")
