"""Custom properties: what an organisation defines, and what its repositories have."""

from tests.fidelity.guide import Guide

SCHEMA = "/orgs/acme/properties/schema"
VALUES = "/orgs/acme/properties/values"


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    tier = {"property_name": "tier", "value_type": "single_select", "allowed_values": ["1", "2"]}
    owner = {"value_type": "string", "required": True, "default_value": "nobody"}
    guide.ada.does("PATCH", SCHEMA, {"properties": [tier]})
    guide.ada.does("PUT", f"{SCHEMA}/owner", owner)
    guide.ada.does("PUT", f"{SCHEMA}/owner", owner | {"description": "Whose it is"})
    installation.gets(SCHEMA)
    installation.gets(f"{SCHEMA}/tier")
    chosen = {"properties": [{"property_name": "tier", "value": "1"}]}
    guide.ada.does("PATCH", VALUES, {"repository_names": ["services"]} | chosen)
    installation.does("PATCH", f"{where}/properties/values", chosen)
    installation.gets(VALUES)
    installation.gets(f"{where}/properties/values")
    installation.gets(where)
    guide.ada.does("DELETE", f"{SCHEMA}/owner")
