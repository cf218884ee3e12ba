package org.genericsftp.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.Verification;
import org.genericsftp.job.JobSettings;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.operator.ClientEditing.FieldType;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.sync.QuietHours;

/** What can stand below the name of a client. Defaults come from the settings of the components, where those have them. */
final class ClientKeys {
    private static final SftpSettings.Limits USUAL_LIMITS = SftpSettings.Limits.DEFAULT;
    private static final SshSettings.Timing USUAL_TIMING = SshSettings.Timing.DEFAULT;
    private static final SftpSettings.Timing USUAL_SESSION = SftpSettings.Timing.DEFAULT;
    private static final JobSettings USUAL_JOB = JobSettings.of("");

    // The server

    static final KeyTable SERVER = new KeyTable();

    static final Key<String> HOST = SERVER.required(
            "host",
            ValueType.text(
                    "a host name or an IP address, without a port",
                    "[^\\s/@:\\[\\]\\p{Cntrl}]+|[0-9A-Fa-f.]*(:[0-9A-Fa-f.]*){2,8}(%\\w+)?"),
            "The SFTP server: a name or an address");

    static final Key<Integer> PORT = SERVER.usually("port", ValueType.count(1, 65535), 22, "Its port");

    static final Key<String> USERNAME = SERVER.required("username", ValueType.TEXT, "The account at the SFTP server");

    static final Key<String> PASSWORD = SERVER.optional(
            "password",
            ValueType.SECRET,
            "The account's password; or else give `key-pair-path`, or both where the server wants both");

    static final Key<Path> KEY_PAIR_PATH = SERVER.optional(
            "key-pair-path",
            ValueType.PATH,
            "The account's private key, in the format of OpenSSH, PEM, PKCS#8 or PuTTY (PPK); or else give `password`");

    static final Key<String> KEY_PAIR_PASSPHRASE = SERVER.optional(
            "key-pair-passphrase", ValueType.SECRET, "What the private key is encrypted with, if it is");

    static final Key<Path> KEY_PAIR_CERTIFICATE = SERVER.optional(
            "key-pair-certificate-path",
            ValueType.PATH,
            "The certificate of the private key, in OpenSSH's format; without this, the one beside the key, if there is one:"
                    + " `id_ed25519-cert.pub`");

    static final Key<Void> ANSWERS = SERVER.secretSection(
            "answers",
            "Answers to what the server asks besides the password, by question, such as `Employee number: \"4711\"`; `*` in a"
                    + " question stands for any text. Codes that are others each time can't be answered");

    static final Key<Path> KNOWN_HOSTS = SERVER.optional(
            "known-hosts",
            ValueType.PATH,
            "The OpenSSH `known_hosts` file that has the server's keys, or the authorities that sign them; or else give"
                    + " `host-key`");

    static final Key<HostKeys> HOST_KEY = SERVER.optional(
            "host-key",
            HostKeys.TYPE,
            "The fingerprint that the server's key must have, or several while a server changes its key; or else give"
                    + " `known-hosts`. `accept-new`, beside `known-hosts`, trusts the first key that a server shows, and writes"
                    + " it there; another is refused from then on");

    static final TrustKeys TRUST = new TrustKeys(KNOWN_HOSTS, HOST_KEY);

    // What is copied, and to where

    static final KeyTable COPIES = new KeyTable();

    static final Key<String> SOURCE_DIRECTORY = COPIES.required(
            "source-directory",
            ValueType.TEXT,
            "The folder on the SFTP server that is searched with all its children; only `afterwards` ever changes it. `~/x`, as well as"
                    + " `x`, begins at the directory that the server logs the account in to (`./~` is a folder named `~`)");

    static final Key<DestinationLocation> DESTINATION_DIRECTORY = COPIES.required(
            "destination-directory",
            new ValueType<>("a directory", true, DestinationLocation::parse, String::valueOf),
            "Where the copies go: a local directory, or a folder on a share, `\\\\server\\share\\dir` or"
                    + " `smb://server[:port]/share/dir`; it must exist");

    static final Key<Void> LAYOUT = COPIES.section(
            "layout",
            "Where in the destination directory each copy goes; without it, to the path that its file"
                    + " has at the source");

    static final Key<Void> LAYOUTS = COPIES.section(
            "layouts", "Other layouts, by name, of which a request may choose one: `\"layout\": \"name\"`");

    static final Key<String> SYSTEM_USERNAME = COPIES.optional(
            "system-username",
            ValueType.TEXT,
            "The account at the share: `user`, `DOMAIN\\user` or `user@domain`, for Kerberos `user@REALM`; not for local"
                    + " directories");

    static final Key<String> SYSTEM_PASSWORD = COPIES.optional(
            "system-password", ValueType.SECRET, "Its password; not for Kerberos, nor for local directories");

    static final Key<Void> ALSO_TO = COPIES.partlySecretSection(
            "also-to",
            "Further destinations, by name, that [get the same copies](#several-destinations); without it, there is one",
            AlsoToKeys::withoutSecrets);

    static final Key<SyncInterval> AUTOMATIC_SYNC = COPIES.usually(
            "automatic-sync",
            new ValueType<>(SyncInterval.EXPECTATION, true, SyncInterval::parse, SyncInterval::toString)
                    .in(FieldType.DURATION),
            SyncInterval.NEVER,
            "How often, or [when by the calendar](#syncs-by-the-calendar), everything is copied without being asked; `n/a`"
                    + " for never");

    static final Key<Boolean> SYNC_AT_START = COPIES.usually(
            "sync-at-start",
            ValueType.YES_OR_NO,
            false,
            "Whether everything is copied, too, as a worker starts to serve the client");

