package org.genericsftp.sftp;

/**
 * How many bytes one READ asks for: what the server told that it answers, or less once its answers have come short,
 * growing back slowly. Some servers answer with less than is asked for, whatever they tell, and each short answer costs
 * another round trip (draft-ietf-secsh-filexfer-02, 6.4). Pure arithmetic; for one thread at a time.
 */
final class ReadLength {
    static final int SHORTEST = 4096;

    private static final int WHOLE_ANSWERS_PER_STEP_UP = 64;

    private final int most;
    private int bytes;
    private int wholeAnswers;

    /** @param first where to begin, as a session before this one may have learned it */
    ReadLength(int most, int first) {
        this.most = most;
        bytes = Math.min(most, Math.max(SHORTEST, first));
    }

    int bytes() {
        return bytes;
    }

    /** A READ within a file has been answered with data. */
    void arrived(int asked, int length) {
        if (length < asked) {
            bytes = Math.min(bytes, Math.min(most, Math.max(SHORTEST, length)));
            wholeAnswers = 0;
        } else if (asked == bytes && bytes < most && ++wholeAnswers >= WHOLE_ANSWERS_PER_STEP_UP) {
            bytes = (int) Math.min(most, 2L * bytes);
            wholeAnswers = 0;
        }
    }
}
