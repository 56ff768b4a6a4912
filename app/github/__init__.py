"""GitHub behind PyGithub: the only readers of GitHub's JSON."""
