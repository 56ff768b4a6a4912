"""Puts the pages on the sandbox's Flask app: routes, headers, and refusals as pages."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, Response, g
from flask import request as http_request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from werkzeug.routing import BaseConverter

from sandbox.asked import asked_world
from sandbox.clock import stamp
from sandbox.errors import ApiError
from sandbox.guard import is_open
from sandbox.pages import (
    check_run,
    checks_shown,
    code,
    commit,
    deliveries,
    deployments,
    display,
    gate,
    issue,
    issue_changes,
    issue_form,
    issues,
    not_there,
    organisation,
    pull,
    pull_changes,
    pulls,
    runs,
    settings,
    team,
    visitor,
)
from sandbox.pages.apps import installing, registering
from sandbox.pages.markdown import render_issue, render_line
from sandbox.pages.page import Page, Visit, path_of
from sandbox.pages.refusal import refusal
from sandbox.world.pulls import pulls_of
from sandbox.world.repositories import Repository

SUBJECTS = (
    visitor,
    organisation,
    team,
    deliveries,
    registering,
    installing,
    code,
    settings,
    issues,
    issue_form,
    issue,
    issue_changes,
    runs,
    gate,
    deployments,
    pulls,
    pull,
    pull_changes,
    check_run,
    commit,
    not_there,
)
CONTENT = (
    "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self';"
    " form-action 'self'{elsewhere}; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class LoginConverter(BaseConverter):
    """An owner in a path; `api` is no login, for the API is there."""

    regex = r"(?!api$)[A-Za-z0-9][A-Za-z0-9-]*"
    # Heavier than the usual converter: git's own paths are tried first.
    weight = 150


def mount_pages(app: Flask) -> None:
    """Mount after the API and git: their paths are the more special ones."""
    app.url_map.converters["login"] = LoginConverter
    blueprint = Blueprint(
        "pages",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/_sandbox/static",
    )
    for subject in SUBJECTS:
        for number, page in enumerate(subject.pages.all):
            name = f"{subject.__name__.rpartition('.')[2]}-{number}"
            blueprint.add_url_rule(page.rule, name, _view(page), methods=[page.method])
    blueprint.register_error_handler(ApiError, refusal)
    blueprint.after_request(_with_headers)
    blueprint.context_processor(_known_everywhere)
    for name, show in FILTERS.items():
        blueprint.add_app_template_filter(show, name)
    app.register_blueprint(blueprint)
    issue_form.mount_control(app)


def _view(page: Page) -> Callable[..., Any]:
    def view(**params: Any) -> Any:
        world = asked_world()
        with world.lock:
            g.visit = Visit(world, visitor.visitor(world))
            is_change = page.method == "POST" and not is_open(http_request.path)
            if is_change and "Origin" not in http_request.headers:
                raise ApiError(403, "A change must come from a page of this sandbox.")
            return page.view(g.visit, **params)

    return view


def _known_everywhere() -> dict[str, Any]:
    """What the frame around every page shows; nothing before the visitor is known."""
    if "visit" not in g:
        return {}
    visit: Visit = g.visit
    people = visitor.people(visit.world)
    return {
        "visit": visit,
        "people": people,
        "now": visit.world.now(),
        "back": visitor.shown_last(visit.world),
    }


@pass_context
def _markdown(context: Context, text: str | None, where: Repository) -> Markup:
    return render_issue(text, context["visit"], where)


@pass_context
def _markdown_line(context: Context, text: str, where: Repository) -> Markup:
    return render_line(text, context["visit"], where)


FILTERS: dict[str, Callable[..., Any]] = {
    "ago": display.ago,
    "check_look": checks_shown.look,
    "check_word": checks_shown.word,
    "hue": display.hue,
    "ink": display.ink,
    "markdown": _markdown,
    "markdown_line": _markdown_line,
    "issues_of": issues.issues_of,
    "moment": display.moment,
    "path_of": path_of,
    "pulls_of": pulls_of,
    "size": display.size,
    "stamp": stamp,
    "web_link": display.web_link,
}


def _with_headers(response: Response) -> Response:
    """With the pages elsewhere to which a form of this one may lead on."""
    response.headers.update(HEADERS)
    elsewhere = "".join(f" {origin}" for origin in g.get("led_on_to", ()))
    response.headers["Content-Security-Policy"] = CONTENT.format(elsewhere=elsewhere)
    return response
