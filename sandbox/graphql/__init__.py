"""The GraphQL API: GitHub's names and types, as far as the sandbox has what they show."""
