"""`slipway template …` and `slipway preview`: what a template's author asks before a commit."""
