package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.packets.Attributes;
import org.genericsftp.packets.Exchange;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplyLoopTest {
    private static final int MOST = 1 << 20;
    private static final SftpReply.Name NAME =
            new SftpReply.Name(new byte[128], new Attributes(FileStamp.UNKNOWN, null));

    private final List<Exchange> sent = new ArrayList<>();
    private final ReplyLoop loop = new ReplyLoop(sent::add, new Cancellation(), MOST);
    private int handled;

    @AfterEach
    void close() {
        loop.close();
    }

    private void ask() {
        loop.ask(
                new SftpRequest.ReadDir(new byte[1]),
                reply -> handled += ((SftpReply.Names) reply).names().size());
    }

    private void answer(int names, boolean more) {
        sent.get(0).answer().replied(new SftpReply.Names(Collections.nCopies(names, NAME), more), 0);
    }

    @Test
    void waitsForTheLastPartOfAnAnswer() throws FileException {
        ask();
        answer(10, true);
        loop.handleAnswers();
        assertThat(loop.inFlight()).isOne();

        answer(10, false);
        loop.finish();

        assertThat(handled).isEqualTo(20);
        assertThat(loop.inFlight()).isZero();
    }

    @Test
    void takesAnyNumberOfNamesThatItIsInTimeToHandle() throws FileException {
        ask();
        for (int i = 0; i < 100; i++) {
            answer(1000, true);
            loop.handleAnswers();
        }

        assertThat(handled).isEqualTo(100_000);
    }

    @Test
    void holdsNoMoreNamesThanItMay() throws FileException {
        ask();
        for (int i = 0; i < 100; i++) {
            answer(1000, true);
        }

        assertFails(loop::handleAnswers)
                .with(ErrorCode.TOO_MANY_FILES)
                .forGood()
                .saying("1 MiB");
        assertThat(handled).isEqualTo(4000);
    }
}
