"""What a policy case takes for granted: answers, people, catalog and clock."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from typing import Any

from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

from app.domain.cases.model import Given, TeamFigures, Written
from app.domain.facts import Service
from app.domain.form import Form
from app.domain.github_names import is_login, is_team_slug
from app.domain.policy.times import read_moment
from app.domain.policy.values import (
    did_you_mean,
    integer,
    keys_of,
    section,
    text,
    texts,
)
from app.domain.yaml_nodes import YamlNodes

_BOT = "[bot]"


class GivenReader:
    """Reads what is given for a request of this form."""

    def __init__(self, nodes: YamlNodes, form: Form) -> None:
        self._nodes = nodes
        self._options = {field.id: field.options for field in form.fields}

    def read(self, parts: Mapping[str, Node], before: Given) -> Given:
        """`before`, with what is said here in its place; answers and teams are added."""
        nodes = self._nodes
        changed: dict[str, Any] = {
            "requester": self.login(parts.get("requester"), "`requester`", before.requester),
            "answers": {**before.answers, **self.answers(parts.get("answers"), "`answers`")},
            "teams": {**before.teams, **self._teams(parts.get("teams"))},
            "now": read_moment(nodes, parts.get("now"), "`now`", UTC) or before.now,
            "templates": texts(nodes, parts.get("templates"), "`templates`", "A template")
            or before.templates,
        }
        if "catalog" in parts:
            entries = nodes.items(parts["catalog"], "`catalog`")
            changed["catalog"] = tuple(self._service(entry) for entry in entries)
        if "team" in parts:
            changed["team"] = self._figures(parts["team"])
        if "requests_today" in parts:
            changed["requests_today"] = self._count(parts["requests_today"], "`requests_today`")
        if "template_trees" in parts:
            trees = nodes.mapping(parts["template_trees"], "`template_trees`")
            changed["template_trees"] = {
                name: text(nodes, value, "A tree") for name, value in trees.items()
            }
        if "newest_template" in parts:
            changed["newest_template"] = nodes.flag(parts["newest_template"], "`newest_template`")
        return replace(before, **changed)

    def answers(self, node: Node | None, what: str) -> Written:
        """What was typed, chosen or ticked, for fields that the form has."""
        if node is None:
            return {}
        found: dict[str, str | tuple[str, ...]] = {}
        for name, value in self._nodes.mapping(node, what).items():
            if name not in self._options:
                say = f"The form has no field `{name}`{did_you_mean(name, self._options)}."
                self._nodes.wrong(value, say)
            found[name] = self._answer(value, name)
        return found

    def login(self, node: Node | None, what: str, default: str) -> str:
        """A person's login, or a bot's, which ends in `[bot]`."""
        written = text(self._nodes, node, what, default)
        if not is_login(written.removesuffix(_BOT)):
            self._nodes.wrong(node, f"`{written}` is no login; write it without the @.")
        return written

    def _answer(self, node: Node, name: str) -> str | tuple[str, ...]:
        if isinstance(node, ScalarNode):
            return "" if str(node.tag).endswith(":null") else str(node.value)
        if not isinstance(node, SequenceNode):
            self._nodes.wrong(node, f"The answer to `{name}` must be a text or a list of texts.")
            return ""
        return tuple(self._nodes.text(item, "An answer") for item in node.value)

    def _teams(self, node: Node | None) -> dict[str, tuple[str, ...]]:
        found = {} if node is None else self._nodes.mapping(node, "`teams`")
        for slug, value in found.items():
            if not is_team_slug(slug.lower()):
                self._nodes.wrong(value, f"`{slug}` is no team's slug.")
        return {
            slug.lower(): tuple(map(str.lower, texts(self._nodes, value, f"`{slug}`", "A member")))
            for slug, value in found.items()
        }

    def _service(self, node: Node) -> Service:
        parts = section(self._nodes, node, "A service", keys_of(Service))
        for needed in ("name", "owner"):
            if parts and needed not in parts:
                self._nodes.wrong(node, f"The service has no `{needed}`.")
        written = ("name", "owner", "system", "lifecycle", "template")
        return Service(
            **{key: text(self._nodes, parts.get(key), f"`{key}`") for key in written},
            depends_on=texts(self._nodes, parts.get("depends_on"), "`depends_on`", "A service"),
            data_stores=texts(self._nodes, parts.get("data_stores"), "`data_stores`", "A store"),
            created=read_moment(self._nodes, parts.get("created"), "`created`", UTC),
        )

    def _figures(self, node: Node) -> TeamFigures:
        parts = section(self._nodes, node, "`team`", keys_of(TeamFigures))
        return TeamFigures(**{key: self._count(value, f"`{key}`") for key, value in parts.items()})

    def _count(self, node: Node, what: str) -> int:
        return integer(self._nodes, node, what, 0, 100_000) or 0
