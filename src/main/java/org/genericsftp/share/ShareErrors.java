package org.genericsftp.share;

import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.session.SMB2GuestSigningRequiredException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.genericsftp.destination.DestinationErrors;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/** Says what an answer of the server means ([MS-ERREF] 2.3), and where it was given. */
final class ShareErrors extends DestinationErrors {
    static final String IN_USE = "it is in use by another program";
    static final String LINK =
            "a link stands there, and links in the destination directory are neither followed nor replaced";

    /** Samba shows no link that leads out of the share, and says that there is nothing, nor can be. */
    static final String HIDDEN_LINK =
            "the server finds no way to that name; most likely a link stands there, which is not followed";

    static final String NO_NTLM =
            "the server takes no passwords (NTLM); log in with Kerberos: share-authentication: kerberos";
    private static final String NO_ACCOUNT =
            "the server refused the ticket: it has no account for it, or its own key or clock"
                    + " is another than the KDC's; its log says which";
    static final String NO_KERBEROS =
            "the server offers no Kerberos; it may take a password: share-authentication: ntlm";
    static final String SMB_1_ONLY =
            "the server speaks SMB 1 only, which is neither encrypted nor safely signed; have it" + " speak SMB 2 or 3";
    static final String UNSIGNED =
            "the server can't sign what it sends, so that anyone on the way could change it; have it sign"
                    + " (Samba: server signing)";
    static final String GUEST =
            "the server lets it in as a guest only, most likely since it does not know the user name";

    private static final Meaning LOGIN_REFUSED =
            new Meaning(ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, "the user name or the password is wrong");
    private static final Meaning GONE = new Meaning(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, "it has gone");
    private static final Meaning LOST =
            new Meaning(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, "the connection to the server was lost");
    private static final Meaning BUSY =
            new Meaning(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, "the server is out of resources");
    private static final Meaning USED = new Meaning(ErrorCode.PERMISSION_DENIED, Remedy.LATER, IN_USE);
    private static final Meaning QUOTA =
            new Meaning(ErrorCode.DISK_FULL, Remedy.LATER, "the quota that the account has on the share is used up");
    private static final Meaning NAME =
            new Meaning(ErrorCode.NAME_REJECTED, Remedy.NEVER, "the server can't keep a file of that name");
    private static final Meaning NO_SHARE =
            new Meaning(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, "the server has no share of that name");
    private static final Meaning LINKED = new Meaning(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, LINK);

