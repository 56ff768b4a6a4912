"""Pages on which Apps are registered and installed."""
