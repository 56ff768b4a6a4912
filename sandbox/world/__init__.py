"""The sandbox's state: what exists, without how it is asked for or changed."""
