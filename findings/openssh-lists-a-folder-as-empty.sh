#!/usr/bin/env bash
# OpenSSH's sftp-server tells a folder that may be read, but not entered, as an empty one, and no error.
#
# openssh-sftp-server and openssh-client 1:9.2p1-2+deb12u10, python3-paramiko 2.12.0-2 (Debian 12), as a user without rights beyond
# its own. A folder with one file has mode 0444, such as "chmod -R 444" leaves behind. Expected: the names that ls(1) shows there, or
# "Permission denied", as for a folder that may not be read. Seen: sftp-server leaves out each name whose attributes it can't have
# (process_readdir in sftp-server.c), "." and ".." too, so that the listing succeeds with no name. A recursive copy of the
# folder ends with exit code 0 and nothing copied, and whoever deletes from a copy what the listing lacks would delete all of it.
# The missing "." tells such a folder from an empty one, where a library shows it; sftp's "ls -a" does, paramiko does not.
#
# Output:
#   mode 0555: ls a.csv; sftp "ls -a" . .. a.csv; "get -R" exit 0, copied a.csv; paramiko [a.csv]
#   mode 0444: ls a.csv; sftp "ls -a" nothing; "get -R" exit 0, copied nothing; paramiko []
#   mode 0111: ls Permission denied; sftp "ls -a" Permission denied; "get -R" exit 1, copied nothing; paramiko Permission denied
#   empty, mode 0555: ls nothing; sftp "ls -a" . ..; "get -R" exit 0, copied nothing; paramiko []
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq -o APT::Sandbox::User=root download openssh-client=1:9.2p1-2+deb12u10 openssh-sftp-server=1:9.2p1-2+deb12u10 \
    python3-paramiko=2.12.0-2 python3-cryptography=38.0.4-3+deb12u1 python3-cffi-backend=1.15.1-5+b1 python3-six=1.16.0-4 \
    python3-bcrypt=3.2.2-1 python3-nacl=1.5.0-2
for deb in *.deb; do dpkg -x "$deb" .; done
export PYTHONPATH=$work/usr/lib/python3/dist-packages PYTHONWARNINGS=ignore
server=$work/usr/lib/openssh/sftp-server
plain=()
if [ "$(id -u)" = 0 ]; then
    plain=(setpriv --reuid=65534 --regid=65534 --clear-groups)
fi
mkdir user user/folder
echo 1 >user/folder/a.csv
[ "$(id -u)" != 0 ] || chown -R 65534:65534 user
chmod 755 .

# The library speaks to the server by a socket, as by a channel of SSH.
cat >listing.py <<'PY'
import socket, subprocess, sys
import paramiko

class Channel:
    def __init__(self, end):
        self.end = end

    def __getattr__(self, name):
        return getattr(self.end, name)

    def get_name(self):
        return "server"

    def get_transport(self):
        return self

    def get_log_channel(self):
        return "server"

    def get_hexdump(self):
        return False

here, there = socket.socketpair()
server = subprocess.Popen([sys.argv[1]], stdin=there, stdout=there)
there.close()
try:
    print(paramiko.SFTPClient(Channel(here)).listdir("folder"))
except IOError as e:
    print(e.strerror or e)
here.close()
server.wait()
PY
said() { # COMMAND...: the names, or why not, as the plain user
    { cd user && "${plain[@]}" env HOME=/ "$@" 2>&1 || true; } | { grep -v '^sftp>' || true; } \
        | sed 's/.*Permission denied.*/Permission denied/; s|.*folder/||; s/ *$//' | xargs
}
ask() { # MODE
    local code=0 copied listed shown
    chmod "$1" user/folder
    echo "ls -1a folder" >list
    echo "get -R folder copy" >get
    rm -rf user/copy
    (cd user && "${plain[@]}" env HOME=/ "$work/usr/bin/sftp" -q -b "$work/get" -D "$server" >/dev/null 2>&1) || code=$?
    chmod u+rwx user/copy 2>/dev/null || true
    copied=$(ls user/copy 2>/dev/null || true)
    shown=$(said ls folder)
    listed=$(said "$work/usr/bin/sftp" -q -b "$work/list" -D "$server")
    echo "mode $1: ls ${shown:-nothing}; sftp \"ls -a\" ${listed:-nothing}; \"get -R\" exit $code, copied ${copied:-nothing};" \
        "paramiko $(said /usr/bin/python3 "$work/listing.py" "$server")"
}
seen=$(
    for mode in 0555 0444 0111; do ask $mode; done
    rm -rf user/folder
    mkdir user/folder
    echo "empty, $(ask 0555)"
)
echo "$seen"
[ "$seen" = 'mode 0555: ls a.csv; sftp "ls -a" . .. a.csv; "get -R" exit 0, copied a.csv; paramiko [a.csv]
mode 0444: ls a.csv; sftp "ls -a" nothing; "get -R" exit 0, copied nothing; paramiko []
mode 0111: ls Permission denied; sftp "ls -a" Permission denied; "get -R" exit 1, copied nothing; paramiko Permission denied
empty, mode 0555: ls nothing; sftp "ls -a" . ..; "get -R" exit 0, copied nothing; paramiko []' ]
