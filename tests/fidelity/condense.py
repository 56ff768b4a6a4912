"""Condenses what GitHub publishes about its API to the files in `published/`.

    npm pack @octokit/openapi@23.0.2 @octokit/openapi-webhooks@12.1.0
    npm pack @octokit/webhooks-examples@7.6.1 @octokit/graphql-schema@15.26.1
    npm pack @octokit/app-permissions@2.1.0
    python -m tests.fidelity.condense *.tgz

Texts and examples are left out, and schemas are turned from OpenAPI 3.0 to JSON Schema. Nothing
else is changed, and nothing of the API is left out: what Slipway may call next year is there.
"""

import gzip
import json
import re
import sys
import tarfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.fidelity import versions

Json = dict[str, Any]
PUBLISHED = Path(__file__).parent / "published"
METHODS = ("get", "post", "put", "patch", "delete")
JSON_TYPES = ("application/json", "application/scim+json", "application/json-patch+json")
PROSE = {
    *("description", "title", "example", "examples", "summary", "externalDocs", "deprecated"),
    *("discriminator", "readOnly", "xml", "default"),
}


class NotPublished(Exception):
    """An archive that this script cannot read; the message says what was looked for."""


def json_schema(schema: Any) -> Any:
    """An OpenAPI 3.0 or 3.1 schema as JSON Schema 2020-12.

    `oneOf` becomes `anyOf`: the alternatives in GitHub's description overlap, so that a true
    answer often fits two of them.
    """
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        named: Json = {"$ref": _reference(schema["$ref"])}
        return _or_null(named) if schema.get("nullable") else named
    found: Json = {}
    for key, value in schema.items():
        if key in PROSE or key.startswith("x-") or key == "nullable":
            continue
        found["anyOf" if key == "oneOf" else key] = _part(key, value)
    return _or_null(found) if schema.get("nullable") else found


def _part(key: str, value: Any) -> Any:
    if key in {"properties", "patternProperties"}:
        return {name: json_schema(one) for name, one in value.items()}
    if key in {"allOf", "anyOf", "oneOf"}:
        return [json_schema(one) for one in value]
    return json_schema(value) if key in {"items", "additionalProperties", "not"} else value


def _or_null(schema: Json) -> Json:
    kind = schema.get("type")
    if isinstance(kind, str) and not {"anyOf", "allOf"} & schema.keys():
        nullable = schema | {"type": [kind, "null"]}
        return nullable | {"enum": [*schema["enum"], None]} if "enum" in schema else nullable
    return {"anyOf": [schema, {"type": "null"}]}


def _reference(ref: str) -> str:
    return f"urn:github#/schemas/{ref.removeprefix('#/components/schemas/')}"


def rest(description: Json) -> Json:
    """Every operation, and below `newer` what another version of the API has otherwise."""
    oldest = _rest(description)
    return (
        {"release": description["info"]["version"]}
        | oldest
        | {
            "newer": {
                version: {
                    part: versions.changed(oldest[part], one)
                    for part, one in _rest(versions.as_of(description, version)).items()
                }
                for version in versions.versions(description)
            }
        }
    )


def _rest(description: Json) -> Json:
    """Every operation by method and path, with its parameters, body and answers."""
    operations = {}
    for path, item in description["paths"].items():
        for method in METHODS:
            if method in item:
                shared = item.get("parameters", [])
                operations[f"{method.upper()} {path}"] = _operation(
                    description, item[method], shared
                )
    schemas = description["components"]["schemas"]
    return {
        "operations": operations,
        "schemas": {name: json_schema(one) for name, one in schemas.items()},
    }


def _operation(description: Json, operation: Json, shared: list[Json]) -> Json:
    found: Json = {"id": operation["operationId"], "path": {}, "query": {}, "responses": {}}
    for one in [*shared, *operation.get("parameters", [])]:
        parameter = _resolved(description, one)
        if parameter["in"] in {"path", "query"}:
            found[parameter["in"]][parameter["name"]] = {
                "required": parameter.get("required", False),
                "schema": json_schema(parameter["schema"]),
            }
    for status, one in operation["responses"].items():
        answer = _resolved(description, one)
        found["responses"][status] = _content(answer)
    if "requestBody" in operation:
        body = _resolved(description, operation["requestBody"])
        found["body"] = {"required": body.get("required", False), "schema": _content(body)}
    if operation.get("x-github", {}).get("triggersNotification"):
        found["creating"] = True
    return found


