#!/usr/bin/env bash
# PHP's stomp: when the broker has closed the connection, readFrame() returns what it returns when no message came in time,
# and hasFrame() says that there is a message.
#
# php8.2-stomp 2.0.3-2 with php8.2-cli 8.2.36 (Debian). Expected: an exception, as the constructor throws, or at least no frame to
# read. Seen: readFrame() returns false at once, each time; hasFrame() returns true; nothing is thrown. Only error() tells a
# lost connection from a quiet one. A loop that reads until something comes turns without a pause, and never ends.
#
# Output:
#   quiet: readFrame false after its timeout, hasFrame false, error none
#   lost:  readFrame false at once, hasFrame true, error Sender closed connection unexpectedly
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
php=8.2.36-1~deb12u1
apt-get -qq -o APT::Sandbox::User=root download php8.2-{cli,common}=$php php8.2-stomp=2.0.3-2 libargon2-1=0~20171227-0.3+deb12u1 \
    libedit2=3.1-20221030-2 libsodium23=1.0.18-1+deb12u1
for deb in *.deb; do dpkg -x "$deb" .; done

# Accepts one connection and a subscription, is quiet for a while, and closes it.
cat >server.py <<'PY'
import socket, time
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
connection, _ = listening.accept()
connection.recv(4096)
connection.sendall(b"CONNECTED\nversion:1.0\n\n\0\n")
connection.recv(4096)
while not open("close").read():
    time.sleep(0.05)
connection.close()
PY
cat >probe.php <<'PHP'
<?php
function look(string $when, Stomp $stomp): string
{
    $start = microtime(true);
    $frame = $stomp->readFrame();
    $waited = microtime(true) - $start;
    return sprintf(
        "%-6s readFrame %s %s, hasFrame %s, error %s\n",
        $when, var_export($frame, true), $waited < 0.5 ? 'at once' : 'after its timeout',
        var_export($stomp->hasFrame(), true), $stomp->error() ?: 'none');
}
$stomp = new Stomp("tcp://127.0.0.1:$argv[1]");
$stomp->setReadTimeout(1);
$stomp->subscribe('/queue/q');
echo look('quiet:', $stomp);
file_put_contents('close', 'now');
$stomp->readFrame();
echo look('lost:', $stomp);
PHP
: >close
python3 server.py >port &
server=$!
for ((i = 0; i < 200; i++)); do [ -s port ] && break || sleep 0.1; done
seen=$(LD_LIBRARY_PATH=$(echo "$work"/usr/lib/*-linux-gnu) usr/bin/php8.2 -n -d extension="$(echo "$work"/usr/lib/php/*/stomp.so)" \
    probe.php "$(cat port)")
echo "$seen"
[ "$seen" = "quiet: readFrame false after its timeout, hasFrame false, error none
lost:  readFrame false at once, hasFrame true, error Sender closed connection unexpectedly" ]
