"""New issues: the chooser, the repository's forms, the blank issue, and a form for programs."""

from typing import Any

from flask import Flask, Response, jsonify, render_template
from flask import request as http_request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.wrappers import Response as Redirect

from sandbox.asked import asked_world
from sandbox.errors import ApiError
from sandbox.pages.acting import act
from sandbox.pages.forms.definition import IssueForm
from sandbox.pages.forms.files import blank_issues_enabled, form_of, forms_of
from sandbox.pages.forms.filing import check_open, submit
from sandbox.pages.forms.filling import complaints, first_answers
from sandbox.pages.page import REPOSITORY, Pages, Visit, see
from sandbox.pages.visitor import person
from sandbox.rest.issues import ISSUES
from sandbox.shapes.issue import issue as issue_shape
from sandbox.world.repositories import Repository
from sandbox.world.state import World

pages = Pages()
NEW = REPOSITORY + "/issues/new"
PREFIX = "answer."
# No question has an empty key, so this one is free for what is said about the title.
TITLE = ""


@pages("GET", NEW + "/choose")
def choose(visit: Visit, owner: str, repo: str) -> str:
    where = visit.repository(owner, repo)
    check_open(where)
    blank = blank_issues_enabled(where)
    return render_template("choose.html", where=where, forms=forms_of(where), blank=blank)


@pages("GET", NEW)
def show_form(visit: Visit, owner: str, repo: str) -> str:
    """The form of `?template=`, filled with its defaults or with what the address says."""
    where = visit.repository(owner, repo)
    check_open(where)
    file = http_request.args.get("template")
    if file is None:
        return render_template("blank.html", where=where)
    form = form_of(where, file)
    given = {key: tuple(http_request.args.getlist(key)) for key in form.questions}
    answers = first_answers(form) | {key: value for key, value in given.items() if value}
    title = http_request.args.get("title", form.title)
    return _form_page(where, file, form, title, answers, {})


@pages("POST", NEW)
def file_issue(visit: Visit, owner: str, repo: str) -> Redirect | tuple[str, int]:
    where = visit.repository(owner, repo)
    title, file = http_request.form.get("title", ""), http_request.args.get("template")
    if file is None:
        fields = {"title": title, "body": http_request.form.get("body", "")}
        made = act(visit, where, "POST", ISSUES, fields).body
        return see(f"/{where.full_name}/issues/{made['number']}")
    form = form_of(where, file)
    chosen = {key: http_request.form.getlist(PREFIX + key) for key in form.questions}
    answers = {key: tuple(filter(None, values)) for key, values in chosen.items()}
    said = _complaints(form, title, answers)
    if said:
        return _form_page(where, file, form, title, answers, said), 422
    issue = submit(visit.world, where, visit.who, form, title, answers)
    return see(f"/{where.full_name}/issues/{issue.number}")


def _form_page(
    where: Repository,
    file: str,
    form: IssueForm,
    title: str,
    answers: dict[str, tuple[str, ...]],
    said: dict[str, str],
) -> str:
    return render_template(
        "form.html",
        where=where,
        file=file,
        form=form,
        title=title,
        answers=answers,
        complaints=said,
    )


def _complaints(form: IssueForm, title: str, answers: dict[str, tuple[str, ...]]) -> dict[str, str]:
    missing = {} if title.strip() else {TITLE: "A title is required."}
    return missing | complaints(form, answers)


class Filled(BaseModel):
    """What a program submits; an answer is by id of its question, a list where several fit.

    A question that is left out keeps what the form shows at first; so does the title.
    """

    model_config = ConfigDict(extra="forbid")

    who: str = Field(alias="as")
    title: str | None = None
    answers: dict[str, str | list[str]] = {}


def mount_control(app: Flask) -> None:
    """`POST /_sandbox/form/{owner}/{repo}/{template}`: what the page does, for programs."""

    @app.post("/_sandbox/form/<owner>/<repo>/<template>")
    def fill_form(owner: str, repo: str, template: str) -> tuple[Response, int]:
        world = asked_world()
        with world.lock:
            try:
                return jsonify(_fill(world, owner, repo, template)), 201
            except ApiError as error:
                return jsonify(error.body()), error.status


def _fill(world: World, owner: str, repo: str, template: str) -> dict[str, Any]:
    try:
        filled = Filled.model_validate(http_request.get_json(force=True, silent=True))
    except ValidationError as error:
        raise ApiError(422, str(error)) from None
    who = person(world, filled.who)
    where = Visit(world, who).repository(owner, repo)
    form = form_of(where, template)
    title = form.title if filled.title is None else filled.title
    answers = first_answers(form) | _answers(form, filled.answers)
    said = _complaints(form, title, answers)
    if said:
        errors = [{"field": key or "title", "message": sentence} for key, sentence in said.items()]
        raise ApiError(422, "The form was not submitted.", errors)
    return issue_shape(world, submit(world, where, who, form, title, answers))


def _answers(form: IssueForm, given: dict[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    unknown = given.keys() - form.questions.keys()
    if unknown:
        raise ApiError(422, f"The form asks nothing called {', '.join(sorted(unknown))}.")
    listed = {key: [one] if isinstance(one, str) else one for key, one in given.items()}
    return {key: tuple(filter(None, values)) for key, values in listed.items()}
