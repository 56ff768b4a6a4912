"""Promise 8: the check on a commit says what is wrong with a template before it is in use."""

from dataclasses import replace

from app.domain.control import FORM_PATH
from app.github.permissions import CHECK as CHECKS
from app.usecases.template_judging import BOUNDS, TemplateJudge
from tests.journeys.acme import Acme, connect
from tests.journeys.branches import annotations, branch, run, runs, tip
from tests.journeys.form import CONTROL
from tests.journeys.template_checks.made import (
    PLATFORM,
    PYTHON,
    service,
    template_run,
    template_runs,
)
from tests.journeys.templates import tree_of

ENDLESS = "{% for _ in range(99999) %}{% for _ in range(99999) %}{% endfor %}{% endfor %}"


def test_a_mistake_is_told_at_its_line(busy_acme: Acme) -> None:
    work = branch(busy_acme, "a-mistake")

    commit_id = work.changes(lambda text: text.replace("kind: service", "kind: servise"), PYTHON)

    told = template_run(busy_acme, commit_id)
    line = busy_acme.reads("services", PYTHON).split("kind:")[0].count("\n") + 1
    assert (told["status"], told["conclusion"]) == ("completed", "failure")
    assert told["output"]["title"] == f"1 mistake in {PYTHON}"
    [found] = annotations(busy_acme, told)
    assert (found["path"], found["start_line"]) == (PYTHON, line)
    assert found["annotation_level"] == "failure"
    assert run(busy_acme, commit_id)["conclusion"] == "success"


def test_a_commit_that_leaves_the_templates_alone_passes_in_a_sentence(busy_acme: Acme) -> None:
    commit_id = branch(busy_acme, "unrelated").changes(lambda text: f"{text}\n# unrelated\n")

    told = template_run(busy_acme, commit_id)
    assert told["conclusion"] == "success"
    assert told["output"]["title"] == "Templates stay as they are"


def test_a_changed_template_passes_and_it_says_for_whom_it_changes_what(busy_acme: Acme) -> None:
    work = branch(busy_acme, "changed")

    commit_id = work.changes(lambda text: f"{text}# newer\n", PYTHON)

    told = template_run(busy_acme, commit_id)
    summary = told["output"]["summary"]
    assert (told["conclusion"], told["output"]["title"]) == ("success", "Fine; 1 template checked")
    changed = tree_of(busy_acme, ref=commit_id)
    assert f"| python-service | `{changed}` | fine |" in summary
    assert "new requests for services that are made of these templates" in summary
    assert "`slipway preview TEMPLATE`" in summary


def test_a_change_below_all_has_all_of_them_checked(busy_acme: Acme) -> None:
    work = branch(busy_acme, "below-all")

    commit_id = work.changes(lambda text: f"{text}# newer\n", PLATFORM)

    summary = template_run(busy_acme, commit_id)["output"]["summary"]
    entries = busy_acme.does("ada", "GET", f"{CONTROL}/contents/cookiecutters")
    folders = [one["name"] for one in entries if one["type"] == "dir"]
    assert all(f"| {name} |" in summary for name in folders)


def test_a_template_that_is_gone_is_missed_where_it_is_needed(busy_acme: Acme) -> None:
    work = branch(busy_acme, "gone")

    commit_id = work.removes("cookiecutters/integration-tests")

    told = template_run(busy_acme, commit_id)
    assert told["conclusion"] == "failure"
    assert any("integration-tests" in one["message"] for one in annotations(busy_acme, told))
    assert {one["path"] for one in annotations(busy_acme, told)} >= {PYTHON}


def test_a_new_template_is_checked_beside_those_that_are_there(busy_acme: Acme) -> None:
    work = branch(busy_acme, "new-one")

    commit_id = work.adds_all(service("tiny-service"))

    told = template_run(busy_acme, commit_id)
    assert told["conclusion"] == "success"
    assert "| tiny-service |" in told["output"]["summary"]
    assert "| platform |" not in told["output"]["summary"]


def test_a_new_service_that_the_form_does_not_offer_is_a_doubt(busy_acme: Acme) -> None:
    busy_acme.files(name="has-the-form-in-force")

    commit_id = branch(busy_acme, "not-offered").adds_all(service("unasked-service"))

    [found] = annotations(busy_acme, template_run(busy_acme, commit_id))
    assert found["path"] == "cookiecutters/unasked-service/slipway.yml"
    assert found["annotation_level"] == "warning"
    assert "The issue form does not offer it" in found["message"]


def test_a_choice_of_the_form_whose_template_goes_is_told_at_its_line(busy_acme: Acme) -> None:
    busy_acme.files(name="offers-go")
    line = busy_acme.reads("services", FORM_PATH).split("- go-service")[0].count("\n") + 1

    commit_id = branch(busy_acme, "go-goes").removes("cookiecutters/go-service")

    told = annotations(busy_acme, template_run(busy_acme, commit_id))
    [found] = [one for one in told if one["path"] == FORM_PATH]
    assert (found["start_line"], found["annotation_level"]) == (line, "failure")
    assert "The form offers go-service" in found["message"]


