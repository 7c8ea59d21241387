#!/bin/sh
# Checks the test vectors against tinyfleet.cddl without any of our Java. Needs Node.js 18 or newer and, the first time, npm's cache
# or registry.
set -eu
cd "$(dirname "$0")"
[ -d node_modules/cddl ] && [ -d node_modules/cbor ] || npm ci --no-audit --no-fund --loglevel=error
exec node validate.mjs
