"""What Slipway decides, and nothing else: no I/O, no framework, no clock."""
