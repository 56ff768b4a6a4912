"""What the check runs on commits of the control repository are called."""

POLICY_CHECK = "slipway/policy"
TEMPLATE_CHECK = "slipway/templates"
"""What a ruleset requires."""
