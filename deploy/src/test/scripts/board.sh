#!/usr/bin/env bash
# Makes images, flashes a card and boots it under qemu: the board joins this machine's fleet over mTLS and completes a
# round. Its clock starts years ago, as that of a board without a battery. Without KVM some minutes.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
. deploy/board/common.sh

need qemu-system-aarch64:qemu-system-arm mosquitto_sub:mosquitto-clients mtype:mtools mmdebstrap:mmdebstrap
readonly uefi=/usr/share/qemu-efi-aarch64/QEMU_EFI.fd
[ -e "$uefi" ] || fail "there is no $uefi; install it with: apt-get install qemu-efi-aarch64" 2
mkdir -p .tinyfleet/board
work=$(mktemp -d --tmpdir="$PWD/.tinyfleet/board")
readonly work card=$work/card.img firmware=$work/card.img@@4M
. deploy/src/test/scripts/host-fleet.sh
trap 'stop_all; rm -rf "$work"' EXIT

lap() {
    say "$1 after $((SECONDS - started)) s"
}

check_rpi4() {
    local file
    ./tinyfleet image build --board rpi4 --out "$work/rpi4.img"
    mkdir "$work/rpi4"
    mcopy -Q -i "$work/rpi4.img@@4M" '::*' "$work/rpi4"
    for file in start4.elf fixup4.dat config.txt bcm2711-rpi-4-b.dtb bcm2837-rpi-3-b.dtb; do
        [ -s "$work/rpi4/$file" ] || fail "the rpi4 image has no $file"
    done
    grep -q 'root=LABEL=rootfs' "$work/rpi4/cmdline.txt"
    sed -nE 's/^(kernel=|initramfs )([^ ]+).*/\2/p' "$work/rpi4/config.txt" | while read -r file; do
        [ -s "$work/rpi4/$file" ] || fail "the rpi4 image's config.txt names $file, which is not there"
    done
    rm -r "$work/rpi4" "$work/rpi4.img"
}

boot() {
    qemu-system-aarch64 -M virt -cpu cortex-a72 -smp 2 -m 1536 -rtc base=2024-01-01 -bios "$uefi" \
        -drive if=none,id=card,format=raw,file="$card" -device virtio-blk-pci,drive=card \
        -netdev user,id=net -device virtio-net-pci,netdev=net,romfile= \
        -display none -monitor none -serial file:"$work/console.log" >"$work/qemu.log" 2>&1 &
    background="$! $background"
}

# What the board left on the firmware partition of the key that was there.
check_wiped() {
    local -r secret=$(sed -n 2p "$fleet/devices/$device/key.pem" | cut -c1-40)
    if mtype -i "$firmware" ::tinyfleet/key.pem >/dev/null 2>&1; then
        fail "the key is still on the card"
    fi
    if head -c 260M "$card" | grep -q -a -F "$secret"; then
        fail "the firmware partition still holds traces of the key"
    fi
}

started=$SECONDS
check_rpi4
lap "the rpi4 image is complete"
./tinyfleet image build --board generic-arm64 --out "$work/base.img"
lap "the generic-arm64 image is made"
start_host 10.0.2.2
./tinyfleet flash "$device" --fleet "$fleet" --image "$work/base.img" --out "$card"
mtype -i "$firmware" ::tinyfleet/key.pem | cmp - "$fleet/devices/$device/key.pem"
rm "$work/base.img"
started=$SECONDS
boot
observe round/1/global 900 || {
    tail -n 40 "$work/console.log" "$work/aggregator.log" >&2
    exit 1
}
lap "booted, joined and trained"
check_wiped
say "a flashed board booted, joined over mTLS, completed a round and left no key on its firmware partition"