def _content(part: Json) -> Any:
    """The schema of the JSON of a body or an answer; None where there is none."""
    content = part.get("content") or {}
    for kind in JSON_TYPES:
        if kind in content:
            return json_schema(content[kind].get("schema", {}))
    return {} if content else None


def _resolved(description: Json, part: Json) -> Json:
    if "$ref" not in part:
        return part
    kind, name = part["$ref"].removeprefix("#/components/").split("/", 1)
    found: Json = description["components"][kind][name]
    return found


def webhooks(description: Json) -> Json:
    """The schema of every event, by `event` or `event.action`."""
    events: Json = {}
    for item in description["webhooks"].values():
        operation = item["post"]
        event, _, action = operation["operationId"].partition("/")
        name = event.replace("-", "_") + (f".{action.replace('-', '_')}" if action else "")
        events[name] = _content(operation["requestBody"])
    schemas = description["components"]["schemas"]
    return {
        "release": description["info"]["version"],
        "events": events,
        "schemas": {name: json_schema(one) for name, one in schemas.items()},
    }


def examples(index: list[Json]) -> Json:
    """The example payloads by event."""
    return {one["name"]: one["examples"] for one in index}


def graphql(schema: str) -> str:
    """The public schema without its descriptions."""
    without = re.sub(r'^[ \t]*"""(?:.|\n)*?"""[ \t]*\n', "", schema, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", without)


def permissions(listed: Json) -> Json:
    """The permissions of which an App needs one, as `issues:write`, by method and path."""
    found: dict[str, list[str]] = {}
    for name, levels in listed["permissions"].items():
        for level, routes in levels.items():
            for route in routes if level != "url" else ():
                found.setdefault(route, []).append(f"{name}:{level}")
    return dict(sorted(found.items()))


SOURCES: Mapping[str, tuple[str, str, Callable[[str], Any]]] = {
    "@octokit/openapi": (
        "package/generated/api.github.com.json",
        "rest.json.gz",
        lambda text: rest(json.loads(text)),
    ),
    "@octokit/openapi-webhooks": (
        "package/generated/api.github.com.json",
        "webhooks.json.gz",
        lambda text: webhooks(json.loads(text)),
    ),
    "@octokit/webhooks-examples": (
        "api.github.com/index.json",
        "examples.json.gz",
        lambda text: examples(json.loads(text)),
    ),
    "@octokit/app-permissions": (
        "package/generated/api.github.com.json",
        "permissions.json.gz",
        lambda text: permissions(json.loads(text)),
    ),
    "@octokit/graphql-schema": ("package/schema.graphql", "schema.graphql.gz", graphql),
}


def condense(archive: Path) -> Iterator[str]:
    """Write what belongs in `published/` of one archive; says what was written."""
    with tarfile.open(archive) as opened:
        members = {one.name: one for one in opened.getmembers()}
        manifest = next(
            (one for name, one in members.items() if name.endswith("/package.json")), None
        )
        about = json.loads(_text(opened, manifest))
        if about["name"] not in SOURCES:
            raise NotPublished(f"{archive} holds {about['name']}; wanted: {', '.join(SOURCES)}.")
        inside, target, turn = SOURCES[about["name"]]
        member = next((one for name, one in members.items() if name.endswith(inside)), None)
        made = turn(_text(opened, member))
    text = made if isinstance(made, str) else json.dumps(made, separators=(",", ":"))
    # No time of its own in the file: the same release makes the same bytes.
    packed = gzip.compress(text.encode(), 9, mtime=0)
    (PUBLISHED / target).write_bytes(packed)
    yield f"{target}: {about['name']} {about['version']}, {len(packed) // 1024} KiB"


def _text(opened: tarfile.TarFile, member: tarfile.TarInfo | None) -> str:
    file = opened.extractfile(member) if member is not None else None
    if file is None:
        raise NotPublished(f"{opened.name!r} lacks the file that this script reads.")
    return file.read().decode()


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for name in sys.argv[1:]:
        for line in condense(Path(name)):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
