package org.genericsftp.packets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.junit.jupiter.api.Test;

class OpenHandlesTest {
    private final OpenHandles handles = new OpenHandles();
    private final List<String> closed = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();

    private boolean opened(int id, String handle) {
        handles.asked(id);
        return handles.given(id, handle.getBytes(UTF_8));
    }

    private void close(int id, String handle) {
        Exchange.Answer answer = new Exchange.Answer() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                closed.add(handle);
            }

            @Override
            public void lost(FileException why) {
                lost.add(handle);
            }
        };
        handles.closed(id, handle.getBytes(UTF_8), answer, new SftpReply.Status(Protocol.OK, ""), 0);
    }

    @Test
    void areEachHeldByOne() {
        assertThat(opened(1, "a")).isTrue();
        assertThat(opened(2, "b")).isTrue();
        assertThat(handles.count()).isEqualTo(2);

        assertThat(opened(3, "a")).isFalse();
    }

    @Test
    void areFreeOnceTheirCloseIsAnswered() {
        opened(1, "a");
        close(2, "a");

        assertThat(closed).containsExactly("a");
        assertThat(handles.count()).isZero();
        assertThat(opened(3, "a")).isTrue();
    }

    @Test
    void knowWhetherAnythingIsBeingOpened() {
        assertThat(handles.opensNothing()).isTrue();

        handles.asked(1);
        handles.asked(2);
        handles.given(1, "a".getBytes(UTF_8));
        assertThat(handles.opensNothing()).isFalse();
        handles.refused(2);
        assertThat(handles.opensNothing()).isTrue();
    }

    /** An OPEN that was sent before a CLOSE may have been carried out before it, however late its answer comes. */
    @Test
    void areHeldUntilOpensFromBeforeTheirCloseAreAnswered() {
        opened(1, "a");
        handles.asked(2);
        close(3, "a");
        assertThat(closed).isEmpty();

        assertThat(handles.given(2, "a".getBytes(UTF_8))).isFalse();
        assertThat(closed).isEmpty();
    }

    @Test
    void areClosedOnceSuchAnOpenHasAnotherHandleOrNone() {
        opened(1, "a");
        opened(2, "b");
        handles.asked(3);
        handles.asked(4);
        close(5, "a");
        close(6, "b");

        handles.given(3, "c".getBytes(UTF_8));
        assertThat(closed).isEmpty();
        handles.refused(4);

        assertThat(closed).containsExactly("a", "b");
        assertThat(handles.count()).isEqualTo(1);
    }

    @Test
    void mayBeGivenAgainToAnOpenFromAfterTheirClose() {
        opened(1, "a");
        handles.asked(2);
        handles.asked(4);
        close(3, "a");

        assertThat(handles.given(4, "a".getBytes(UTF_8))).isTrue();
        handles.refused(2);

        assertThat(closed).containsExactly("a");
        assertThat(opened(5, "a")).as("the later one still has it").isFalse();
    }

    @Test
    void areToldLostOnceWhereTheSessionEndsBeforeThat() {
        opened(1, "a");
        handles.asked(2);
        close(3, "a");

        handles.lost(new FileException(ErrorCode.CONNECTION_FAILED, Remedy.NEW_SESSION, "lost"));
        handles.refused(2);

        assertThat(lost).containsExactly("a");
        assertThat(closed).isEmpty();
    }

    @Test
    void neednotHaveBeenGivenToBeClosed() {
        close(1, "a");

        assertThat(closed).containsExactly("a");
    }
}
