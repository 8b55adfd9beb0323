"""Dictionaries of other programs: read as gmi's lexicons, and lexicons written as dictionaries."""
