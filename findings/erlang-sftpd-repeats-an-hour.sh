#!/usr/bin/env bash
# Erlang's SFTP server gives two different hours the same time, once a year.
#
# Erlang/OTP 25.2.3 (Debian erlang-ssh 1:25.2.3+dfsg-1+deb12u4), TZ=Europe/Berlin, where the clock went back from 03:00
# to 02:00 on 2025-10-26. Expected: seconds since 1970 UTC, as SFTP has them, are those of the file system. Seen:
# ssh_sftpd reads the times as local time and converts them back; in the hour that comes twice, it takes all for the
# second one. A file that was written in the first hour is told with a time one hour late, and a version that replaces it
# an hour later, with the same size, looks unchanged to all that compare size and time. In UTC there is no such hour.
#
# Output:
#   TZ=Europe/Berlin: written at 00:30:00Z, told as 01:30:00Z
#   TZ=Europe/Berlin: written at 01:30:00Z, told as 01:30:00Z
#   TZ=UTC:           written at 00:30:00Z, told as 00:30:00Z
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
otp=1:25.2.3+dfsg-1+deb12u4
apt-get -qq -o APT::Sandbox::User=root download openssh-client=1:9.2p1-2+deb12u10 \
    erlang-{base,crypto,asn1,public-key,ssh}=$otp
for deb in *.deb; do dpkg -x "$deb" .; done
export ROOTDIR=$work/usr/lib/erlang EMU=beam PROGNAME=erl HOME=$work
BINDIR=$(echo "$ROOTDIR"/erts-*/bin)
export BINDIR

mkdir server user
usr/bin/ssh-keygen -q -t rsa -N '' -m PEM -f server/ssh_host_rsa_key
usr/bin/ssh-keygen -q -t ed25519 -N '' -f key
cp key.pub user/authorized_keys
touch -d 2025-10-26T00:30:00Z first
touch -d 2025-10-26T01:30:00Z second

told() { # TZ FILE: the file's time as a client gets it
    local port server i
    rm -f port copy
    TZ=$1 "$BINDIR/erlexec" -noinput -eval '
        {ok, _} = application:ensure_all_started(ssh),
        {ok, D} = ssh:daemon({127,0,0,1}, 0, [{system_dir, "server"}, {user_dir, "user"},
            {subsystems, [ssh_sftpd:subsystem_spec([])]}]),
        {ok, Info} = ssh:daemon_info(D),
        ok = file:write_file("port.new", io_lib:format("~p ~s~n", [proplists:get_value(port, Info), os:getpid()])),
        ok = file:rename("port.new", "port").' >log 2>&1 &
    for ((i = 0; i < 200; i++)); do [ -e port ] && break || sleep 0.1; done
    read -r port server <port
    usr/bin/sftp -q -b <(echo "get -p $work/$2 copy") -i key -o Port="$port" -F none -o StrictHostKeyChecking=no \
        -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -S "$work/usr/bin/ssh" user@127.0.0.1 >/dev/null
    kill "$server"
    TZ=UTC date -r copy +%H:%M:%SZ
}
berlin_first=$(told Europe/Berlin first)
berlin_second=$(told Europe/Berlin second)
utc_first=$(told UTC first)
echo "TZ=Europe/Berlin: written at 00:30:00Z, told as $berlin_first"
echo "TZ=Europe/Berlin: written at 01:30:00Z, told as $berlin_second"
echo "TZ=UTC:           written at 00:30:00Z, told as $utc_first"
[ "$berlin_first $berlin_second $utc_first" = "01:30:00Z 01:30:00Z 00:30:00Z" ]
