package org.genericsftp.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sets logging up, without the time that a configuration file takes: to standard error, for standard output is for
 * results; {@code LOG_LEVEL} says what, {@code LOG_FORMAT} how. Logback finds it as a service; who wants more gives
 * Logback a file of its own ({@code -Dlogback.configurationFile}).
 */
public final class ConsoleLogging extends ContextAwareBase implements Configurator {
    private static final String LEVEL = "LOG_LEVEL";
    private static final String FORMAT = "LOG_FORMAT";
    private static final String OWN_FILE = "logback.configurationFile";

    private final Map<String, String> environment;

    /** For Logback. */
    public ConsoleLogging() {
        this(System.getenv());
    }

    ConsoleLogging(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(OWN_FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Encoder<ILoggingEvent> encoder = encoder();
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        Level level = level(environment.get(LEVEL));
        root.setLevel(level);
        quieten(context, level);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** For commands whose result is what counts: only warnings, unless {@code LOG_LEVEL} asks for more. */
    static void warningsOnly(Map<String, String> environment) {
        if (!environment.containsKey(LEVEL)
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && System.getProperty(OWN_FILE) == null) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        }
    }

    /** What the libraries tell at INFO is told better by those who use them. */
    private static void quieten(LoggerContext context, Level level) {
        if (level.isGreaterOrEqual(Level.INFO)) {
            context.getLogger("org.apache.activemq").setLevel(Level.WARN);
            // It tells of every attempt as an error; what matters is told by the connection that it is for.
            context.getLogger("org.apache.activemq.transport.failover").setLevel(Level.OFF);
            context.getLogger("com.networknt").setLevel(Level.WARN);
            // It logs each lost connection as an error, with its stack; what that means is told by those who use it.
            context.getLogger("com.hierynomus").setLevel(Level.OFF);
        }
    }

    private Encoder<ILoggingEvent> encoder() {
        if (!"json".equalsIgnoreCase(environment.get(FORMAT))) {
            return new PlainLogEncoder();
        }
        JsonEncoder json = new JsonLogEncoder();
        json.setWithContext(false);
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithFormattedMessage(true);
        return json;
    }

    private static Level level(@Nullable String name) {
        return Level.toLevel(name, Level.INFO);
    }
}
