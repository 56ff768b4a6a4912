"""The policy: what `policy.yml` may say, and what it says."""

from app.domain.policy.model import (
    OWNER,
    Access,
    ApprovalRule,
    LabelSetting,
    NameRules,
    Policy,
    RepositorySettings,
    Role,
    Veto,
    Visibility,
)
from app.domain.policy.read import read_policy

__all__ = [
    "OWNER",
    "Access",
    "ApprovalRule",
    "LabelSetting",
    "NameRules",
    "Policy",
    "RepositorySettings",
    "Role",
    "Veto",
    "Visibility",
    "read_policy",
]
