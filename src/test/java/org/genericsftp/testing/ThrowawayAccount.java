package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A real user of this machine, for servers that check passwords against the system's; only root can make one. The name
 * is noted in a file before the user is made, so that one left by a killed test run is found.
 */
public final class ThrowawayAccount implements AutoCloseable {
    private static final String PREFIX = "gsftp-";
    private static final String NOTE = "account";

    private final String name;
    private final String password;

    private ThrowawayAccount(String name, String password) {
        this.name = name;
        this.password = password;
    }

    public static boolean possible() {
        return System.getProperty("user.name").equals("root")
                && RealServers.has("useradd")
                && RealServers.has("userdel")
                && RealServers.has("chpasswd");
    }

    /** @param folder where the name is noted; also the user's home */
    public static ThrowawayAccount create(Path folder) throws IOException {
        ThrowawayAccount account = new ThrowawayAccount(PREFIX + random(6), random(12));
        Files.writeString(folder.resolve(NOTE), account.name);
        patiently(
                "", "useradd", "--no-create-home", "--home-dir", folder.toString(), "--shell", "/bin/sh", account.name);
        patiently(account.name + ":" + account.password + "\n", "chpasswd");
        return account;
    }

    public String name() {
        return name;
    }

    String password() {
        return password;
    }

    /** Removes the user that is noted in the folder, if one is. */
    public static void removeNotedIn(Path folder) throws IOException {
        Path note = folder.resolve(NOTE);
        if (Files.exists(note)) {
            String name = Files.readString(note).strip();
            if (name.startsWith(PREFIX)) {
                remove(name);
            }
        }
    }

    @Override
    public void close() {
        remove(name);
    }

    private static void remove(String name) {
        ProcessHandle.allProcesses()
                .filter(process -> process.info().user().equals(Optional.of(name)))
                .forEach(ProcessHandle::destroyForcibly);
        if (exists(name)) {
            patiently("", "userdel", "--force", name);
        }
    }

    private static boolean exists(String name) {
        try {
            return Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(line -> line.startsWith(name + ":"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The password file is locked while another program changes it. */
    private static void patiently(String input, String program, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(RealServers.require(program).toString()));
        command.addAll(List.of(arguments));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsMatching(e -> String.valueOf(e.getMessage()).contains("lock"))
                .until(() -> Command.runWithInput(input, command.toArray(String[]::new)), printed -> true);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
