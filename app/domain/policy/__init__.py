"""The policy: what `policy.yml` may say, and what it says."""

from app.domain.policy.model import (
    OWNER,
    Access,
    ApprovalRule,
    BreakGlass,
    Escalation,
    LabelSetting,
    NameRules,
    Policy,
    RepositorySettings,
    Role,
    Shadow,
    Veto,
    Visibility,
)
from app.domain.policy.owners import services_named, with_owners
from app.domain.policy.read import read_policy
from app.domain.policy.rules import (
    Automatic,
    Delegation,
    Expiry,
    FieldRule,
    FieldType,
    Freeze,
    Limits,
    Refusal,
    Reminders,
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
    "Escalation",
    "Expiry",
    "FieldRule",
    "FieldType",
    "Freeze",
    "LabelSetting",
    "Limits",
    "NameRules",
    "Policy",
    "Refusal",
    "Reminders",
    "RepositorySettings",
    "RetiredTemplate",
    "Revocation",
    "RevokedTree",
    "Role",
    "Shadow",
    "TemplateRules",
    "Veto",
    "Visibility",
    "read_policy",
    "services_named",
    "with_owners",
]
