#!/usr/bin/env bash
# What action.yml runs. Inputs come as environment variables, so that nothing in them is run as a command;
# files are one on a line. The outputs are the exit status and the SARIF file.
set -euo pipefail

arguments=(--format text --format github)
if [ -n "${INPUT_SARIF:-}" ]; then arguments+=(--format "sarif=$INPUT_SARIF"); fi
if [ -n "${INPUT_JUNIT:-}" ]; then arguments+=(--format "junit=$INPUT_JUNIT"); fi
if [ -n "${INPUT_CONFIG:-}" ]; then arguments+=(--config "$INPUT_CONFIG"); fi
if [ -n "${INPUT_BASELINE:-}" ]; then arguments+=(--baseline "$INPUT_BASELINE"); fi
if [ -n "${INPUT_SINCE:-}" ]; then arguments+=(--since "$INPUT_SINCE"); fi
arguments+=(--)
while IFS= read -r file; do
  if [ -n "$file" ]; then arguments+=("$file"); fi
done <<< "${INPUT_FILES:-}"

status=0
gmi check "${arguments[@]}" || status=$?

sarif=""
if [ -n "${INPUT_SARIF:-}" ] && [ -f "$INPUT_SARIF" ]; then sarif=$INPUT_SARIF; fi
printf 'status=%s\nsarif=%s\n' "$status" "$sarif" >> "$GITHUB_OUTPUT"
exit "$status"
