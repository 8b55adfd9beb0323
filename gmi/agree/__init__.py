"""agree: coding sheets of two or more coders become an Agreement, with the disagreements to read."""

from gmi.agree.agreement import Agreement, agreement

__all__ = ["Agreement", "agreement"]
