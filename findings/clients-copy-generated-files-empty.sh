#!/usr/bin/env bash
# Two SFTP client libraries copy a file that claims 0 bytes as an empty file, and report success.
#
# asyncssh 2.10.1 (Debian 2.10.1-2+deb12u2) and npm ssh2 1.17.0. Files that are generated when they are read (/proc, /sys,
# FUSE mounts, some products' virtual folders) are told with a size of 0. Expected: the size is a hint, and a READ tells where
# the end is. Seen: asyncssh's get and read() to the end, and ssh2's fastGet, ask for no byte and succeed with nothing;
# ssh2's readFile and OpenSSH's sftp bring the whole file.
#
# Output:
#   the file has 124 bytes, and is listed with 0   (as many as the kernel's version takes)
#   asyncssh get:           0, no error
#   asyncssh open and read: 0, no error
#   ssh2 fastGet:           0, no error
#   ssh2 readFile:          124, no error
#   OpenSSH sftp:           124, no error
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" || true; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq -o APT::Sandbox::User=root download python3-asyncssh=2.10.1-2+deb12u2 python3-cryptography=38.0.4-3+deb12u1 \
    python3-cffi-backend=1.15.1-5+b1 python3-typing-extensions=4.4.0-1 openssh-client=1:9.2p1-2+deb12u10
for deb in *.deb; do dpkg -x "$deb" .; done
npm install --silent --no-audit --no-fund --ignore-scripts ssh2@1.17.0 >npm.log 2>&1
export PYTHONPATH=$work/usr/lib/python3/dist-packages PYTHONWARNINGS=ignore
usr/bin/ssh-keygen -q -t ed25519 -N '' -f key

cat >server.py <<'PY'
import asyncio, asyncssh

async def serve():
    listener = await asyncssh.listen("127.0.0.1", 0, server_host_keys=["key"], authorized_client_keys="key.pub", sftp_factory=True)
    print(listener.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()

asyncio.run(serve())
PY
cat >client.py <<'PY'
import asyncio, asyncssh, sys

async def fetch():
    async with asyncssh.connect("127.0.0.1", int(sys.argv[1]), username="u", client_keys=["key"], known_hosts=None) as connection:
        async with connection.start_sftp_client() as sftp:
            await sftp.get("/proc/version", "asyncssh-get")
            async with sftp.open("/proc/version", "rb") as remote:
                open("asyncssh-read", "wb").write(await remote.read())

asyncio.run(fetch())
PY
cat >client.js <<'JS'
const fs = require('fs');
const { Client } = require('ssh2');
const client = new Client();
client.on('ready', () => client.sftp((error, sftp) => {
  if (error) throw error;
  sftp.fastGet('/proc/version', 'ssh2-fast', (error) => {
    if (error) throw error;
    sftp.readFile('/proc/version', (error, bytes) => {
      if (error) throw error;
      fs.writeFileSync('ssh2-read', bytes);
      client.end();
    });
  });
}));
client.connect({ host: '127.0.0.1', port: process.argv[2], username: 'u', privateKey: fs.readFileSync('key') });
JS
/usr/bin/python3 server.py >port 2>server.log &
server=$!
for ((i = 0; i < 200; i++)); do [ -s port ] && break || sleep 0.1; done
port=$(cat port)
[ -n "$port" ] || { cat server.log; exit 1; }

/usr/bin/python3 client.py "$port"
node client.js "$port"
usr/bin/sftp -q -b <(echo "get /proc/version openssh") -i key -o Port="$port" -F none -o StrictHostKeyChecking=no \
    -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -S "$work/usr/bin/ssh" u@127.0.0.1 >/dev/null

size=$(wc -c </proc/version)
listed=$(stat -c %s /proc/version)
echo "the file has $size bytes, and is listed with $listed"
seen=
tell() { # TITLE FILE
    printf '%-23s %s, no error\n' "$1" "$(stat -c %s "$2")"
    seen+="$(stat -c %s "$2") "
}
tell "asyncssh get:" asyncssh-get
tell "asyncssh open and read:" asyncssh-read
tell "ssh2 fastGet:" ssh2-fast
tell "ssh2 readFile:" ssh2-read
tell "OpenSSH sftp:" openssh
[ "$listed $seen" = "0 0 0 0 $size $size " ]
