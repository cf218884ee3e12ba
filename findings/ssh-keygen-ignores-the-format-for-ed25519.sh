#!/usr/bin/env bash
# ssh-keygen writes Ed25519 keys in the OpenSSH format whatever format is asked for, and says nothing.
#
# openssh-client 1:9.2p1-2+deb12u10 (Debian 12). "ssh-keygen -m PKCS8" is the usual advice for programs that read PKCS#8
# or PEM only. Expected: PKCS#8 as with RSA and ECDSA (RFC 8410 has it for Ed25519), or an error. Seen: exit code 0, and
# a key in the OpenSSH format, also when an existing key is converted (-p -m PKCS8). And an
# Ed25519 key in PKCS#8, as other tools write it, is not read by it.
#
# Output:
#   rsa, -m PKCS8:      exit 0, -----BEGIN PRIVATE KEY-----
#   ecdsa, -m PKCS8:    exit 0, -----BEGIN PRIVATE KEY-----
#   ed25519, -m PKCS8:  exit 0, -----BEGIN OPENSSH PRIVATE KEY-----
#   ed25519, -m PEM:    exit 0, -----BEGIN OPENSSH PRIVATE KEY-----
#   ed25519, converted: exit 0, -----BEGIN OPENSSH PRIVATE KEY-----
#   ed25519 in PKCS#8:  not read
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -qq -o APT::Sandbox::User=root download openssh-client=1:9.2p1-2+deb12u10
dpkg -x openssh-client*.deb .

seen() { # TITLE EXPECTED FILE EXIT
    printf '%-19s exit %s, %s\n' "$1" "$4" "$(head -1 "$3")"
    [ "$4 $(head -1 "$3")" = "0 -----BEGIN $2-----" ] || exit 1
}
make() { # TYPE FORMAT EXPECTED
    local code=0
    usr/bin/ssh-keygen -q -t "$1" -m "$2" -N '' -f "$1.$2" || code=$?
    seen "$1, -m $2:" "$3" "$1.$2" "$code"
}
make rsa PKCS8 "PRIVATE KEY"
make ecdsa PKCS8 "PRIVATE KEY"
make ed25519 PKCS8 "OPENSSH PRIVATE KEY"
make ed25519 PEM "OPENSSH PRIVATE KEY"
code=0
usr/bin/ssh-keygen -q -p -m PKCS8 -N '' -f ed25519.PEM >/dev/null || code=$?
seen "ed25519, converted:" "OPENSSH PRIVATE KEY" ed25519.PEM "$code"
{ # RFC 8410, 7: the algorithm, and 32 bytes
    echo "-----BEGIN PRIVATE KEY-----"
    { printf '\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20' && head -c 32 /dev/urandom; } | base64
    echo "-----END PRIVATE KEY-----"
} >pkcs8
chmod 600 pkcs8
usr/bin/ssh-keygen -y -f pkcs8 >/dev/null 2>&1 && said=read || said="not read"
echo "ed25519 in PKCS#8:  $said"
[ "$said" = "not read" ]
