#!/usr/bin/env bash
# Two proxies in front of SFTP servers do not tell a refusal as their protocol has it.
#
# openssh-client 1:9.2p1-2+deb12u10 and tinyproxy-bin 1.11.1-2.1+deb12u1 (Debian 12).
# Expected: a SOCKS 5 proxy that can't reach the target answers with a reply code (RFC 1928, section 6: 1 to 8); an HTTP proxy that
# refuses a login answers 407 (RFC 9110, section 15.5.8). Seen: `ssh -D` closes the connection without a reply, whatever the SSH
# server's reason was; tinyproxy answers 407 where no login was given, and 401, which is the target's code, where it was wrong.
#
# Output:
#   ssh -D, target forbidden:        method 0500, reply (closed)
#   tinyproxy, no login:             HTTP/1.0 407 Proxy Authentication Required
#   tinyproxy, wrong login:          HTTP/1.0 401 Unauthorized
set -euo pipefail
work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" || true; done; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq -o APT::Sandbox::User=root download python3-asyncssh=2.10.1-2+deb12u2 python3-cryptography=38.0.4-3+deb12u1 \
    python3-cffi-backend=1.15.1-5+b1 python3-typing-extensions=4.4.0-1 openssh-client=1:9.2p1-2+deb12u10 \
    tinyproxy-bin=1.11.1-2.1+deb12u1
for deb in *.deb; do dpkg -x "$deb" .; done
export PYTHONPATH=$work/usr/lib/python3/dist-packages PYTHONWARNINGS=ignore
usr/bin/ssh-keygen -q -t ed25519 -N '' -f key

cat >server.py <<'PY'
import asyncio, asyncssh

async def serve():
    listener = await asyncssh.listen("127.0.0.1", 0, server_host_keys=["key"], authorized_client_keys="key.pub")
    print(listener.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()

asyncio.run(serve())
PY
cat >ask.py <<'PY'
import base64, socket, sys

def ask(port):
    return socket.create_connection(("127.0.0.1", int(port)), 10)

if sys.argv[1] == "socks":
    with ask(sys.argv[2]) as proxy:
        proxy.sendall(b"\5\1\0")
        method = proxy.recv(2).hex()
        proxy.sendall(b"\5\1\0\1\x7f\0\0\1\0\x09")  # 127.0.0.1, port 9
        try:
            reply = proxy.recv(10).hex()
        except ConnectionResetError:
            reply = ""
        print(f"method {method}, reply {reply or '(closed)'}")
else:
    login = "" if len(sys.argv) < 4 else f"Proxy-Authorization: Basic {base64.b64encode(sys.argv[3].encode()).decode()}\r\n"
    with ask(sys.argv[2]) as proxy:
        proxy.sendall(f"CONNECT 127.0.0.1:9 HTTP/1.1\r\nHost: 127.0.0.1:9\r\n{login}\r\n".encode())
        print(proxy.makefile("rb").readline().decode().strip())
PY
free_port() { /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
await_port() { for ((i = 0; i < 200; i++)); do (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return || sleep 0.1; done; exit 1; }

/usr/bin/python3 server.py >port 2>server.log &
pids+=($!)
for ((i = 0; i < 200; i++)); do [ -s port ] && break || sleep 0.1; done
socks=$(free_port)
usr/bin/ssh -F none -N -D "127.0.0.1:$socks" -i key -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
    -o LogLevel=ERROR -p "$(cat port)" u@127.0.0.1 2>ssh.log &
pids+=($!)
http=$(free_port)
printf 'Port %s\nListen 127.0.0.1\nBasicAuth scott tiger\n' "$http" >tinyproxy.conf
usr/bin/tinyproxy -d -c tinyproxy.conf >tinyproxy.log 2>&1 &
pids+=($!)
await_port "$socks"
await_port "$http"

show() { # TITLE EXPECTED SEEN
    printf '%-32s %s\n' "$1" "$3"
    [[ $3 == "$2" ]] || exit 1
}
show "ssh -D, target forbidden:" "method 0500, reply (closed)" "$(/usr/bin/python3 ask.py socks "$socks")"
show "tinyproxy, no login:" "HTTP/1.0 407 Proxy Authentication Required" "$(/usr/bin/python3 ask.py http "$http")"
show "tinyproxy, wrong login:" "HTTP/1.0 401 Unauthorized" "$(/usr/bin/python3 ask.py http "$http" scott:lion)"