    static final Key<QuietHours> QUIET_HOURS = COPIES.optional(
            "quiet-hours",
            new ValueType<>(QuietHours.EXPECTATION, true, QuietHours::parse, QuietHours::toString),
            "When the server is left alone: no request and no sync begins, what runs has `change-grace` to finish, and what is"
                    + " asked for waits in the queue; over midnight where the end is earlier than the begin, and then of the"
                    + " day on which it begins");

    static final Key<Void> SYNC_FILTER = COPIES.section(
            "sync-filter", "What a sync copies, in the shape of a request's filters; without it, every file");

    static final Key<Boolean> DURABLE = COPIES.usually(
            "durable", ValueType.YES_OR_NO, true, "Whether every copy is forced to the disk before the reply");

    static final Key<Duration> LEFTOVER_AGE = COPIES.usually(
            "leftover-age",
            ValueType.durationFrom(Duration.ofSeconds(1)),
            LocalSettings.DEFAULT_LEFTOVER_AGE,
            "How old the temporary file of a killed worker must be before a sync removes it; longer than the longest"
                    + " copy takes");

    static final Key<Duration> SETTLE_TIME = COPIES.usually(
            "settle-time",
            ValueType.DURATION_OR_ZERO,
            USUAL_JOB.settleTime(),
            "Files changed more recently than this are skipped as UNSETTLED");

    static final Key<Verification> VERIFY = COPIES.usually(
            "verify",
            ValueType.oneOf(Verification.class),
            USUAL_JOB.verify(),
            "Whether the bytes of each file, copied or unchanged, are compared with the source once more, where a request"
                    + " does not say it: by a digest that the server computes (else FAILED, or told with"
                    + " `server-if-offered`), or by reading again over one more connection");

    static final Key<Duration> REMEMBER = COPIES.optional(
            "remember",
            ValueType.durationFrom(Duration.ofSeconds(1)),
            "For how long it is remembered [what was delivered](#files-that-consumers-take-away), so that a sync does not copy a"
                    + " file again that a consumer has taken away: longer than files stay at the source. Without it, what is not"
                    + " there is copied");

    static final Key<Void> AFTERWARDS = COPIES.section(
            "afterwards",
            "What may become of files at the source [once they are delivered](#files-at-the-source): `delete`, `move-to` and"
                    + " `sync`; without it, the source is never changed");

    // How the server is used

    static final KeyTable USE_OF_SERVER = new KeyTable();

    static final Key<Duration> RETRY_FOR = USE_OF_SERVER.usually(
            "retry-for",
            ValueType.DURATION_OR_ZERO,
            USUAL_JOB.retryFor(),
            "How long an absent server or destination is waited for before a request is answered FAILED; what the request has"
                    + " waited in the queue during the outage counts");

    static final Key<Duration> CONNECT_TIMEOUT = USE_OF_SERVER.usually(
            "connect-timeout",
            ValueType.DURATION,
            USUAL_TIMING.connect(),
            "How long connecting may take, from name resolution to the look at the source directory; an idle session has a quarter of it for an answer");

    static final Key<Duration> STALL_TIMEOUT = USE_OF_SERVER.usually(
            "stall-timeout",
            ValueType.DURATION,
            USUAL_SESSION.stall(),
            "How long the server may leave its oldest open request unanswered before the session is given up");

    static final Key<Duration> KEEP_ALIVE = USE_OF_SERVER.usually(
            "keep-alive",
            ValueType.DURATION,
            USUAL_TIMING.keepAlive(),
            "How long a session is silent before it is probed");

    static final Key<Duration> IDLE_TIMEOUT = USE_OF_SERVER.usually(
            "idle-timeout", ValueType.DURATION, USUAL_SESSION.idle(), "How long an unused session is kept open");

    static final Key<Integer> MAX_SESSIONS = USE_OF_SERVER.usually(
            "max-sessions",
            ValueType.count(1, 64),
            USUAL_LIMITS.maxSessions(),
            "The most SSH connections at a time. There is one; while files wait, more are tried, and kept if they pay");

    static final Key<DataSize> BANDWIDTH = USE_OF_SERVER.optional(
            "bandwidth",
            ValueType.sizeFrom(new DataSize(64 * 1024)),
            "How much of files is read in a second, over all connections and requests; no limit when left out");

    static final Key<Long> MAX_ENTRIES = USE_OF_SERVER.usually(
            "max-entries",
            ValueType.number(1, 1_000_000_000_000L),
            USUAL_LIMITS.maxEntries(),
            "The most entries that one listing may have");

    static final Key<Integer> MAX_DEPTH = USE_OF_SERVER.usually(
            "max-depth",
            ValueType.count(1, 1000),
            USUAL_LIMITS.maxDepth(),
            "How many folders deep a listing goes at most");

    static final Key<Boolean> FOLLOW_LINKS = USE_OF_SERVER.usually(
            "follow-links",
            ValueType.YES_OR_NO,
            true,
            "Whether links to files inside the source directory are followed; no others ever are");

    static final Key<Charset> FILE_NAME_ENCODING = USE_OF_SERVER.usually(
            "file-name-encoding", ValueType.CHARSET, StandardCharsets.UTF_8, "How the server encodes file names");

    static final KeyTable TABLE = KeyTable.joined(
            SERVER,
            WayKeys.TABLE,
            COPIES,
            USE_OF_SERVER,
            ServerKeys.TABLE,
            AlgorithmKeys.TABLE,
            LocalKeys.TABLE,
            ShareKeys.TABLE,
            ServingKeys.TABLE);

    private ClientKeys() {}
}
