"""Where in a file a value stands: what a filter gives is harmless in some places only."""

from app.templates.check.places.find import places_in
from app.templates.check.places.place import Place

__all__ = ["Place", "places_in"]
