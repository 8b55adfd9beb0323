"""check: requirements that a draft must meet, held against it; and what changed between two drafts.

config, load     what is required, out of gmi.toml
draft            what is known of one draft: its assessment and its paragraphs (this is what is cached)
require          one function for each kind of requirement: a Draft becomes Findings
snapshot, diff   the state of a draft as a baseline keeps it, and what two states differ in
worse            what got worse since a baseline
run              all files against all requirements: a Result
formats          the Result as text, JSON, SARIF, JUnit XML, annotations, Markdown, GitLab code quality
"""