    private static final Map<Long, Meaning> MEANINGS = Map.ofEntries(
            Map.entry(0xC000006DL, LOGIN_REFUSED),
            Map.entry(0xC000006AL, LOGIN_REFUSED),
            Map.entry(0xC0000064L, LOGIN_REFUSED),
            Map.entry(0xC000006EL, login("the account is restricted")),
            Map.entry(0xC000006FL, login("the account may not log in at this hour")),
            Map.entry(0xC0000070L, login("the account may not log in from this computer")),
            Map.entry(0xC0000071L, login("the password has expired")),
            Map.entry(0xC0000072L, login("the account is disabled")),
            Map.entry(0xC000015BL, login("the account may not log in over the network")),
            Map.entry(0xC0000193L, login("the account has expired")),
            Map.entry(0xC0000224L, login("the password must be changed first")),
            Map.entry(0xC0000234L, login("the account is locked")),
            Map.entry(0xC0000418L, login(NO_NTLM)),
            Map.entry(0xC0000413L, login("the server does not let this account in")),
            Map.entry(
                    0xC0000022L,
                    new Meaning(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, "the account lacks the right to do so")),
            Map.entry(
                    0xC0000061L,
                    new Meaning(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, "the account lacks the right to do so")),
            Map.entry(0xC00000A2L, new Meaning(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, "the share is read-only")),
            Map.entry(0xC0000121L, new Meaning(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, "it is read-only")),
            Map.entry(0xC0000043L, USED),
            Map.entry(0xC0000054L, USED),
            Map.entry(0xC0000056L, USED),
            Map.entry(0xC000007FL, new Meaning(ErrorCode.DISK_FULL, Remedy.LATER, "the share is full")),
            Map.entry(0xC0000044L, QUOTA),
            Map.entry(0xC0000802L, QUOTA),
            Map.entry(
                    0xC0000904L,
                    new Meaning(ErrorCode.DISK_FULL, Remedy.NEVER, "the share can't keep a file of that size")),
            Map.entry(0xC0000033L, NAME),
            Map.entry(0xC0000106L, NAME),
            Map.entry(0xC000003BL, NAME),
            Map.entry(0xC00000BAL, new Meaning(ErrorCode.NAME_COLLISION, Remedy.NEVER, "a folder stands there")),
            Map.entry(0xC0000103L, new Meaning(ErrorCode.NAME_COLLISION, Remedy.NEVER, "a file stands there")),
            Map.entry(0xC0000035L, new Meaning(ErrorCode.NAME_COLLISION, Remedy.NEVER, "something stands there")),
            Map.entry(0xC000000FL, GONE),
            Map.entry(0xC0000034L, GONE),
            Map.entry(0xC000003AL, GONE),
            Map.entry(0xC0000123L, GONE),
            Map.entry(0xC00000CCL, NO_SHARE),
            Map.entry(0xC00000BEL, NO_SHARE),
            Map.entry(0x8000002DL, LINKED),
            Map.entry(0xC0000279L, LINKED),
            Map.entry(0xC000009AL, BUSY),
            Map.entry(0xC000011FL, BUSY),
            Map.entry(0xC00000D0L, BUSY),
            Map.entry(0xC0000205L, BUSY));

    /** The session or the share is gone; what comes next needs a new connection. */
    private static final Set<Long> CONNECTION_LOST =
            Set.of(0xC00000C9L, 0xC0000203L, 0xC000035CL, 0xC000020CL, 0xC000020DL, 0xC0000128L);

    private static final Set<Long> MISSING = Set.of(0xC000000FL, 0xC0000034L, 0xC000003AL);
    private static final long NOT_A_DIRECTORY = 0xC0000103L;
    private static final long PATH_NOT_COVERED = 0xC0000257L;
    private static final long NAME_TAKEN = 0xC0000035L;
    private static final long ACCESS_DENIED = 0xC0000022L;
    private static final long INVALID_PARAMETER = 0xC000000DL;
    private static final Set<Long> TICKET_REFUSED = Set.of(0xC0000022L, 0xC000006DL);
    private static final Set<Long> HELD = Set.of(0xC0000022L, 0xC0000043L, 0xC0000054L, 0xC0000056L, 0xC0000121L);

    private final ShareSettings settings;

    ShareErrors(ShareSettings settings) {
        super(settings.address().toString());
        this.settings = settings;
    }

    record Meaning(ErrorCode code, Remedy remedy, String text) {}

    private static Meaning login(String why) {
        return new Meaning(ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, why);
    }

    static boolean isMissing(Throwable why) {
        return MISSING.contains(status(why));
    }

    static boolean isNoFolder(Throwable why) {
        return status(why) == NOT_A_DIRECTORY;
    }

    static boolean isTaken(Throwable why) {
        return status(why) == NAME_TAKEN;
    }

    /** What servers answer when the file to be replaced is open in another program, and to some that lack the right. */
    static boolean isHeld(Throwable why) {
        return HELD.contains(status(why));
    }

    static boolean isDenied(Throwable why) {
        return status(why) == ACCESS_DENIED;
    }

    /** What a server answers that has no such share itself, and may know where it is. */
    static boolean mayNeedDfs(Throwable why) {
        return NO_SHARE.equals(MEANINGS.get(status(why))) || status(why) == PATH_NOT_COVERED;
    }

    /** There can be no file of that name. */
    static boolean isNoName(Throwable why) {
        return NAME.equals(MEANINGS.get(status(why)));
    }

