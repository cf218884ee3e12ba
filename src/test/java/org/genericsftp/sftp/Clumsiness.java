package org.genericsftp.sftp;

import java.util.Random;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Request;
import org.jspecify.annotations.Nullable;

/**
 * In what a server goes against the protocol, or lacks a part of it, as a seed has it.
 *
 * @param mixesHandles {@link ModelServer#mixingHandles}
 * @param overtakes {@link ModelServer#overtaking}
 * @param anyOrder whether its answers come in any order
 * @param reusesHandles {@link ModelServer#reusingHandles}, which is legal, and bad company for the other two
 * @param lackedType a type of request that it does not know; 0 if it knows all
 * @param refusal with what it refuses now and then; 0 for one status or another of the usual ones
 * @param refusalOfMore with what it refuses to open more than it can
 * @param claimsEmpty whether some files claim to have no bytes
 */
record Clumsiness(
        boolean mixesHandles,
        boolean overtakes,
        boolean anyOrder,
        boolean reusesHandles,
        int lackedType,
        int refusal,
        int refusalOfMore,
        boolean claimsEmpty) {
    private static final int[] OPTIONAL_TYPES = {
        Protocol.LSTAT, Protocol.FSTAT, Protocol.STAT, Protocol.READLINK, Protocol.REALPATH, Protocol.EXTENDED
    };
    private static final int[] REFUSALS = {
        Protocol.EOF,
        Protocol.NO_SUCH_FILE,
        Protocol.PERMISSION_DENIED,
        Protocol.FAILURE,
        Protocol.BAD_MESSAGE,
        Protocol.NO_CONNECTION,
        Protocol.CONNECTION_LOST,
        Protocol.OP_UNSUPPORTED,
        99
    };

    static Clumsiness random(Random random) {
        return new Clumsiness(
                random.nextInt(5) == 0,
                random.nextInt(4) == 0,
                random.nextInt(3) == 0,
                random.nextInt(3) > 0,
                random.nextInt(3) == 0 ? OPTIONAL_TYPES[random.nextInt(OPTIONAL_TYPES.length)] : 0,
                random.nextInt(2) == 0 ? REFUSALS[random.nextInt(REFUSALS.length)] : 0,
                random.nextBoolean() ? Protocol.PERMISSION_DENIED : Protocol.FAILURE,
                random.nextInt(4) == 0);
    }

    void teach(ModelServer server) {
        if (mixesHandles) {
            server.mixingHandles();
        }
        if (overtakes) {
            server.overtaking();
        }
        if (reusesHandles) {
            server.reusingHandles();
        }
        if (anyOrder) {
            server.dawdling();
        }
        server.refusingMoreWith(refusalOfMore);
    }

    /** Whether no client can know what it reads, unless it is told that requests are not carried out in their order. */
    boolean mustBeTold() {
        return overtakes && (mixesHandles || (reusesHandles && anyOrder));
    }

    /** Whether it gives one handle to two at once, or answers as one that does. */
    boolean seemsToMixHandles() {
        return mixesHandles || (reusesHandles && (overtakes || anyOrder));
    }

    /** The answer to a request that it does not know; null if it knows it. */
    byte @Nullable [] answerTo(Request request) {
        return request.type() == lackedType ? ModelPacket.status(request.id(), Protocol.OP_UNSUPPORTED) : null;
    }

    @Override
    public String toString() {
        return (mixesHandles ? ", mixes handles" : "")
                + (overtakes ? ", overtakes" : "")
                + (anyOrder ? ", answers in any order" : "")
                + (reusesHandles ? ", reuses handles" : "")
                + (lackedType == 0 ? "" : ", lacks type " + lackedType)
                + (refusal == 0 ? "" : ", refuses with " + refusal)
                + ", refuses more with " + refusalOfMore
                + (claimsEmpty ? ", claims that files are empty" : "");
    }
}
