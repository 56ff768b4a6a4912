"""Issue forms: read from a repository, filled in, and turned into an issue as GitHub does."""
