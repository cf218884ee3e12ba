package org.genericsftp.cli;

import java.time.Duration;
import org.genericsftp.cli.OutputOptions.Format;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;

/** Prints the pages of a reply. */
final class ReplyPrinter {
    private final Format format;
    private final String endOfName;
    private final MessageCodec codec;
    private final Screen screen;

    ReplyPrinter(Format format, String endOfName, MessageCodec codec, Screen screen) {
        this.format = format;
        this.endOfName = endOfName;
        this.codec = codec;
        this.screen = screen;
    }

    void print(FileReply page) {
        switch (format) {
            case TABLE -> printTable(page);
            case JSON -> screen.message(codec.encode(page));
            case NAMES -> printNames(page);
        }
    }

    private void printTable(FileReply page) {
        page.files().forEach(file -> screen.result(Lines.of(file)));
        Result result = page.result();
        if (result != null) {
            if (result.error() != null) {
                screen.result(Lines.of(result.error()));
            }
            Duration took = Duration.between(page.receivedAt(), result.completedAt());
            screen.result(
                    Lines.of(result.status(), result.totals()) + " in " + Amounts.time(took) + " by " + page.worker());
            if (result.afterwards() != null) {
                screen.result("At the source: to " + result.afterwards() + "; an event tells of each file");
            }
            if (result.cursor() != null) {
                screen.result("Next time: --changed-since " + result.cursor());
            }
        }
    }

    private void printNames(FileReply page) {
        for (FileOutcome file : page.files()) {
            if (file.outcome() == Outcome.COPIED || file.outcome() == Outcome.UNCHANGED) {
                screen.name(file.placeName(), endOfName);
            } else {
                screen.remark(Lines.of(file));
            }
        }
        Result result = page.result();
        if (result != null && result.error() != null) {
            screen.remark(Lines.of(result.error()));
        }
        if (result != null && result.status() != ReplyStatus.COMPLETED) {
            screen.remark(Lines.of(result.status(), result.totals()));
        }
    }
}
