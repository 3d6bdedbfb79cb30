#!/usr/bin/env bash
# What action.yml runs. Inputs come in the environment, never pasted into the script, so that none can add commands.
set -euo pipefail

environment="${RUNNER_TEMP:-/tmp}/twimllint"
"${INPUT_PYTHON:-python3}" -m venv "$environment"
if [ -n "${INPUT_VERSION:-}" ]; then
  if [[ ! $INPUT_VERSION =~ ^[0-9][0-9A-Za-z.+!]*$ ]]; then
    echo "twimllint: the input version must be a version, such as 0.1.0" >&2
    exit 2
  fi
  package="twimllint==$INPUT_VERSION"
else
  package="$INPUT_ACTION_PATH"
fi
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check "$package"

# words are split here on purpose: both inputs are lists
read -r -d '' -a paths <<<"${INPUT_PATHS:-.}" || true
read -r -d '' -a arguments <<<"${INPUT_ARGS:-}" || true
if [ -n "${INPUT_SARIF:-}" ]; then
  arguments+=(--output "sarif=$INPUT_SARIF")
fi

code=0
"$environment/bin/twimllint" check "${arguments[@]}" -- "${paths[@]}" || code=$?
echo "exit-code=$code" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
