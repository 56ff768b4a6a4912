"""The catalog as CEL sees it: typed records, so that a mistyped field is refused when read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from weakref import WeakKeyDictionary

from cel_expr_python import cel
from google.protobuf import timestamp_pb2
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass

from app.domain.answers import FactType
from app.domain.facts import CATALOG, SERVICE_FIELDS, Catalog, Service

_MESSAGE = "slipway.Service"
_MOMENT = ".google.protobuf.Timestamp"
_TEXT = FieldDescriptorProto.TYPE_STRING


def _pool() -> DescriptorPool:
    file = FileDescriptorProto(name="slipway/catalog.proto", package="slipway", syntax="proto3")
    file.dependency.append("google/protobuf/timestamp.proto")
    message = file.message_type.add(name="Service")
    for number, (name, kind) in enumerate(SERVICE_FIELDS.items(), start=1):
        field = message.field.add(name=name, number=number)
        is_list = kind is FactType.TEXTS
        field.label = field.LABEL_REPEATED if is_list else field.LABEL_OPTIONAL
        field.type = field.TYPE_MESSAGE if kind is FactType.MOMENT else _TEXT
        if kind is FactType.MOMENT:
            field.type_name = _MOMENT
    pool = DescriptorPool()
    pool.AddSerializedFile(timestamp_pb2.DESCRIPTOR.serialized_pb)
    pool.AddSerializedFile(file.SerializeToString())
    return pool


POOL = _pool()
SERVICES = cel.Type.List(cel.Type(_MESSAGE))
"""The type of the catalog and of what is looked up in it."""

_Message: Any = GetMessageClass(POOL.FindMessageTypeByName(_MESSAGE))
_messages: WeakKeyDictionary[Catalog, dict[str, Any]] = WeakKeyDictionary()
_looked_up: ContextVar[Catalog] = ContextVar("the catalog that the functions look things up in")


@contextmanager
def looking_up_in(catalog: Catalog) -> Iterator[None]:
    """Let the catalog's functions answer from this one: CEL binds functions when it compiles."""
    token = _looked_up.set(catalog)
    try:
        yield
    finally:
        _looked_up.reset(token)


def records(catalog: Catalog, services: Iterable[Service]) -> list[Any]:
    """These services of a catalog as CEL's records, each made once."""
    made = _messages.setdefault(catalog, {})
    found = []
    for service in services:
        if service.name not in made:
            made[service.name] = _record(service)
        found.append(made[service.name])
    return found


def _record(service: Service) -> Any:
    record = _Message(
        **{name: getattr(service, name) for name in SERVICE_FIELDS if name != "created"}
    )
    if service.created is not None:
        record.created.FromDatetime(service.created)
    return record


def _services(find: Callable[[Catalog, str], tuple[Service, ...]]) -> Callable[[str], list[Any]]:
    def found(key: str) -> list[Any]:
        catalog = _looked_up.get()
        return records(catalog, find(catalog, key))

    return found


def _has(name: str) -> bool:
    return bool(_looked_up.get().named(name))


def _dependencies_of(names: list[Any]) -> list[str]:
    written = (name if isinstance(name, str) else name.value() for name in names)
    return list(_looked_up.get().dependencies_of(written))


_STRING, _STRINGS = cel.Type.STRING, cel.Type.List(cel.Type.STRING)
CATALOG_FUNCTIONS: Mapping[str, tuple[Any, Any, Callable[[Any], Any]]] = {
    "has": (_STRING, cel.Type.BOOL, _has),
    "named": (_STRING, SERVICES, _services(Catalog.named)),
    "owned_by": (_STRING, SERVICES, _services(Catalog.owned_by)),
    "storing": (_STRING, SERVICES, _services(Catalog.storing)),
    "dependents_of": (_STRING, SERVICES, _services(Catalog.dependents_of)),
    "dependencies_of": (_STRINGS, _STRINGS, _dependencies_of),
}
"""`catalog.NAME(…)` to the types of argument and result; each costs the same for any fleet."""


def declarations() -> list[Any]:
    """The catalog's functions as an environment takes them."""
    return [
        cel.FunctionDecl(
            f"{CATALOG}.{name}", [cel.Overload(f"{CATALOG}_{name}", result, [given], False, call)]
        )
        for name, (given, result, call) in CATALOG_FUNCTIONS.items()
    ]
