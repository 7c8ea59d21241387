#!/usr/bin/env bash
# Whether the program in this container does its work; says what is wrong if it does not. Needs no curl.
exec 3<>"/dev/tcp/127.0.0.1/$TINYFLEET_HTTP_PORT" || exit 1
printf 'GET /health/ready HTTP/1.0\r\n\r\n' >&3
answer=$(timeout 5 cat <&3)
echo "${answer##*$'\n\r\n'}"
[[ $answer == HTTP/1.?\ 200\ * ]]
