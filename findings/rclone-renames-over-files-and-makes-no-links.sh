#!/usr/bin/env bash
# rclone serve sftp renames a file over another one, and says that it has made hard links which it has not made.
#
# rclone 1.60.1 (Debian 1.60.1+dfsg-2+b5) serves a local folder with two files. A client asks for the plain RENAME of version 3 of the
# protocol, from one name to that of the other file. Expected, as the draft says (draft-ietf-secsh-filexfer-02, 6.5): an error, since
# there is a file with the new name; OpenSSH's sftp-server 9.2p1 answers so. Seen: it succeeds, and the other file is gone. Servers
# with Go's pkg/sftp 1.13.5 (os.Rename), Twisted Conch 22.4.0 and MySecureShell 2.0 do the same.
# It also announces hardlink@openssh.com, answers it with OK, and there is no link: whoever removes the old name then has lost the file.
#
# Output:
#   sftp-server, two holds: two
#   rclone, two holds:      one
#   sftp-server, link:      made
#   rclone, link:           none, answered: OK
set -euo pipefail
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq -o APT::Sandbox::User=root download rclone=1.60.1+dfsg-2+b5 openssh-client=1:9.2p1-2+deb12u10 \
    openssh-sftp-server=1:9.2p1-2+deb12u10
for deb in *.deb; do dpkg -x "$deb" .; done

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir -p here/root served/root
for folder in here served; do
    echo one >"$folder/root/one"
    echo two >"$folder/root/two"
done
HOME=$work usr/bin/rclone serve sftp served --no-auth --addr "127.0.0.1:$port" 2>log &
until grep -q listening log; do sleep 0.1; done

of_rclone() { # COMMAND
    usr/bin/sftp -q -b <(echo "$1") -o Port="$port" -F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
        -o LogLevel=ERROR -S "$work/usr/bin/ssh" user@127.0.0.1 2>&1 | grep -v '^sftp>' || true
}
of_openssh() { # COMMAND
    (cd here/root && "$work/usr/bin/sftp" -q -b <(echo "$1") -D "$work/usr/lib/openssh/sftp-server" 2>&1 | grep -v '^sftp>' || true)
}
of_openssh "ln one link" >/dev/null
link_here=$([ here/root/link -ef here/root/one ] && echo made || echo none)
answer=$(of_rclone "ln /root/one /root/link")
link_served="$([ -e served/root/link ] && echo made || echo none), answered: ${answer:-OK}"
of_openssh "rename -l one two" >/dev/null
of_rclone "rename -l /root/one /root/two" >/dev/null
two_here=$(cat here/root/two)
two_served=$(cat served/root/two)
echo "sftp-server, two holds: $two_here"
echo "rclone, two holds:      $two_served"
echo "sftp-server, link:      $link_here"
echo "rclone, link:           $link_served"
[ "$two_here/$two_served/$link_here/$link_served" = "two/one/made/none, answered: OK" ]
