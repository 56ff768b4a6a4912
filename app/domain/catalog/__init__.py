"""The catalog of services: what is claimed, what is entered, and how it is told."""
