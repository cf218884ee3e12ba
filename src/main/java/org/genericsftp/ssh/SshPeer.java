package org.genericsftp.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import org.genericsftp.file.FileException;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.jspecify.annotations.Nullable;

/** One SSH server, to be logged in to any number of times. Safe for use by many threads. */
final class SshPeer {
    private final SshSettings settings;
    private final ConnectErrors errors;
    private final Road road;
    private volatile @Nullable Offer accepted;

    /** @param road leads there */
    SshPeer(SshSettings settings, ConnectErrors errors, Road road) {
        this.settings = settings;
        this.errors = errors;
        this.road = road;
    }

    /**
     * A server shows one of its keys, and a fingerprint does not say of which kind the right one is. So a server that
     * shows another is asked for one of a kind that it has not shown yet. What led to the right key comes first next time.
     */
    <T> T connect(LoggedIn.Use<T> use, ConnectDeadline deadline, LoginTurn turn, StageListener reached)
            throws FileException, NotReachedException {
        Offer first = Offer.first(settings.algorithms());
        Offer offer = accepted == null ? first : accepted;
        FileException refused = null;
        while (true) {
            ConnectAttempt attempt =
                    new ConnectAttempt(settings, errors, road, offer, deadline, new ConnectProgress(reached));
            try {
                T begun = attempt.run(use, turn);
                accepted = offer.andThen(first.algorithms().of(AlgorithmKind.HOST_KEY));
                return begun;
            } catch (FileException e) {
                HostKeyBlob shown = attempt.refusedHostKey();
                if (e.getCause() instanceof JSchAlgoNegoFailException negotiation) {
                    FileException reason = refused == null ? e : refused;
                    offer = offer.forServerWithOnly(negotiation).orElseThrow(() -> reason);
                } else if (attempt.plainKeyMayDo()) {
                    offer = offer.withoutCertificates();
                } else if (shown != null && settings.hostKeyTrust() instanceof HostKeyTrust.Fingerprint) {
                    refused = refused == null ? e : refused;
                    offer = offer.without(shown.type());
                    if (!offer.hasHostKeys()) {
                        throw refused;
                    }
                } else {
                    throw e;
                }
            }
        }
    }
}
