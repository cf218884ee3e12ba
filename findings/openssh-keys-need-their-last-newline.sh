#!/usr/bin/env bash
# OpenSSH does not read a private key whose last line lacks its newline, and blames something else.
#
# openssh-client 1:9.2p1-2+deb12u10 (Debian 12). Keys that pass through an environment variable, a CI secret or
# "$(cat key)" lose the newline behind "-----END OPENSSH PRIVATE KEY-----"; such as pass through Windows get CR LF.
# Expected: both are read, as PEM and PKCS#8 keys are. Seen: the end marker of the OpenSSH format includes the newline
# (MARK_END in sshkey.c), so both are refused with "error in libcrypto", as are damaged keys. The same key as PEM is read.
#
# Output:
#   openssh format, whole:             read
#   openssh format, no last newline:   Load key "key": error in libcrypto
#   openssh format, CR LF:             Load key "key": error in libcrypto
#   PEM, no last newline:              read
#   PEM, CR LF:                        read
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -qq -o APT::Sandbox::User=root download openssh-client=1:9.2p1-2+deb12u10
dpkg -x openssh-client*.deb .

try() { # TITLE EXPECTED KEY: whether ssh-keygen finds the public key
    printf '%s' "$3" >key
    chmod 600 key
    local said
    said=$(usr/bin/ssh-keygen -y -f key 2>&1 | tr -d '\r') && said=read
    printf '%-34s %s\n' "$1" "$said"
    [[ $said == *"$2"* ]] || exit 1
}
usr/bin/ssh-keygen -q -t rsa -b 2048 -N '' -f openssh
cp openssh pem
usr/bin/ssh-keygen -q -p -m PEM -N '' -f pem >/dev/null
newline=$'\n'
try "openssh format, whole:" read "$(cat openssh)$newline"
try "openssh format, no last newline:" libcrypto "$(cat openssh)"
try "openssh format, CR LF:" libcrypto "$(sed 's/$/\r/' openssh)$newline"
try "PEM, no last newline:" read "$(cat pem)"
try "PEM, CR LF:" read "$(sed 's/$/\r/' pem)$newline"
