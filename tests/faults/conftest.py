"""The organisation that the journeys use."""

from tests.journeys.conftest import acme, busy_acme

__all__ = ["acme", "busy_acme"]
