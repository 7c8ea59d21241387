#!/usr/bin/env bash
# package.sh ARCHITECTURE VERSION OUT.deb  makes the agent's Debian package from what Maven built.
# The same commit makes the same bytes (SOURCE_DATE_EPOCH).
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$(dirname "$0")/../.."

readonly architecture=$1 version=$2 out=$3
require_architecture "$architecture"
need dpkg-deb:dpkg unzip:unzip zip:zip zstd:zstd
case "$architecture" in
    amd64) readonly cpu=x86_64 ;;
    arm64)
        readonly cpu=aarch64
        need aarch64-linux-gnu-g++:g++-aarch64-linux-gnu
        ;;
esac
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)}
export SOURCE_DATE_EPOCH

tree=$(mktemp -d)
readonly tree lib=$tree/usr/lib/tinyfleet-agent
trap 'rm -rf "$tree"' EXIT

# The libraries lie unpacked: nothing is extracted at run time, so that nothing but /usr need be executable.
# DJL looks here for a cache that it has filled: {version}-{flavour}-{classifier}, JNI library named by DJL's version.
unpack_pytorch() {
    local pytorch jni engine properties=$lib/native/lib/pytorch.properties
    mvn -B -q -ntp -Dstyle.color=never -pl deploy dependency:copy@native-library -Dpytorch.classifier="linux-$cpu" >&2
    pytorch=$(echo deploy/target/native/pytorch-native-cpu-*-linux-"$cpu".jar)
    jni=$(echo edge-agent/target/lib/pytorch-jni-*.jar)
    unzip -q "$pytorch" native/lib/pytorch.properties -d "$lib"
    property() { sed -n "s/^$1=//p" "$properties"; }
    local home
    home=$lib/pytorch/$(property version)-$(property flavor)-$(property classifier)
    mkdir -p "$home"
    unzip -qj "$pytorch" "pytorch/cpu/linux-$cpu/*" -d "$home"
    engine=$(basename edge-agent/target/lib/pytorch-engine-*.jar .jar)
    unzip -qp "$jni" "jnilib/linux-$cpu/cpu/libdjl_torch.so" >"$home/${engine#pytorch-engine-}-libdjl_torch.so"
}

# A Raspberry Pi 3 or 4 needs it, others do not mind.
compile_atomics() {
    aarch64-linux-gnu-g++ -std=c++17 -Wall -Wextra -Werror -O2 -march=armv8-a -mno-outline-atomics -fPIC -shared -s \
        deploy/board/armv8/atomics.cpp -o "$lib/libatomics.so"
}

# unpack JAR LIBRARY OTHERS DIRECTORY  moves a library from a jar to a directory, and drops those of other machines
unpack() {
    unzip -qj "$1" "$2" -d "$lib/$4"
    zip -qd "$1" "$3"
}

[ -d edge-agent/target/lib ] || fail "the agent is not built; build it with: mvn -DskipTests package"
cp -r deploy/board/package/. "$tree"
mkdir -p "$lib"
cp edge-agent/target/tinyfleet-edge-agent.jar edge-agent/target/lib/*.jar "$lib"
rm "$lib"/pytorch-native-cpu-*.jar "$lib"/pytorch-jni-*.jar
unpack_pytorch
[ "$architecture" = amd64 ] || compile_atomics
unpack "$(echo "$lib"/sqlite-jdbc-*.jar)" "org/sqlite/native/Linux/$cpu/libsqlitejdbc.so" 'org/sqlite/native/*' sqlite
unpack "$(echo "$lib"/jna-[0-9]*.jar)" "com/sun/jna/linux-${cpu/_/-}/libjnidispatch.so" 'com/sun/jna/*-*/*jnidispatch.*' jna
cp LICENSE "$tree/usr/share/doc/tinyfleet-agent/copyright"
cp deploy/config/agent.yaml "$tree/usr/share/doc/tinyfleet-agent/agent.yaml"
find "$tree" -type d -exec chmod 755 {} +
find "$tree/usr" -type f -exec chmod 644 {} +
chmod 755 "$tree/usr/bin/tinyfleet-agent"
sed -i -e "s/@VERSION@/${version/-/\~}/" -e "s/@ARCHITECTURE@/$architecture/" \
    -e "s/@SIZE@/$(du -sk --apparent-size "$tree/usr" | cut -f1)/" "$tree/DEBIAN/control"
dpkg-deb --root-owner-group -Zzstd -z9 --build "$tree" "$out.part" >/dev/null
mv "$out.part" "$out"
