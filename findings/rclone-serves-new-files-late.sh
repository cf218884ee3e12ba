#!/usr/bin/env bash
# rclone serve sftp shows a file late that came into the served folder by another way.
#
# rclone 1.60.1 (Debian 1.60.1+dfsg-2+b5) serves a local folder. A file is written there beside it, by another program,
# after a client has listed the folder once. Expected: the next listing has it, as with every server that reads the disk.
# Seen: for five minutes (--dir-cache-time, 5m0s by default) neither a listing nor a look-up of the exact name finds
# the file; a client is told "not found" of what is there. With --dir-cache-time 1s it is found after a second.
#
# Output:
#   listed at first:        old.csv
#   listed 3 s later:       old.csv
#   fetched by its name:    not found
#   with a cache of 1 s:    new.csv old.csv
set -euo pipefail
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq -o APT::Sandbox::User=root download rclone=1.60.1+dfsg-2+b5 openssh-client=1:9.2p1-2+deb12u10
for deb in *.deb; do dpkg -x "$deb" .; done

serve() { # PORT OPTION...: serves the folder "served"
    local port=$1
    shift
    HOME=$work usr/bin/rclone serve sftp served --no-auth --addr "127.0.0.1:$port" "$@" 2>"log-$port" &
    until grep -q listening "log-$port"; do sleep 0.1; done
}
sftp() { # PORT COMMAND: runs it in a session of its own
    usr/bin/sftp -q -b <(echo "$2") -o Port="$1" -F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
        -o LogLevel=ERROR -S "$work/usr/bin/ssh" user@127.0.0.1 | grep -v '^sftp>' | sed 's/ *$//' | xargs
}
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

mkdir served
echo old >served/old.csv
first=$(free_port)
serve "$first"
second=$(free_port)
serve "$second" --dir-cache-time 1s
before=$(sftp "$first" "ls -1")
sftp "$second" "ls -1" >/dev/null
echo new >served/new.csv
sleep 3
after=$(sftp "$first" "ls -1")
sftp "$first" "get new.csv got" >/dev/null 2>&1 || true
named=$([ -e got ] && cat got || echo "not found")
short=$(sftp "$second" "ls -1")
echo "listed at first:        $before"
echo "listed 3 s later:       $after"
echo "fetched by its name:    $named"
echo "with a cache of 1 s:    $short"
[ "$before/$after/$named/$short" = "old.csv/old.csv/not found/new.csv old.csv" ]
