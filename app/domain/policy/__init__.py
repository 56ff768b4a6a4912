"""The policy: what `policy.yml` may say, and what it says."""

from app.domain.policy.model import (
    OWNER,
    Access,
    ApprovalRule,
    BreakGlass,
    LabelSetting,
    NameRules,
    Policy,
    RepositorySettings,
    Role,
    Veto,
    Visibility,
)
from app.domain.policy.owners import services_named, with_owners
from app.domain.policy.read import read_policy
from app.domain.policy.rules import (
    Automatic,
    Delegation,
    FieldRule,
    FieldType,
    Freeze,
    Limits,
    Refusal,
)
from app.domain.policy.template_rules import (
    RetiredTemplate,
    Revocation,
    RevokedTree,
    TemplateRules,
)

__all__ = [
    "OWNER",
    "Access",
    "ApprovalRule",
    "Automatic",
    "BreakGlass",
    "Delegation",
    "FieldRule",
    "FieldType",
    "Freeze",
    "LabelSetting",
    "Limits",
    "NameRules",
    "Policy",
    "Refusal",
    "RepositorySettings",
    "RetiredTemplate",
    "Revocation",
    "RevokedTree",
    "Role",
    "TemplateRules",
    "Veto",
    "Visibility",
    "read_policy",
    "services_named",
    "with_owners",
]
