"""The runner: plays workflows as it is told. No shell ever runs, and time is the sandbox's."""
