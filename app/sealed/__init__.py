"""A process that holds no key, no database and no network, for what others wrote."""
