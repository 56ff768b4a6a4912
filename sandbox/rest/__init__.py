"""The REST API under `/api/v3`: one module a subject, one way to declare a route."""
