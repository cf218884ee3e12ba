package org.genericsftp.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.JSchStrictKexException;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;

/** Turns what JSch and the network throw into an error that says what is wrong. */
final class ConnectFailure {
    // JSch throws these as one type, and only their text differs.
    private static final Pattern LOGIN_REFUSED =
            Pattern.compile("Auth (?:fail|cancel) for methods '(.*)'", Pattern.DOTALL);
    private static final String VERSION_WRONG = "invalid server's version string";
    private static final String SIGNATURE_WRONG = "verify: false";
    private static final String CHANNEL_REFUSED = "channel is not opened.";
    private static final String SUBSYSTEM_REFUSED = "failed to send channel request";

    // OpenSSH says these instead of its version.
    private static final Map<String, String> REASONS_OF_OPENSSH = Map.of(
            "Exceeded MaxStartups", "too many connections wait there for a login",
            "Not allowed at this time",
                    "it takes no connections from this address for a while, most likely after logins refused (PerSourcePenalties)");

    private static final int DISCONNECT_TOO_MANY_CONNECTIONS = 12;

    private static final Map<String, AlgorithmKind> ALGORITHM_KINDS = Map.of(
            "kex", AlgorithmKind.KEY_EXCHANGE,
            "server_host_key", AlgorithmKind.HOST_KEY,
            "cipher.c2s", AlgorithmKind.CIPHER,
            "cipher.s2c", AlgorithmKind.CIPHER,
            "mac.c2s", AlgorithmKind.MAC,
            "mac.s2c", AlgorithmKind.MAC);

    private final ConnectErrors errors;
    private final Login login;
    private final String doing;
    private final @Nullable IOException fault;
    private final String greeting;
    private final boolean connected;

    /** @param doing what went on when it failed, as it follows "while" */
    ConnectFailure(ConnectErrors errors, Login login, String doing, @Nullable Wire wire) {
        this.errors = errors;
        this.login = login;
        this.doing = doing;
        this.fault = wire == null ? null : wire.fault();
        this.greeting = wire == null ? "" : wire.greeting();
        this.connected = wire != null;
    }

    FileException explain(Throwable e) {
        if (e instanceof UnknownHostException) {
            return errors.connectionFailed("the host name is unknown", e);
        }
        if (e instanceof JSchAlgoNegoFailException negotiation) {
            return nothingInCommon(negotiation);
        }
        if (e instanceof JSchStrictKexException) {
            return errors.connectionImpossible(
                    "the server has no cipher in common with the worker but " + AlgorithmKind.CHACHA20
                            + ", which is safe only with strict key exchange (CVE-2023-48795), and the server does not know"
                            + " that; it needs an upgrade, or \"" + AlgorithmKind.CIPHER.setting() + ": +"
                            + AlgorithmKind.CHACHA20 + "\" has it used all the same",
                    e);
        }
        if (e instanceof JSchSessionDisconnectException disconnect) {
            return disconnected(disconnect);
        }
        if (fault != null) {
            return broken(fault, e);
        }
        if (e instanceof JSchException) {
            return explainJsch(e);
        }
        // JSch stumbles over packets that no SSH server sends.
        return e instanceof IOException
                ? errors.connectionFailed(reason(e), e)
                : errors.connectionFailed("the server broke the SSH protocol while " + doing + whatItSaid(), e);
    }

    private FileException explainJsch(Throwable e) {
        String text = String.valueOf(e.getMessage());
        Matcher refused = LOGIN_REFUSED.matcher(text);
        if (refused.find()) {
            return errors.loginFailed(login.refusal(methods(refused.group(1))), e);
        }
        return switch (text) {
            case VERSION_WRONG -> errors.connectionImpossible("the server does not speak SSH version 2", e);
            case SIGNATURE_WRONG -> errors.hostKeyRejected("the server can't prove that the key is its own", e);
            case CHANNEL_REFUSED -> errors.connectionFailed("the server opens no session on this connection", e);
            case SUBSYSTEM_REFUSED ->
                errors.connectionImpossible("the server refuses to start its sftp subsystem for this user", e);
            default ->
                errors.connectionFailed("failed while " + doing + ": " + reason(e) + whatItSaid() + whyNothing(), e);
        };
    }

    /** As the server wrote them, which may be with blanks and line breaks. */
    private static List<String> methods(String list) {
        return Stream.of(list.split(",", -1))
                .map(name -> Printable.escape(name.strip()))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Both lists, and which setting would help. */
    private FileException nothingInCommon(JSchAlgoNegoFailException e) {
        AlgorithmKind kind = ALGORITHM_KINDS.get(e.getAlgorithmName());
        List<String> offered = names(e.getServerProposal());
        String only = "the server offers only " + Printable.escape(String.join(",", offered));
        if (kind == null) {
            return errors.connectionImpossible("no " + e.getAlgorithmName() + " in common; " + only, e);
        }
        String ours = String.join(",", names(e.getJSchProposal()));
        return errors.connectionImpossible(
                "no " + kind.words() + " algorithm in common; " + only + ", and the worker "
                        + (ours.isEmpty() ? "none" : ours) + help(kind, offered),
                e);
    }

    private static String help(AlgorithmKind kind, List<String> offered) {
        return offered.stream()
                .filter(name -> kind.knows(name) && JavaAlgorithms.has(name))
                .findFirst()
                .map(name -> "; \"" + kind.setting() + ": +" + name + "\" has it offered"
                        + kind.weaknessOf(name)
                                .map(why -> ", which is weak (" + why + ")")
                                .orElse(""))
                .orElse("");
    }

    /** Without what only looks like an algorithm (RFC 8308, 2.1; OpenSSH's PROTOCOL, 1.10). */
    private static List<String> names(String proposal) {
        return Stream.of(proposal.split(",", -1))
                .filter(name -> !name.startsWith("ext-info-") && !name.startsWith("kex-strict-"))
                .toList();
    }

    /** If the server hangs up after it was given the proof, that counts as a refused login, which is not repeated at once. */
    private FileException disconnected(JSchSessionDisconnectException e) {
        String said = "the server hung up: \"" + Printable.escape(e.getDescription()) + "\"";
        return login.tried() && e.getReasonCode() != DISCONNECT_TOO_MANY_CONNECTIONS
                ? errors.loginFailed(said, e)
                : errors.connectionFailed(said, e);
    }

    private FileException broken(IOException how, Throwable e) {
        String why = how instanceof EOFException
                ? "the server closed the connection while " + doing
                : "the connection broke while " + doing + ": " + reason(how);
        return errors.connectionFailed(why + whatItSaid() + whyNothing(), e);
    }

    /** What the server began with, where that is not SSH; to be put behind a sentence. */
    String whatItSaid() {
        if (greeting.isEmpty() || greeting.startsWith("SSH-")) {
            return "";
        }
        String reason = REASONS_OF_OPENSSH.get(greeting);
        return "; it said \"" + Printable.escape(greeting) + "\""
                + (reason == null ? ", which is not how an SSH server begins" : ": " + reason);
    }

    /** A server that accepts a connection and closes it before it says anything rarely does so by accident. */
    private String whyNothing() {
        return connected && greeting.isEmpty()
                ? " and before it said anything: most likely it takes no connections from this address for a while, as there"
                        + " were too many or too many logins were refused (OpenSSH's PerSourcePenalties and MaxStartups,"
                        + " fail2ban, a firewall)"
                : "";
    }

    /** Its text, as it stands behind a colon. */
    static String reason(Throwable e) {
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return e.getClass().getSimpleName();
        }
        String text = Printable.escape(message);
        // "Connection refused (Connection refused)" and the like begin with a capital letter.
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
