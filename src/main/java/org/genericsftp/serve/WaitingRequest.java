package org.genericsftp.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.genericsftp.job.Sought;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Wait;
import org.jspecify.annotations.Nullable;

/** What is kept in memory of a request that waits. Guarded by {@link WaitingRequests}, whose it is. */
final class WaitingRequest {
    private final String id;
    private final Sought sought;
    private final Set<CancelProof> cancelledBy;
    private final @Nullable Duration lease;
    private final Instant lookFrom;
    private Instant until;
    private boolean renewed;
    private final @Nullable Instant expiresAt;
    private final int bytes;
    private WaitSlip.@Nullable End end;
    private int round;
    private int missed;

    private WaitingRequest(
            String id,
            Sought sought,
            Set<CancelProof> cancelledBy,
            @Nullable Duration lease,
            Instant lookFrom,
            Instant until,
            @Nullable Instant expiresAt,
            int bytes) {
        this.id = id;
        this.sought = sought;
        this.cancelledBy = cancelledBy;
        this.lease = lease;
        this.lookFrom = lookFrom;
        this.until = until;
        this.expiresAt = expiresAt;
        this.bytes = bytes;
    }

    /**
     * @param bytes of its message
     * @param maxLease by which the lease of a standing request is bounded, whoever has written its slip
     * @param now by the clock by which its end is to be told; no wait ends later than it can have been asked for
     */
    static WaitingRequest of(
            Reading.Accepted accepted,
            FileRequest request,
            Wait wait,
            WaitSlip slip,
            int bytes,
            Instant now,
            Duration maxLease) {
        LetterTimes times = accepted.letter().times();
        LetterTimes.Expiry expiry = times.expiry();
        Duration left = Duration.between(times.receivedAt(), slip.until());
        Duration longest = wait.standing() && maxLease.compareTo(wait.longest()) < 0 ? maxLease : wait.longest();
        WaitSlip.Standing standing = slip.standing();
        FileRequest asked = standing == null ? request : request.withChangedSince(standing.cursor());
        return new WaitingRequest(
                slip.id(),
                new Sought(asked.selection(slip.askedAt()), wait.settled(), wait.files(), wait.marker()),
                CancelProof.acceptedBy(accepted),
                wait.standing() ? longest : null,
                standing == null ? Instant.MIN : now.plus(Duration.between(times.receivedAt(), standing.lookFrom())),
                now.plus(left.compareTo(longest) < 0 ? left : longest),
                expiry == null ? null : now.plus(expiry.left()),
                bytes);
    }

    String id() {
        return id;
    }

    Sought sought() {
        return sought;
    }

    Set<CancelProof> cancelledBy() {
        return cancelledBy;
    }

    int bytes() {
        return bytes;
    }

    boolean isStanding() {
        return lease != null;
    }

    /** Not before that is looked for it. */
    Instant lookFrom() {
        return lookFrom;
    }

    Instant until() {
        return until;
    }

    /** The lease of a standing request begins anew at that time. */
    void renew(Instant at) {
        if (lease != null && at.plus(lease).isAfter(until)) {
            until = at.plus(lease);
            renewed = true;
        }
    }

    /** Whether its message does not say yet that it was renewed. */
    boolean isRenewed() {
        return renewed;
    }

    WaitSlip.@Nullable End end() {
        return end;
    }

    /** The first reason stands. */
    void end(WaitSlip.End why) {
        if (end == null) {
            end = why;
        }
    }

    void endIfDue(Instant now) {
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            end(WaitSlip.End.EXPIRED);
        } else if (!now.isBefore(until)) {
            end(WaitSlip.End.TIME_UP);
        }
    }

    /** Returns false where it was met in this round before. */
    boolean met(int inRound) {
        boolean first = round != inRound;
        round = inRound;
        missed = 0;
        renewed = false;
        return first;
    }

    /** Returns how many rounds in a row did not meet it. */
    int missedUnlessMet(int inRound) {
        return round == inRound ? 0 : ++missed;
    }
}
