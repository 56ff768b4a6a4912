"""Real git repositories behind the sandbox: objects by pygit2, transport by stock git."""
