"""`slipway policy …`: what an admin asks of a policy before and after it is in force."""
