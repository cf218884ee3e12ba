package org.genericsftp.testing;

import java.time.Duration;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.sftp.SftpSettings.Authentication;
import org.genericsftp.sftp.SftpSettings.Endpoint;
import org.genericsftp.sftp.SftpSettings.HostKeyTrust;
import org.genericsftp.sftp.SftpSettings.Limits;
import org.genericsftp.sftp.SftpSettings.Timing;

/** Settings that differ from others in one thing. */
public final class TestSettings {
    private TestSettings() {}

    public static SftpSettings with(SftpSettings settings, Endpoint endpoint) {
        Copy copy = new Copy(settings);
        copy.endpoint = endpoint;
        return copy.made();
    }

    /** Through the proxy. */
    public static SftpSettings with(SftpSettings settings, TcpProxy proxy) {
        return with(settings, new Endpoint(proxy.host(), proxy.port()));
    }

    public static SftpSettings with(SftpSettings settings, Authentication authentication) {
        return with(settings, settings.username(), authentication);
    }

    public static SftpSettings with(SftpSettings settings, String username, Authentication authentication) {
        Copy copy = new Copy(settings);
        copy.username = username;
        copy.authentication = authentication;
        return copy.made();
    }

    public static SftpSettings with(SftpSettings settings, HostKeyTrust hostKeyTrust) {
        Copy copy = new Copy(settings);
        copy.hostKeyTrust = hostKeyTrust;
        return copy.made();
    }

    public static SftpSettings withSourceDirectory(SftpSettings settings, String sourceDirectory) {
        Copy copy = new Copy(settings);
        copy.sourceDirectory = sourceDirectory;
        return copy.made();
    }

    public static SftpSettings with(SftpSettings settings, Limits limits) {
        Copy copy = new Copy(settings);
        copy.limits = limits;
        return copy.made();
    }

    public static SftpSettings with(SftpSettings settings, Timing timing) {
        Copy copy = new Copy(settings);
        copy.timing = timing;
        return copy.made();
    }

    public static SftpSettings withConnectLimit(SftpSettings settings, Duration limit) {
        Timing timing = settings.timing();
        return with(settings, new Timing(limit, timing.stall(), timing.keepAlive(), timing.idle()));
    }

    public static SftpSettings with(SftpSettings settings, SftpSettings.Server server) {
        Copy copy = new Copy(settings);
        copy.server = server;
        return copy.made();
    }

    /** The settings one by one, to change one of them. */
    private static final class Copy {
        private final SftpSettings original;
        private Endpoint endpoint;
        private String username;
        private Authentication authentication;
        private HostKeyTrust hostKeyTrust;
        private String sourceDirectory;
        private Limits limits;
        private Timing timing;
        private SftpSettings.Server server;

        Copy(SftpSettings original) {
            this.original = original;
            this.endpoint = original.endpoint();
            this.username = original.username();
            this.authentication = original.authentication();
            this.hostKeyTrust = original.hostKeyTrust();
            this.sourceDirectory = original.sourceDirectory();
            this.limits = original.limits();
            this.timing = original.timing();
            this.server = original.server();
        }

        SftpSettings made() {
            return new SftpSettings(
                    endpoint,
                    username,
                    authentication,
                    hostKeyTrust,
                    sourceDirectory,
                    original.nameCharset(),
                    original.followLinks(),
                    limits,
                    timing,
                    server);
        }
    }
}
