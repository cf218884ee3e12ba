package org.genericsftp.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Takes everything that is logged under a name, down to the last level, for as long as it is open. */
public final class LogCapture implements AutoCloseable {
    private final Logger logger;
    private final @Nullable Level levelBefore;
    private final boolean additiveBefore;
    private final PatternLayout layout = new PatternLayout();
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            texts.add(layout.doLayout(event));
            if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
                lines.add(event.getLevel() + " " + event.getFormattedMessage());
            }
        }
    };

    private LogCapture(Logger logger) {
        this.logger = logger;
        this.levelBefore = logger.getLevel();
        this.additiveBefore = logger.isAdditive();
    }

    public static LogCapture of(Class<?> type) {
        return of(type.getName());
    }

    public static LogCapture of(String loggerName) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LogCapture capture = new LogCapture(context.getLogger(loggerName));
        capture.layout.setContext(context);
        capture.layout.setPattern("%level [%thread] %logger: %msg%n%throwable");
        capture.layout.start();
        capture.appender.setContext(context);
        capture.appender.start();
        capture.logger.setAdditive(false);
        capture.logger.setLevel(Level.TRACE);
        capture.logger.addAppender(capture.appender);
        return capture;
    }

    /** What was logged so far from info on, each with its level in front. */
    public List<String> lines() {
        return lines;
    }

    /** What was logged so far, with the traces of exceptions. */
    public String text() {
        return String.join("", texts);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(levelBefore);
        logger.setAdditive(additiveBefore);
        appender.stop();
    }
}
