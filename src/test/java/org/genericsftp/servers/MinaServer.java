package org.genericsftp.servers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.genericsftp.testing.ChildJava;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SshKeys;
import org.slf4j.Logger;

/** Apache MINA SSHD in a process of its own: the release on the tests' class path, or an older one that the build copies. */
final class MinaServer extends ServerProgram {
    private static final Path OLDER = Path.of("target", "mina-sshd-2.15.0");

    private final List<Path> jars;
    private final boolean virtualRoot;

    private MinaServer(List<Path> jars, boolean virtualRoot) {
        super("mina-program", SshKeys.Type.ECDSA_256);
        this.jars = jars;
        this.virtualRoot = virtualRoot;
    }

    static MinaServer current() {
        return started(new MinaServer(currentJars(), false));
    }

    static MinaServer currentWithVirtualRoot() {
        return started(new MinaServer(currentJars(), true));
    }

    static MinaServer older() {
        return started(new MinaServer(olderJars(), false));
    }

    static MinaServer olderWithVirtualRoot() {
        return started(new MinaServer(olderJars(), true));
    }

    private static List<Path> currentJars() {
        return Stream.of(KeyUtils.class, SshServer.class, SftpSubsystemFactory.class, Logger.class)
                .map(ChildJava::locationOf)
                .toList();
    }

    private static List<Path> olderJars() {
        if (!Files.isDirectory(OLDER)) {
            RealServers.skip("the jars of MINA SSHD 2.15.0, which the build copies to " + OLDER);
        }
        try (Stream<Path> jars = Files.list(OLDER)) {
            return Stream.concat(jars, Stream.of(ChildJava.locationOf(Logger.class)))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list " + OLDER, e);
        }
    }

    @Override
    List<String> command(int onPort) throws IOException {
        List<String> command = ChildJava.command(
                "-Xmx256m",
                "-classpath",
                classPath(),
                MinaProgram.class.getName(),
                Integer.toString(onPort),
                hostKey().toString(),
                authorizedKeys().toString());
        if (virtualRoot) {
            command.add(rootDirectory().toString());
        }
        return Unprivileged.command(command);
    }

    /** All is copied to where every user may read it: repositories and builds lie in homes. */
    private String classPath() throws IOException {
        Path folder = scratchFolder().resolve("classes");
        List<String> parts = new ArrayList<>(List.of(folder.toString()));
        String program = MinaProgram.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(folder.resolve(program).getParent());
        try (InputStream bytes = MinaServer.class.getClassLoader().getResourceAsStream(program)) {
            Files.write(folder.resolve(program), Objects.requireNonNull(bytes).readAllBytes());
        }
        for (Path jar : jars) {
            Path copy = folder.resolve(jar.getFileName());
            parts.add(Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING).toString());
        }
        return String.join(File.pathSeparator, parts);
    }

    @Override
    public String sourceDirectory() {
        return virtualRoot ? "/" : super.sourceDirectory();
    }
}
