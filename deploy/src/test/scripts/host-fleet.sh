# shellcheck shell=bash
# Sourced: a fleet of one device, whose broker and aggregator run on this machine for as long as the script does.
# Expects work, a directory for it all.

# shellcheck disable=SC2154 # the caller's
readonly fleet=$work/fleet device=board-1 port=${TINYFLEET_TEST_PORT:-18883}
background=""

stop_all() {
    local pid
    for pid in $background; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
}

# await SECONDS FILE PATTERN PID  until the file has such a line; fails early when the process is gone
await() {
    grep -q -m1 -E "$3" < <(timeout "$1" tail --pid="$4" -n +1 -F "$2" 2>/dev/null) && return
    echo "tinyfleet: no '$3' within $1 s; the end of $2:" >&2
    tail -n 40 "$2" >&2
    return 1
}

# start_host NAME  what the device calls this machine
start_host() {
    ./tinyfleet fleet init "$fleet" --name home --server-name "$1"
    ./tinyfleet device add --fleet "$fleet" "$device"
    sed -i "s/port: 8883/port: $port/" "$fleet"/*.yaml "$fleet/devices/$device/agent.yaml"
    # The smallest model: every step takes a hundred times as long as on a board.
    printf 'model:\n  architecture: mlp\n' >>"$fleet/devices/$device/agent.yaml"
    sed -i 's/0\.0\.0\.0/127.0.0.1/' "$fleet/broker.yaml"
    sed -i -e 's/start-with: 2/start-with: 1/' -e 's/quorum: 2/quorum: 1/' -e 's/deadline: 5m/deadline: 30m/' \
        "$fleet/aggregator.yaml"
    ./tinyfleet broker --config "$fleet/broker.yaml" >"$work/broker.log" 2>&1 &
    background="$background $!"
    await 120 "$work/broker.log" '^broker of fleet home' "$!"
    ./tinyfleet aggregator --config "$fleet/aggregator.yaml" >"$work/aggregator.log" 2>&1 &
    background="$background $!"
    await 120 "$work/aggregator.log" '^aggregator of fleet home' "$!"
}

# observe TOPIC SECONDS  waits for one message, as a client that knows nothing of tinyfleet, with an observer's certificate.
# What counts is what it prints: told to end, mosquitto_sub reports success.
observe() {
    local -r identity=$fleet/observer
    mosquitto_sub -V 5 -h localhost -p "$port" -q 1 -i observer-test-"$RANDOM" --cafile "$identity/ca.pem" \
        --cert "$identity/cert.pem" --key "$identity/key.pem" -t "tinyfleet/v1/home/$1" -C 1 -W "$2" -F '%t: %l bytes' |
        grep -F "$1"
}
