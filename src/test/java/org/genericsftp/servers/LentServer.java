package org.genericsftp.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.genericsftp.testing.ScratchFolder;
import org.genericsftp.testing.TestSftpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for all tests of a class, each of which finds its folder empty. Many of these servers start slowly. */
public final class LentServer implements AfterAllCallback {
    private final Supplier<TestSftpServer> starter;
    private @Nullable TestSftpServer server;

    public LentServer(OtherServer kind) {
        this(kind::start);
    }

    public LentServer(Supplier<TestSftpServer> starter) {
        this.starter = starter;
    }

    /** The server, for one test: closing it removes what the test has put into its folder, and beside it as "outside". */
    public TestSftpServer lend() {
        if (server == null) {
            server = starter.get();
        }
        return new Lent(server);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    private record Lent(TestSftpServer server) implements TestSftpServer {
        @Override
        public String host() {
            return server.host();
        }

        @Override
        public int port() {
            return server.port();
        }

        @Override
        public String username() {
            return server.username();
        }

        @Override
        public boolean supportsPasswords() {
            return server.supportsPasswords();
        }

        @Override
        public String password() {
            return server.password();
        }

        @Override
        public Path userKey() {
            return server.userKey();
        }

        @Override
        public Path rootDirectory() {
            return server.rootDirectory();
        }

        @Override
        public String sourceDirectory() {
            return server.sourceDirectory();
        }

        @Override
        public String hostKeyFingerprint() {
            return server.hostKeyFingerprint();
        }

        @Override
        public void close() {
            try {
                for (Path child : children(rootDirectory())) {
                    ScratchFolder.delete(child);
                }
                ScratchFolder.delete(rootDirectory().resolveSibling("outside"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<Path> children(Path folder) throws IOException {
            try (Stream<Path> children = Files.list(folder)) {
                return children.toList();
            }
        }
    }
}
