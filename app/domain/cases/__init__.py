"""Policy cases: the organisation's own tests of its policy, made-up requests in YAML."""

from app.domain.cases.run import CaseResult, CasesRun, Difference, decide_cases, run_cases

__all__ = ["CaseResult", "CasesRun", "Difference", "decide_cases", "run_cases"]
