#!/usr/bin/env bash
# Usage: with-docker.sh COMMAND [ARGUMENT…]
# Runs a command with a Docker Engine that has the tests' images: the one that answers, or else an own one that ends with
# the command and leaves nothing but an idle network bridge. Where neither can be had the command runs all the same, and its tests say what they miss.
set -euo pipefail

answers() {
    command -v docker >/dev/null && timeout 20 docker info >/dev/null 2>&1
}

may_start_one() {
    [ "$(id -u)" = 0 ] && { command -v dockerd >/dev/null || command -v apt-get >/dev/null; }
}

install_missing() {
    command -v dockerd >/dev/null && command -v iptables >/dev/null && command -v docker >/dev/null && return
    echo "tinyfleet: installing Docker Engine" >&2
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        docker.io containerd runc iptables >/dev/null
}

start_own() {
    # Sockets lie in a short path, as their length is limited.
    sockets=$(mktemp -d /run/tinyfleet-docker.XXXXXX)
    data=$(mktemp -d "${TMPDIR:-/var/tmp}/tinyfleet-docker.XXXXXX")
    export DOCKER_HOST=unix://$sockets/docker.sock
    # In a session of its own Ctrl-C does not reach it, and the command can still tidy up.
    setsid dockerd --host "$DOCKER_HOST" --data-root "$data/data" --exec-root "$sockets/exec" \
        --pidfile "$sockets/pid" >"$data/log" 2>&1 &
    engine=$!
    trap end_own EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    local second
    for second in $(seq 60); do
        answers && return
        kill -0 "$engine" 2>/dev/null || break
        sleep 1
    done
    echo "tinyfleet: Docker Engine did not start within $second s; its last words:" >&2
    tail -n 5 "$data/log" >&2
    end_own
}

end_own() {
    trap - EXIT
    kill "$engine" 2>/dev/null || true
    wait "$engine" 2>/dev/null || true
    rm -rf "$sockets" "$data"
    unset DOCKER_HOST
}

PATH=$PATH:/usr/sbin:/sbin
if ! answers; then
    if may_start_one; then
        install_missing
        start_own
    else
        echo "tinyfleet: no Docker Engine answers; tests with containers are skipped (as root on Debian one is started)" >&2
    fi
fi
if answers; then
    "$(dirname "$0")/test-images.sh"
    # Its clean-up container would have to be pulled; the tests tidy up themselves.
    export TESTCONTAINERS_RYUK_DISABLED=true
    # Inside a container Testcontainers would pull an image only to look for its gateway.
    [ ! -e /.dockerenv ] || export TESTCONTAINERS_HOST_OVERRIDE=localhost
fi
"$@"
