package org.genericsftp.request;

/** Asks to stop the request of this id, wherever it runs or waits. Itself not answered. */
public record CancelRequest(String requestId) implements Request {
    @Override
    public String type() {
        return "CancelRequest";
    }
}
