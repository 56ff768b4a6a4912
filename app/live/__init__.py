"""`slipway doctor --live`: the main job's calls at the real GitHub, held against the sandbox's."""