    /** Whether the connection can be used on: the server has understood, and said no. */
    static boolean isAnswer(Throwable why) {
        return why instanceof SMBApiException answer && !CONNECTION_LOST.contains(answer.getStatusCode());
    }

    private static long status(Throwable why) {
        return why instanceof SMBApiException answer ? answer.getStatusCode() : -1;
    }

    @Override
    public FileException explain(String action, RelativePath path, Exception why) {
        FileException explained = explained(why);
        if (explained != null) {
            return explained;
        }
        Meaning meaning = meaning(why);
        return error(meaning.code, meaning.remedy, action, path, meaning.text, why);
    }

    /** Why no connection came about. */
    FileException refused(Throwable why) {
        FileException explained = explained(why);
        return explained != null ? explained : refused(meaning(why), why);
    }

    /** The SMB client passes on what was thrown at the login as a cause. */
    static @Nullable FileException explained(Throwable why) {
        return causes(why).stream()
                .filter(FileException.class::isInstance)
                .map(FileException.class::cast)
                .findFirst()
                .orElse(null);
    }

    FileException refused(Meaning meaning, @Nullable Throwable why) {
        return new FileException(meaning.code, meaning.remedy, connecting(meaning.text), why);
    }

    /** A server that can't make an account of a ticket, or can't read it, says no more than that; Samba without a realm calls it invalid. */
    FileException ticketRefused(SMBApiException why) {
        if (status(why) == INVALID_PARAMETER) {
            return refused(login(NO_KERBEROS), why);
        }
        return TICKET_REFUSED.contains(status(why)) ? refused(login(NO_ACCOUNT), why) : refused(why);
    }

    FileException refused(ErrorCode code, Remedy remedy, String reason) {
        return new FileException(code, remedy, connecting(reason));
    }

    /** The meaning of a status that came with no exception. */
    FileException answered(String action, RelativePath path, long status) {
        Meaning meaning = meaning(status);
        return error(meaning.code, meaning.remedy, action, path, meaning.text);
    }

    FileException lost(String action, RelativePath path, @Nullable Throwable why) {
        return error(LOST.code, LOST.remedy, action, path, LOST.text, why);
    }

    FileException tooSlow(String action, RelativePath path, Throwable why) {
        String reason = "the server did not answer within "
                + settings.patience().request().toSeconds() + " s";
        return error(LOST.code, LOST.remedy, action, path, reason, why);
    }

    private static Meaning meaning(Throwable why) {
        if (why instanceof SMB2GuestSigningRequiredException) {
            return login(GUEST);
        }
        if (why instanceof SMBApiException answer) {
            return meaning(answer.getStatusCode());
        }
        if (hasCause(why, TimeoutException.class)) {
            return new Meaning(LOST.code, LOST.remedy, "the server did not answer in time");
        }
        List<Throwable> causes = causes(why);
        Throwable deepest = causes.get(causes.size() - 1);
        String text = deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
        return new Meaning(LOST.code, LOST.remedy, LOST.text + " (" + text + ")");
    }

    private static Meaning meaning(long status) {
        if (CONNECTION_LOST.contains(status)) {
            return LOST;
        }
        Meaning meaning = MEANINGS.get(status);
        return meaning != null
                ? meaning
                : new Meaning(
                        ErrorCode.DESTINATION_UNAVAILABLE,
                        Remedy.LATER,
                        String.format("the server answered with status 0x%08X", status));
    }

    static boolean hasCause(Throwable why, Class<? extends Throwable> kind) {
        return causes(why).stream().anyMatch(kind::isInstance);
    }

    static List<Throwable> causes(@Nullable Throwable why) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each = why; each != null && causes.size() < 20; each = each.getCause()) {
            causes.add(each);
        }
        return causes;
    }

    private String connecting(String reason) {
        return "Cannot connect to " + Printable.escape(settings.address() + " as " + settings.account()) + ": "
                + Printable.escape(reason);
    }
}
