#!/usr/bin/env bash
# Compares training on a board, through DJL, with plain PyTorch for Python (Debian: apt-get install python3-torch).
set -euo pipefail

cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
[ -d target/lib ] || mvn -B -q -f .. -DskipTests -pl benchmarks -am package
# Threads that wait let others work: otherwise two threads on a busy machine hardly get on.
export OMP_WAIT_POLICY=passive
exec java -Xmx512m -cp "target/classes:target/lib/*" io.tinyfleet.benchmarks.TrainingBenchmark \
    --script src/main/python/training.py "$@"
