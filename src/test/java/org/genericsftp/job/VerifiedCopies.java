package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.genericsftp.file.Verification;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;
import org.genericsftp.testing.TestSftpServer;

/** A server with files of all kinds, whose copies are to be verified. */
final class VerifiedCopies implements AutoCloseable {
    static final List<String> NAMES = List.of(
            "empty",
            "small",
            "folder/big",
            "it's \"a\" $(name) & `more`.csv",
            "back\\slash",
            "ümläut",
            "-n",
            "x'; exit 1; '");

    private final TestSftpServer server;
    private final Path copies;
    private final ClientJobs jobs;

    VerifiedCopies(TestSftpServer server, Path copies) throws IOException {
        this.server = server;
        this.copies = copies;
        for (String name : NAMES) {
            put(name, name.equals("empty") ? 0 : name.equals("folder/big") ? 3_000_000 : 700);
        }
        jobs = new ClientJobs(
                server.settings(),
                new LocalDestination(LocalSettings.of(copies), Clock.systemUTC()),
                new JobSettings("test", Duration.ZERO, Duration.ofSeconds(20)));
    }

    Path put(String name, int length) throws IOException {
        Path file = server.rootDirectory().resolve(name);
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[length];
        new Random(name.hashCode()).nextBytes(bytes);
        Files.write(file, bytes);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    }

    Result copy(Verification verify, CollectedOutcomes outcomes) {
        return jobs.run(FileRequest.EVERYTHING.withVerify(verify), outcomes);
    }

    /** Puts other bytes in the place of a copy's, whose size and time stay. */
    void spoil(String name) throws IOException {
        Path copy = copies.resolve(name);
        FileTime time = Files.getLastModifiedTime(copy);
        byte[] bytes = Files.readAllBytes(copy);
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy, bytes);
        Files.setLastModifiedTime(copy, time);
    }

    void assertWhole() throws IOException {
        for (String name : NAMES) {
            assertThat(copies.resolve(name))
                    .as(name)
                    .hasBinaryContent(Files.readAllBytes(server.rootDirectory().resolve(name)));
        }
    }

    @Override
    public void close() {
        jobs.close();
    }
}
