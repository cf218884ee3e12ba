package org.genericsftp.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.genericsftp.config.ConfigurationError;
import org.genericsftp.config.ConfigurationException;
import org.genericsftp.config.DidYouMean;
import org.genericsftp.serve.BrokerException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command, in a line for each fault and one on where to read on, and never in a whole help text. */
final class CommandErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Screen screen;

    CommandErrors(Screen screen) {
        this.screen = screen;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        screen.remark(line(exception, command, arguments));
        String name = command.getCommandSpec().qualifiedName();
        screen.remark(name + " --help " + (isProgram(command) ? "lists the commands." : "explains all options."));
        return ExitCodes.USAGE;
    }

    private static String line(ParameterException exception, CommandLine command, String[] arguments) {
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched().get(0), command);
        }
        Optional<String> misspelt =
                exception instanceof MissingParameterException ? misspeltOption(command, arguments) : Optional.empty();
        return misspelt.map(option -> unknown(option, command)).orElse(String.valueOf(exception.getMessage()));
    }

    /** An option that is missing may be there, misspelt: that is then what is wrong. */
    private static Optional<String> misspeltOption(CommandLine command, String[] arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--"))
                .map(CommandErrors::optionOf)
                .filter(option -> !command.getCommandSpec().optionsMap().containsKey(option))
                .filter(option -> !hint(longOptions(command), option).isEmpty())
                .findFirst();
    }

    private static String optionOf(String argument) {
        int value = argument.indexOf('=');
        return value < 0 ? argument : argument.substring(0, value);
    }

    private static String unknown(String argument, CommandLine command) {
        if (argument.startsWith("-")) {
            String option = optionOf(argument);
            return "Unknown option \"" + option + "\"" + hint(longOptions(command), option);
        }
        return isProgram(command)
                ? "Unknown command \"" + argument + "\""
                        + hint(command.getSubcommands().keySet(), argument)
                : "Unexpected argument \"" + argument + "\"";
    }

    private static List<String> longOptions(CommandLine command) {
        return command.getCommandSpec().optionsMap().keySet().stream()
                .filter(name -> name.startsWith("--"))
                .toList();
    }

    private static String hint(Collection<String> known, String name) {
        return Optional.of(name)
                .filter(any -> any.replace("-", "").length() > 1)
                .flatMap(any -> DidYouMean.among(known, any))
                .map(DidYouMean::hint)
                .orElse("");
    }

    private static boolean isProgram(CommandLine command) {
        return command.getParent() == null;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        if (exception instanceof UsageException) {
            screen.remark(String.valueOf(exception.getMessage()));
            return ExitCodes.USAGE;
        }
        if (exception instanceof ConfigurationException faulty) {
            faulty.errors().stream().map(ConfigurationError::toString).forEach(screen::remark);
            return ExitCodes.USAGE;
        }
        if (exception instanceof BrokerException) {
            screen.remark(String.valueOf(exception.getMessage()));
            return ExitCodes.NO_ANSWER;
        }
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace, true));
        trace.toString().lines().map(line -> line.replace("\t", "    ")).forEach(screen::remark);
        return ExitCodes.NOT_WELL;
    }
}