def test_text_that_people_write_into_the_form_must_be_quoted(busy_acme: Acme) -> None:
    busy_acme.files(name="brings-the-law-into-force")
    files = service("bare-words", **{"data.yml": "store: {{ cookiecutter.data_store }}\n"})
    declared = {
        "cookiecutters/bare-words/cookiecutter.json": '{"repository": "", "data_store": ""}'
    }

    commit_id = branch(busy_acme, "bare-words").adds_all({**files, **declared})

    told = annotations(busy_acme, template_run(busy_acme, commit_id))
    assert any(
        one["path"].endswith("data.yml") and one["annotation_level"] == "failure" for one in told
    ), told


def test_names_of_files_stay_names_whatever_they_are(busy_acme: Acme) -> None:
    name = "@acme|`<b>` {{7*7}}\n# \u202e.md"
    work = branch(busy_acme, "hostile-names")

    commit_id = work.adds_all(service("hostile-service", **{f"{name}/[x](y).txt": "{{ nope }}"}))

    told = template_run(busy_acme, commit_id)
    assert told["conclusion"] == "failure"
    assert "\u202e" not in told["output"]["summary"] + told["output"]["title"]
    assert all(
        one["path"].startswith("cookiecutters/hostile-service")
        for one in annotations(busy_acme, told)
    )


def test_one_without_end_is_stopped_and_said_and_others_are_checked(busy_acme: Acme) -> None:
    judge = TemplateJudge(replace(BOUNDS, cpu_seconds=2))
    hasty = busy_acme.with_bench(template_judge=judge)
    work = branch(hasty, "endless")
    two = service("b-service") | service("a-service", **{"endless.txt": ENDLESS})

    commit_id = work.adds_all(two)

    told = template_run(busy_acme, commit_id)
    assert told["conclusion"] == "failure"
    assert "| b-service |" in told["output"]["summary"]
    wrong = [one for one in annotations(busy_acme, told) if one["annotation_level"] == "failure"]
    assert {one["path"].split("/")[1] for one in wrong} == {"a-service"}
    assert any("time" in one["message"] for one in wrong)


def test_the_templates_of_a_fork_are_not_even_read(busy_acme: Acme) -> None:
    where = {"repository": "acme/services", "actor": "olga", "branch": "foreign"}
    calls: list[str] = []
    watched = connect(busy_acme.sandbox, lambda call: calls.append(call.route))

    done = busy_acme.controls("fork_pull", **where, files={PYTHON: "kind: 7\n"})
    busy_acme.with_bench(github=watched).settles()

    told = template_run(busy_acme, done["sha"])
    assert told["conclusion"] == "action_required"
    assert "somebody with write access" in told["output"]["summary"]
    assert not [route for route in calls if route.startswith("QUERY")]


def test_what_breaks_a_template_on_the_default_branch_is_told_on_its_commit(acme: Acme) -> None:
    acme.commits(PYTHON, lambda text: text.replace("kind: service", "kind: servise"))

    assert template_run(acme, tip(acme))["conclusion"] == "failure"


def test_a_commit_of_the_default_branch_is_held_against_the_one_before(acme: Acme) -> None:
    acme.commits(PYTHON, lambda text: text.replace("kind: service", "kind: servise"))

    acme.commits("README.md", lambda text: f"{text}\nMore.\n")

    assert template_run(acme, tip(acme))["output"]["title"] == "Templates stay as they are"


def test_the_last_of_several_commits_that_are_pushed_at_once_answers_for_all(acme: Acme) -> None:
    acme.commits("README.md", lambda text: f"{text}\nMore.\n")
    work = branch(acme, "several")
    acme.controls("deliveries", drop=100)
    work.changes_quietly(lambda text: text.replace("kind: service", "kind: servise"), PYTHON)
    last = work.changes_quietly(lambda text: f"{text}\nAnd more.\n", "README.md")
    acme.controls("deliveries", drop=0)

    with acme.unprotected():
        acme.does("ada", "PATCH", f"{CONTROL}/git/refs/heads/main", {"sha": last})
    acme.settles()

    told = template_run(acme, last)
    assert told["output"]["title"] == f"1 mistake in {PYTHON}"


def test_each_check_is_made_once_more_for_who_asks_for_it_alone(busy_acme: Acme) -> None:
    commit_id = branch(busy_acme, "again").changes(lambda text: f"{text}# again\n", PYTHON)
    first = template_run(busy_acme, commit_id)

    busy_acme.controls("check_run", repository="acme/services", id=first["id"], actor="paula")
    busy_acme.settles()

    newest, before = template_runs(busy_acme, commit_id)
    assert before["id"] == first["id"]
    assert (newest["status"], newest["conclusion"]) == ("completed", "success")
    policy = run(busy_acme, commit_id)

    busy_acme.controls("check_run", repository="acme/services", id=policy["id"], actor="paula")
    busy_acme.settles()

    assert len(template_runs(busy_acme, commit_id)) == 2


def test_who_asks_for_all_checks_gets_both(busy_acme: Acme) -> None:
    commit_id = branch(busy_acme, "both").changes(lambda text: f"{text}# both\n", PYTHON)
    suite = template_run(busy_acme, commit_id)["check_suite"]["id"]

    github = busy_acme.bench.github
    client = github.for_step(github.installation("acme"), CHECKS, ["services"])
    client.rest(f"POST {CONTROL}/check-suites/{suite}/rerequest")
    busy_acme.settles()

    assert len(runs(busy_acme, commit_id)) == 2

    assert len(template_runs(busy_acme, commit_id)) == 2
