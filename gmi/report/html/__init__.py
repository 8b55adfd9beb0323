"""The HTML report: one file that opens offline, with each number a click away from its passages."""

from gmi.report.html.page import page

__all__ = ["page"]
