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
        return new SftpSettings(
                endpoint,
                settings.username(),
                settings.authentication(),
                settings.hostKeyTrust(),
                settings.sourceDirectory(),
                settings.nameCharset(),
                settings.followLinks(),
                settings.limits(),
                settings.timing());
    }

    public static SftpSettings withSource(SftpSettings settings, String sourceDirectory) {
        return new SftpSettings(
                settings.endpoint(),
                settings.username(),
                settings.authentication(),
                settings.hostKeyTrust(),
                sourceDirectory,
                settings.nameCharset(),
                settings.followLinks(),
                settings.limits(),
                settings.timing());
    }

    /** Through the proxy. */
    public static SftpSettings with(SftpSettings settings, TcpProxy proxy) {
        return with(settings, new Endpoint(proxy.host(), proxy.port()));
    }

    public static SftpSettings with(SftpSettings settings, Authentication authentication) {
        return with(settings, settings.username(), authentication);
    }

    public static SftpSettings with(SftpSettings settings, String username, Authentication authentication) {
        return new SftpSettings(
                settings.endpoint(),
                username,
                authentication,
                settings.hostKeyTrust(),
                settings.sourceDirectory(),
                settings.nameCharset(),
                settings.followLinks(),
                settings.limits(),
                settings.timing());
    }

    public static SftpSettings with(SftpSettings settings, HostKeyTrust hostKeyTrust) {
        return new SftpSettings(
                settings.endpoint(),
                settings.username(),
                settings.authentication(),
                hostKeyTrust,
                settings.sourceDirectory(),
                settings.nameCharset(),
                settings.followLinks(),
                settings.limits(),
                settings.timing());
    }

    public static SftpSettings withSourceDirectory(SftpSettings settings, String sourceDirectory) {
        return new SftpSettings(
                settings.endpoint(),
                settings.username(),
                settings.authentication(),
                settings.hostKeyTrust(),
                sourceDirectory,
                settings.nameCharset(),
                settings.followLinks(),
                settings.limits(),
                settings.timing());
    }

    public static SftpSettings with(SftpSettings settings, Limits limits) {
        return new SftpSettings(
                settings.endpoint(),
                settings.username(),
                settings.authentication(),
                settings.hostKeyTrust(),
                settings.sourceDirectory(),
                settings.nameCharset(),
                settings.followLinks(),
                limits,
                settings.timing());
    }

    public static SftpSettings with(SftpSettings settings, Timing timing) {
        return new SftpSettings(
                settings.endpoint(),
                settings.username(),
                settings.authentication(),
                settings.hostKeyTrust(),
                settings.sourceDirectory(),
                settings.nameCharset(),
                settings.followLinks(),
                settings.limits(),
                timing);
    }

    public static SftpSettings withConnectLimit(SftpSettings settings, Duration limit) {
        Timing timing = settings.timing();
        return with(settings, new Timing(limit, timing.stall(), timing.keepAlive(), timing.idle()));
    }
}
