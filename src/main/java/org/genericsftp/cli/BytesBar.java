package org.genericsftp.cli;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.genericsftp.request.RequestProgress;

/** A bar of the bytes of one job, with files, rate and time left. */
final class BytesBar implements AutoCloseable {
    private static final long MEBIBYTE = 1 << 20;
    private static final long UNKNOWN = -1;

    private final ProgressBar bar;

    BytesBar(String title, Screen screen) {
        this.bar = new ProgressBarBuilder()
                .setTaskName(title)
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(UNKNOWN)
                .setUnit(" MiB", MEBIBYTE)
                .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setUpdateIntervalMillis(200)
                .continuousUpdate()
                .setConsumer(new ScreenConsumer(screen))
                .build();
    }

    void show(RequestProgress progress) {
        Long expected = progress.bytesExpected();
        bar.maxHint(expected == null ? UNKNOWN : Math.max(1, expected));
        bar.stepTo(progress.bytesDone());
        bar.setExtraMessage(" " + files(progress));
    }

    private static String files(RequestProgress progress) {
        String soFar = progress.listing() ? "+" : "";
        return Amounts.count(progress.filesDone()) + "/" + Amounts.count(progress.filesMatched()) + soFar + " files";
    }

    @Override
    public void close() {
        bar.close();
    }

    /** Draws where the command prints, so that results and bar do not run into each other. */
    private record ScreenConsumer(Screen screen) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return screen.width() - 1;
        }

        @Override
        public void accept(String rendered) {
            screen.draw(rendered.stripTrailing());
        }

        @Override
        public void close() {
            screen.draw("");
        }
    }
}
