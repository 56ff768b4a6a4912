"""Templates: read as trees, rendered in a sealed room, two repositories at a time."""
