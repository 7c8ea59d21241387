#!/usr/bin/env bash
# Makes the images that the tests with containers start from, out of Debian packages, as no registry of images may be in
# reach: tinyfleet-test/jre for our own, tinyfleet-test/mosquitto for a broker that is not ours.
set -euo pipefail
cd "$(dirname "$0")/../../../.."

readonly suite=bookworm
readonly cache=.tinyfleet/test-images

image_of() {
    local name=$1 packages=$2 inputs archive
    inputs=$(echo "$suite $packages" | sha256sum | cut -c 1-16)
    archive=$cache/$name-$inputs.tar
    if [ ! -e "$archive" ]; then
        echo "tinyfleet: making the image tinyfleet-test/$name from Debian packages" >&2
        # Java's package links a manual page, into a folder that must be there although no page is.
        # shellcheck disable=SC2016 # $1 is for the hook
        mmdebstrap --quiet --format=tar --variant=minbase --include="$packages" \
            --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
            --dpkgopt='path-exclude=/usr/share/man/*' --setup-hook='mkdir -p "$1/usr/share/man/man1"' \
            "$suite" "$archive.part"
        mv "$archive.part" "$archive"
    fi
    [ "$(docker image inspect --format '{{.Config.Labels.inputs}}' "tinyfleet-test/$name" 2>/dev/null)" = "$inputs" ] ||
        docker import --change "LABEL inputs=$inputs" "$archive" "tinyfleet-test/$name" >/dev/null
}

if ! command -v mmdebstrap >/dev/null; then
    echo "tinyfleet: no mmdebstrap (Debian: apt-get install mmdebstrap); tests with containers are skipped" >&2
    exit 0
fi
mkdir -p "$cache"
image_of jre openjdk-17-jre-headless,ca-certificates,libgomp1,libstdc++6
image_of mosquitto mosquitto
