#!/usr/bin/env bash
# The agent's arm64 package in an emulated arm64 root, a Cortex-A72 as in a Raspberry Pi 4: it installs, trains and completes a round, over mTLS, with broker
# and aggregator of this machine. The root is kept in .tinyfleet/board.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
. deploy/board/common.sh

[ "$(id -u)" = 0 ] || fail "the emulated agent needs root (chroot)"
need mmdebstrap:mmdebstrap mosquitto_sub:mosquitto-clients
require_emulation arm64
readonly packages=openjdk-17-jre-headless,libstdc++6,zlib1g
root_tar=$PWD/.tinyfleet/board/jre-$(echo "$packages" | sha256sum | cut -c1-16).tar
work=$(mktemp -d)
readonly root_tar work root=$work/root
. deploy/src/test/scripts/host-fleet.sh
trap 'stop_all; rm -rf "$work"' EXIT

make_root() {
    mkdir -p .tinyfleet/board "$root"
    if [ ! -e "$root_tar" ]; then
        say "making an arm64 root from Debian packages, some minutes"
        # shellcheck disable=SC2016 # mmdebstrap sets $1 in its hooks
        mmdebstrap --quiet --format=tar --architectures=arm64 --variant=minbase --include="$packages" \
            --essential-hook='mkdir -p "$1/usr/share/man/man1"' bookworm "$root_tar.part"
        mv "$root_tar.part" "$root_tar"
    fi
    tar -x --numeric-owner --exclude='./dev/*' -f "$root_tar" -C "$root"
}

install_agent() {
    local again=$work/again
    ./tinyfleet package --arch arm64 --out "$work"
    ./tinyfleet package --arch arm64 --out "$again"
    cmp "$work"/tinyfleet-agent_*.deb "$again"/tinyfleet-agent_*.deb
    cp "$work"/tinyfleet-agent_*.deb "$root/tmp/agent.deb"
    chroot "$root" dpkg --install /tmp/agent.deb
    mkdir "$root/etc/tinyfleet"
    cp -r "$fleet/devices/$device" "$root/etc/tinyfleet/identity"
}

# On a Raspberry Pi 4's processor, and with a /proc of its own, which is gone with the process.
run_agent() {
    # shellcheck disable=SC2016 # the inner shell's arguments
    QEMU_CPU=cortex-a72 TINYFLEET_STATE=/var/lib/tinyfleet-agent unshare --mount sh -c \
        'mount -t proc proc "$0/proc" && exec chroot "$0" tinyfleet-agent run --config /etc/tinyfleet/identity/agent.yaml' \
        "$root" >"$work/agent.log" 2>&1 &
    agent=$!
    background="$agent $background"
}

make_root
start_host localhost
install_agent
run_agent
await 300 "$work/agent.log" "^agent $device of fleet home" "$agent"
observe round/1/global 900 || {
    tail -n 40 "$work/agent.log" "$work/aggregator.log" >&2
    exit 1
}
kill "$agent"
wait "$agent" || [ $? = 143 ]
[ -z "$(find "$root/tmp" "$root/root" "$root/var/lib/tinyfleet-agent" -name '*.so*')" ] ||
    fail "the agent extracted native libraries"
say "an emulated arm64 agent completed a round"
