"""A file of answers: what a request might have said, by the ids of the form's fields."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ruamel.yaml.nodes import Node

from app.domain.form import Form
from app.domain.form.fields import LIST_FIELD
from app.domain.github_names import is_login, is_repository_name, is_team_slug
from app.domain.names import name_faults, pair_names
from app.domain.policy import Policy
from app.domain.yaml_nodes import YamlNodes
from app.operations.template.answer_nodes import (
    read_answer,
    read_number,
    read_text,
    sample_answer,
)
from app.templates.answers import Answer, PairAnswers
from app.templates.sample import SAMPLE

MOST_BYTES = 1_000_000
_TEXTS = ("name", "owner", "description", "tier", "data", "exposure")
_BESIDE = ("organisation", "tests_repository", "request_url", "git_url")
_NUMBER = "request_number"
_OWN = frozenset({*_TEXTS, *_BESIDE, _NUMBER, LIST_FIELD, "template"})
_NAMES = {
    "name": is_repository_name,
    "tests_repository": is_repository_name,
    "owner": is_team_slug,
    "organisation": is_login,
}


class NoAnswers(Exception):
    """A file that is not there or is no text; the text says which."""


def read_answers(
    path: Path | None, template: str, form: Form | None, policy: Policy | None = None
) -> PairAnswers:
    """The answers in the file at `path`, made-up ones for what it does not say.

    With a form, its fields alone are known, and answers are held against their choices. With a
    policy, the service must have a name that it allows, and its tests are called as it says.
    Raises NoAnswers, and FileMistakes with each mistake at its line.
    """
    made_up = _named(_made_up(form), policy)
    if path is None:
        return made_up
    nodes = YamlNodes(str(path))
    entries = nodes.mapping(nodes.compose(_text(path), MOST_BYTES), "The file")
    if form is not None:
        _check_fields(nodes, entries, form)
    answers = _answers(nodes, entries, form, made_up)
    _check_names(nodes, entries, answers, policy)
    if "tests_repository" not in entries:
        answers = _named(answers, policy)
    if "template" in entries and read_text(nodes, entries["template"], "template") != template:
        say = f"The command asks for {template}; write the same here, or leave it out."
        nodes.wrong(entries["template"], say)
    nodes.raise_mistakes()
    return answers


def _made_up(form: Form | None) -> PairAnswers:
    if form is None:
        return SAMPLE
    extra = {one.id: sample_answer(one) for one in form.fields if one.id not in _OWN}
    return replace(SAMPLE, extra=extra)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise NoAnswers(f"{path} is not UTF-8 text.") from None
    except OSError as error:
        raise NoAnswers(f"{path} cannot be read: {error.strerror}.") from None


def _check_fields(nodes: YamlNodes, entries: Mapping[str, Node], form: Form) -> None:
    fields = [one.id for one in form.fields]
    for name, node in entries.items():
        if name not in fields and name not in _OWN:
            nodes.wrong(node, f"`{name}` is no field of the form, which has {', '.join(fields)}.")


def _answers(
    nodes: YamlNodes, entries: Mapping[str, Node], form: Form | None, made_up: PairAnswers
) -> PairAnswers:
    fields = {one.id: one for one in form.fields} if form is not None else {}
    own: dict[str, Any] = {}
    extra: dict[str, Answer] = dict(made_up.extra)
    for name, node in entries.items():
        if name == "template":  # what the form does not offer yet is previewed all the same
            continue
        if name == _NUMBER:
            own[name] = read_number(nodes, node, name)
        elif name in _BESIDE:
            own[name] = read_text(nodes, node, name)
        elif name in _OWN:
            answer = read_answer(nodes, node, name, fields.get(name))
            own[name] = answer if name == LIST_FIELD else str(answer)
        else:
            extra[name] = read_answer(nodes, node, name, fields.get(name))
    return replace(made_up, **own, extra=extra)


def _named(answers: PairAnswers, policy: Policy | None) -> PairAnswers:
    """With the tests called as the policy says."""
    tests = pair_names(policy, answers.name).tests if policy else f"{answers.name}-tests"
    return replace(answers, tests_repository=tests)


def _check_names(
    nodes: YamlNodes, entries: Mapping[str, Node], answers: PairAnswers, policy: Policy | None
) -> None:
    """Folders on this machine bear two of them."""
    for name, is_good in _NAMES.items():
        if name in entries and not is_good(str(getattr(answers, name))):
            nodes.wrong(entries[name], f"GitHub allows no such `{name}`; correct it.")
    if "name" in entries and policy is not None:
        for fault in name_faults(policy, answers.name):
            nodes.wrong(entries["name"], f"The policy allows no such `name`. {fault}")
    if answers.tests_repository.casefold() == answers.name.casefold():
        say = "Both repositories of the pair would have this one name; give the tests another."
        nodes.wrong(entries.get("tests_repository") or entries["name"], say)
