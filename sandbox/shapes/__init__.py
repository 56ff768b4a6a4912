"""GitHub's JSON: how each object of the world looks in REST answers and webhooks."""
