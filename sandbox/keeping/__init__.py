"""A world that outlives its process: its state in a file beside the git repositories."""
