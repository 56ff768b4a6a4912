"""Which texts an expression compares a fact with, by the tree that CEL checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from google.protobuf.any_pb2 import Any as Wrapped
from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    FieldDescriptorProto,
    FileDescriptorProto,
)
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass

from app.domain.cel.expressions import Expression

_EQUALS = {"_==_", "_!=_"}
_PACKAGE = "slipway.syntax"
_NUMBER, _TEXT, _NODE = (
    FieldDescriptorProto.TYPE_INT64,
    FieldDescriptorProto.TYPE_STRING,
    FieldDescriptorProto.TYPE_MESSAGE,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The expression holds this fact against this text, which starts at `offset` in its source.

    Offsets count characters from 0.
    """

    fact: str
    text: str
    offset: int


def comparisons(expression: Expression) -> tuple[Comparison, ...]:
    """Every `fact == "text"`, `fact in ["text"]` and `"text" in fact`, and their opposites."""
    checked = _Checked.FromString(Wrapped.FromString(expression.serialized()).value)
    offsets = {one.key: one.value for one in checked.source_info.positions}
    return tuple(
        Comparison(fact, text.const_expr.string_value, offsets.get(text.id, 0))
        for call in _calls(checked.expr)
        for fact, text in _compared(call)
        if fact in expression.reads
    )


def _compared(call: Any) -> Iterator[tuple[str, Any]]:
    if call.function not in {*_EQUALS, "@in"} or len(call.args) != 2:
        return
    left, right = call.args
    if call.function in _EQUALS and _is_text(right):
        yield left.ident_expr.name, right
    if _is_text(left):
        yield right.ident_expr.name, left
    yield from ((left.ident_expr.name, each) for each in right.list_expr.elements if _is_text(each))


def _is_text(node: Any) -> bool:
    return bool(node.HasField("const_expr") and node.const_expr.HasField("string_value"))


def _calls(node: Any) -> Iterator[Any]:
    """Every call in the tree; a macro's inside too."""
    if node.HasField("call_expr"):
        yield node.call_expr
        below = [node.call_expr.target, *node.call_expr.args]
    elif node.HasField("comprehension_expr"):
        loop = node.comprehension_expr
        below = [loop.iter_range, loop.loop_condition, loop.loop_step, loop.result]
    else:
        below = [*node.list_expr.elements]
    for each in below:
        yield from _calls(each)


_SYNTAX: dict[str, dict[str, tuple[int, int | str, bool]]] = {
    "Position": {"key": (1, _NUMBER, False), "value": (2, _NUMBER, False)},
    "Source": {"positions": (4, "Position", True)},
    "Constant": {"string_value": (6, _TEXT, False)},
    "Name": {"name": (1, _TEXT, False)},
    "List": {"elements": (1, "Node", True)},
    "Call": {
        "target": (1, "Node", False),
        "function": (2, _TEXT, False),
        "args": (3, "Node", True),
    },
    "Loop": {
        "iter_range": (2, "Node", False),
        "loop_condition": (5, "Node", False),
        "loop_step": (6, "Node", False),
        "result": (7, "Node", False),
    },
    "Node": {
        "id": (2, _NUMBER, False),
        "const_expr": (3, "Constant", False),
        "ident_expr": (4, "Name", False),
        "call_expr": (6, "Call", False),
        "list_expr": (7, "List", False),
        "comprehension_expr": (9, "Loop", False),
    },
    "Checked": {"expr": (4, "Node", False), "source_info": (5, "Source", False)},
}
"""As much of CEL's `cel/expr/checked.proto` as comparisons need: number, type, repeated or not."""


def _message(name: str, fields: dict[str, tuple[int, int | str, bool]]) -> DescriptorProto:
    message = DescriptorProto(name=name)
    for field_name, (number, kind, is_repeated) in fields.items():
        field = message.field.add(name=field_name, number=number)
        field.label = field.LABEL_REPEATED if is_repeated else field.LABEL_OPTIONAL
        field.type = _NODE if isinstance(kind, str) else FieldDescriptorProto.Type.ValueType(kind)
        if isinstance(kind, str):
            field.type_name = f".{_PACKAGE}.{kind}"
    return message


def _checked() -> Any:
    messages = [_message(name, fields) for name, fields in _SYNTAX.items()]
    file = FileDescriptorProto(name="slipway/syntax.proto", package=_PACKAGE, message_type=messages)
    pool = DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    return GetMessageClass(pool.FindMessageTypeByName(f"{_PACKAGE}.Checked"))


_Checked = _checked()
