package org.genericsftp.serve;

/** An attempt at a request was broken off: its transaction can't be committed, or the worker ends. */
public final class BrokenOffException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What ends an attempt so. */
    enum Reason {
        CONNECTION_LOST("the connection to the broker was lost"),
        TAKEN_BACK("the broker has closed the consumer, and taken it back"),
        PAGE_NOT_SENT("a page of the reply could not be sent"),
        WORKER_ENDS("the worker ends");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final Reason reason;

    BrokenOffException(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
