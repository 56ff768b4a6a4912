"""What can be done to the world: each act changes state, records events and tells the App."""
