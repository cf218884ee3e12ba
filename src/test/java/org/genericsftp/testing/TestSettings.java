package org.genericsftp.testing;

import java.time.Duration;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.sftp.SftpSettings.Limits;
import org.genericsftp.ssh.SshAlgorithms;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.ssh.Way;

/** Settings that differ from others in one thing. */
public final class TestSettings {
    private TestSettings() {}

    public static SshSettings with(SshSettings settings, Endpoint endpoint) {
        return new SshSettings(
                endpoint,
                settings.username(),
                settings.authentication(),
                settings.hostKeyTrust(),
                settings.timing(),
                settings.algorithms(),
                settings.way());
    }

    /** Through the proxy. */
    public static SshSettings with(SshSettings settings, TcpProxy proxy) {
        return with(settings, new Endpoint(proxy.host(), proxy.port()));
    }

    public static SshSettings with(SshSettings settings, Authentication authentication) {
        return with(settings, settings.username(), authentication);
    }

    public static SshSettings with(SshSettings settings, String username, Authentication authentication) {
        return new SshSettings(
                settings.endpoint(),
                username,
                authentication,
                settings.hostKeyTrust(),
                settings.timing(),
                settings.algorithms(),
                settings.way());
    }

    public static SshSettings with(SshSettings settings, HostKeyTrust hostKeyTrust) {
        return new SshSettings(
                settings.endpoint(),
                settings.username(),
                settings.authentication(),
                hostKeyTrust,
                settings.timing(),
                settings.algorithms(),
                settings.way());
    }

    public static SshSettings with(SshSettings settings, SshSettings.Timing timing) {
        return new SshSettings(
                settings.endpoint(),
                settings.username(),
                settings.authentication(),
                settings.hostKeyTrust(),
                timing,
                settings.algorithms(),
                settings.way());
    }

    public static SshSettings with(SshSettings settings, SshAlgorithms algorithms) {
        return new SshSettings(
                settings.endpoint(),
                settings.username(),
                settings.authentication(),
                settings.hostKeyTrust(),
                settings.timing(),
                algorithms,
                settings.way());
    }

    public static SshSettings with(SshSettings settings, Way way) {
        return new SshSettings(
                settings.endpoint(),
                settings.username(),
                settings.authentication(),
                settings.hostKeyTrust(),
                settings.timing(),
                settings.algorithms(),
                way);
    }

    public static SshSettings withConnectLimit(SshSettings settings, Duration limit) {
        return with(settings, new SshSettings.Timing(limit, settings.timing().keepAlive()));
    }

    public static SftpSettings with(SftpSettings settings, SshSettings ssh) {
        return new SftpSettings(
                ssh,
                settings.sourceDirectory(),
                settings.nameCharset(),
                settings.followLinks(),
                settings.limits(),
                settings.timing(),
                settings.server());
    }

    /** Through the proxy. */
    public static SftpSettings with(SftpSettings settings, TcpProxy proxy) {
        return with(settings, with(settings.ssh(), proxy));
    }

    public static SftpSettings with(SftpSettings settings, Authentication authentication) {
        return with(settings, with(settings.ssh(), authentication));
    }

    public static SftpSettings with(SftpSettings settings, String username, Authentication authentication) {
        return with(settings, with(settings.ssh(), username, authentication));
    }

    public static SftpSettings withSourceDirectory(SftpSettings settings, String sourceDirectory) {
        return new SftpSettings(
                settings.ssh(),
                sourceDirectory,
                settings.nameCharset(),
                settings.followLinks(),
                settings.limits(),
                settings.timing(),
                settings.server());
    }

    public static SftpSettings with(SftpSettings settings, Limits limits) {
        return new SftpSettings(
                settings.ssh(),
                settings.sourceDirectory(),
                settings.nameCharset(),
                settings.followLinks(),
                limits,
                settings.timing(),
                settings.server());
    }

    public static SftpSettings with(SftpSettings settings, SftpSettings.Timing timing) {
        return new SftpSettings(
                settings.ssh(),
                settings.sourceDirectory(),
                settings.nameCharset(),
                settings.followLinks(),
                settings.limits(),
                timing,
                settings.server());
    }

    public static SftpSettings with(SftpSettings settings, SftpSettings.Server server) {
        return new SftpSettings(
                settings.ssh(),
                settings.sourceDirectory(),
                settings.nameCharset(),
                settings.followLinks(),
                settings.limits(),
                settings.timing(),
                server);
    }
}
