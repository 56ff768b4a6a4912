"""The template check: all that keeps a template from being built from, at file and line."""

from app.templates.check.checking import check_templates
from app.templates.check.finding import Finding, Severity

__all__ = ["Finding", "Severity", "check_templates"]
