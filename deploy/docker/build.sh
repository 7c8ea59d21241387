#!/usr/bin/env bash
# Usage: build.sh [OPTION OF docker build…]
# Makes the images tinyfleet/broker, tinyfleet/aggregator and tinyfleet/agent of what is built.
set -euo pipefail
cd "$(dirname "$0")/../.."
for program in broker aggregator agent; do
    docker build --file deploy/docker/Dockerfile --target "$program" --tag "tinyfleet/$program" "$@" .
done
