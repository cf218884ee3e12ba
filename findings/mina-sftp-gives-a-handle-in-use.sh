#!/usr/bin/env bash
# Apache MINA SSHD: after one OPEN was refused, files that are open at the same time can have one handle, and are read as each other.
#
# sshd-sftp 2.15.0 and 2.20.0, all defaults; client and server. A client has "a" and "b" open, closes "a", asks for a file that there
# is not, and opens "c" and "d". Expected: a handle for each open file, as the draft has it (draft-ietf-secsh-filexfer-02, 6.3), or
# at least an error. Seen: "c" and "d" are answered with the handle of "b", without an error; from then on whoever reads "b"
# gets bytes of "d", which was opened last. It takes nothing unusual: a copy of several files at once in one session, and one
# that was removed between the listing and the copy. A client that notes which handles it holds can tell.
#
# Output:
#   2.15.0: a 00000000, b 00000001, close a, missing refused, c 00000001, d 00000001; b is read as "content of d"
#   2.20.0: a 00000000, b 00000001, close a, missing refused, c 00000001, d 00000001; b is read as "content of d"
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version>
<dependencies><dependency><groupId>org.apache.sshd</groupId><artifactId>sshd-sftp</artifactId>
<version>${sshd}</version></dependency></dependencies></project>
POM
cat >Probe.java <<'JAVA'
import java.nio.file.*;
import java.util.*;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.client.*;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

class Probe {
    public static void main(String[] version) throws Exception {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((user, password, session) -> password.equals("secret"));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
        for (String name : List.of("a", "b", "c", "d")) {
            Files.writeString(Path.of(name), "content of " + name);
        }
        SshClient ssh = SshClient.setUpDefaultClient();
        ssh.setServerKeyVerifier((session, address, key) -> true);
        ssh.start();
        try (ClientSession session = ssh.connect("user", "127.0.0.1", server.getPort()).verify(30000).getSession()) {
            session.addPasswordIdentity("secret");
            session.auth().verify(30000);
            String seen = ask(SftpClientFactory.instance().createSftpClient(session));
            System.out.println(version[0] + ": " + seen);
            System.exit(seen.equals("a 00000000, b 00000001, close a, missing refused, c 00000001, d 00000001; "
                    + "b is read as \"content of d\"") ? 0 : 1);
        }
    }

    static String ask(SftpClient sftp) throws Exception {
        CloseableHandle a = open(sftp, "a");
        CloseableHandle b = open(sftp, "b");
        String before = told("a", a) + told("b", b) + "close a, ";
        a.close();
        String missing;
        try {
            open(sftp, "missing");
            missing = "missing opened, ";
        } catch (SftpException e) {
            missing = "missing refused, ";
        }
        String after = told("c", open(sftp, "c")) + told("d", open(sftp, "d"));
        byte[] read = new byte[20];
        int count = sftp.read(b, 0, read);
        return before + missing + after.replaceFirst(", $", "; ") + "b is read as \"" + new String(read, 0, count) + "\"";
    }

    static CloseableHandle open(SftpClient sftp, String name) throws Exception {
        return sftp.open(Path.of(name).toAbsolutePath().toString());
    }

    static String told(String name, CloseableHandle handle) {
        return name + " " + HexFormat.of().formatHex(handle.getIdentifier()) + ", ";
    }
}
JAVA
for version in 2.15.0 2.20.0; do
    mvn -q -B -Dstyle.color=never -Dsshd=$version dependency:copy-dependencies -DoutputDirectory="lib-$version" >maven.log \
        || { cat maven.log; exit 1; }
    java -cp "lib-$version/*" Probe.java "$version" 2>log || { cat log; exit 1; }
done
