"""The sandbox's GraphQL schema is a part of GitHub's: the same names, the same types."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
)

from sandbox.graphql.endpoint import schema
from tests.fidelity.description import published

OURS = sorted(name for name in schema().type_map if not name.startswith("__"))


@cache
def github() -> GraphQLSchema:
    return build_schema(published("schema.graphql.gz"), assume_valid=True)


@pytest.mark.parametrize("name", OURS)
def test_a_type_is_as_github_has_it(name: str) -> None:
    theirs = github().type_map.get(name)

    assert theirs is not None, f"GitHub has no type {name}"
    assert list(_differences(schema().type_map[name], theirs)) == []


def _differences(ours: GraphQLNamedType, theirs: GraphQLNamedType) -> Iterator[str]:
    if type(ours) is not type(theirs):
        yield f"{ours.name} is of another kind"
    match ours, theirs:
        case (GraphQLEnumType(), GraphQLEnumType()):
            yield from (f"no value {one}" for one in ours.values.keys() - theirs.values.keys())
        case (GraphQLUnionType(), GraphQLUnionType()):
            members = {one.name for one in theirs.types}
            yield from (f"no member {one.name}" for one in ours.types if one.name not in members)
        case (GraphQLInputObjectType(), GraphQLInputObjectType()):
            yield from _of_fields(ours.fields, theirs.fields)
            for name, field in theirs.fields.items():
                if str(field.type).endswith("!") and name not in ours.fields:
                    yield f"the required field {name} is missing"
        case (
            (GraphQLObjectType() | GraphQLInterfaceType()),
            (GraphQLObjectType() | GraphQLInterfaceType()),
        ):
            known = {one.name for one in theirs.interfaces}
            yield from (f"is no {one.name}" for one in ours.interfaces if one.name not in known)
            yield from _of_fields(ours.fields, theirs.fields)
            for name in ours.fields.keys() & theirs.fields.keys():
                found = _of_fields(ours.fields[name].args, theirs.fields[name].args)
                yield from (f"{name}: {line}" for line in found)


def _of_fields(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    for name, field in ours.items():
        if name not in theirs:
            yield f"GitHub has no field or argument {name}"
        elif str(field.type) != str(theirs[name].type):
            yield f"{name} is {field.type}, and {theirs[name].type} on GitHub"
