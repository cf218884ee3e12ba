package org.genericsftp.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.genericsftp.config.Durations;
import org.genericsftp.config.Instants;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.Cursor;
import org.genericsftp.filter.Folder;
import org.genericsftp.filter.Order;
import org.genericsftp.filter.TimeZones;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** The command line as a whole: finds the command, runs it, and turns what goes wrong into a line and an exit code. */
public final class Commands {
    /** Longer than any that makes sense, and short enough for whoever counts in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final ProcessContext process;
    private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

    public Commands(CommandServices services, ProcessContext process) {
        this.process = process;
        commands.put("run", () -> new RunCommand(services, process));
        commands.put("apply", () -> new ApplyCommand(services, process));
        commands.put("check", () -> new CheckCommand(services, process));
        commands.put("request", () -> new RequestCommand(services, process));
        commands.put("status", () -> new StatusCommand(services, process));
        commands.put("config", () -> new ConfigCommand(process));
        commands.put(CompletionCommand.NAME, () -> new CompletionCommand(process));
    }

    /** Carries the arguments out and returns the exit code. */
    public int execute(String... arguments) {
        int exitCode = commandLine(arguments).execute(arguments);
        process.out().flush();
        process.err().flush();
        return exitCode;
    }

    /** Only the command that is asked for is built, where it is clear which, and it is about no other: each takes its time to start. */
    private CommandLine commandLine(String[] arguments) {
        CommandLine line = new CommandLine(new Program());
        boolean clear = arguments.length > 0
                && commands.containsKey(arguments[0])
                && !arguments[0].equals(CompletionCommand.NAME);
        commands.forEach((name, command) -> {
            if (!clear || name.equals(arguments[0])) {
                line.addSubcommand(name, command.get());
            }
        });
        CommandErrors errors = new CommandErrors(new Screen(process));
        return line.setOut(process.out())
                .setErr(process.err())
                .registerConverter(Duration.class, Commands::duration)
                .registerConverter(Instant.class, Commands::instant)
                .registerConverter(ZoneId.class, Commands::zone)
                .registerConverter(Cursor.class, Commands::cursor)
                .registerConverter(DataSize.class, Commands::size)
                .registerConverter(Folder.class, Commands::folder)
                .registerConverter(
                        Verification.class, text -> constant(Verification.values(), Verification::label, text))
                .registerConverter(Order.class, text -> constant(Order.values(), Order::label, text))
                .registerConverter(
                        OutputOptions.Format.class,
                        text -> constant(OutputOptions.Format.values(), OutputOptions.Format::label, text))
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    private static Duration duration(String text) {
        return Durations.parse(text)
                .filter(duration -> !duration.isZero() && duration.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> new TypeConversionException(
                        "expected " + Durations.EXPECTATION + ", not zero and up to " + Durations.format(LONGEST)));
    }

    private static Instant instant(String text) {
        return Instants.parse(text).orElseThrow(() -> new TypeConversionException("expected " + Instants.EXPECTATION));
    }

    private static DataSize size(String text) {
        return DataSize.parse(text).orElseThrow(() -> new TypeConversionException("expected " + DataSize.EXPECTATION));
    }

    private static <E> E constant(E[] constants, Function<E, String> label, String text) {
        List<String> labels = Arrays.stream(constants).map(label).toList();
        int index = labels.indexOf(text);
        if (index < 0) {
            throw new TypeConversionException("expected one of " + String.join(", ", labels));
        }
        return constants[index];
    }

    private static ZoneId zone(String name) {
        return TimeZones.parse(name)
                .orElseThrow(() -> new TypeConversionException("expected " + TimeZones.EXPECTATION));
    }

    private static Cursor cursor(String text) {
        return Cursor.parse(text).orElseThrow(() -> new TypeConversionException("expected " + Cursor.EXPECTATION));
    }

    private static Folder folder(String text) {
        try {
            return new Folder(text, true);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
