#!/usr/bin/env bash
# Installs what the tests need where it may, then builds and tests everything.
set -euo pipefail
cd "$(dirname "$0")/../../../.."

# command or file:Debian package
readonly needed="mosquitto:mosquitto mosquitto_sub:mosquitto-clients node:nodejs npm:npm coap-client-openssl:libcoap3-bin \
    mcopy:mtools mkfs.vfat:dosfstools sfdisk:fdisk openssl:openssl shellcheck:shellcheck systemd-analyze:systemd zip:zip unzip:unzip \
    mmdebstrap:mmdebstrap qemu-aarch64-static:qemu-user-static update-binfmts:binfmt-support arch-test:arch-test zstd:zstd \
    aarch64-linux-gnu-g++:g++-aarch64-linux-gnu"
readonly needed_to_boot="qemu-system-aarch64:qemu-system-arm /usr/share/qemu-efi-aarch64/QEMU_EFI.fd:qemu-efi-aarch64"

# install_missing COMMAND:PACKAGE...
install_missing() {
    local pair missing=""
    # Debian keeps the mosquitto broker where only root looks.
    PATH=$PATH:/usr/sbin:/sbin
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || [ -e "${pair%%:*}" ] || missing="$missing ${pair##*:}"
    done
    [ -z "$missing" ] && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "tinyfleet: installing$missing"
        apt-get update -qq
        # shellcheck disable=SC2086 # several packages
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "tinyfleet: missing$missing; tests that need them are skipped (as root they are installed)" >&2
    fi
}

check_vectors_against_cddl() {
    if command -v npm >/dev/null; then
        protocol/src/test/cddl/run.sh
    elif [ "${CI:-}" = true ]; then
        echo "tinyfleet: no npm, which CI may not do without" >&2
        exit 1
    else
        echo "tinyfleet: SKIPPED the CDDL check, there is no npm" >&2
    fi
}

# The agent's arm64 package, in a root that runs arm64 programs.
check_emulated_agent() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        # What was just built need not be built again.
        mkdir -p .tinyfleet && touch .tinyfleet/built
        deploy/src/test/scripts/emulated-agent.sh
    elif [ "${CI:-}" = true ]; then
        echo "tinyfleet: neither root nor Debian, which CI may not do without" >&2
        exit 1
    else
        echo "tinyfleet: SKIPPED the agent in an arm64 root, which needs root and Debian's programs" >&2
    fi
}

# shellcheck disable=SC2086 # lists
install_missing $needed
if [ "${1:-}" = --board ]; then
    # shellcheck disable=SC2086 # a list
    install_missing $needed_to_boot
    exec deploy/src/test/scripts/board.sh
fi
[ -d "${TINYFLEET_SHARED:-../shared}" ] || echo "tinyfleet: ../shared is absent, tests on real recordings are skipped" >&2
deploy/src/test/scripts/with-docker.sh mvn -B -ntp verify "$@"
check_vectors_against_cddl
check_emulated_agent
echo "tinyfleet: all tests passed"
