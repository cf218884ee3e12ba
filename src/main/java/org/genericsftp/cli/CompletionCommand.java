package org.genericsftp.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: what a shell needs to complete the other commands. */
@Command(
        name = CompletionCommand.NAME,
        description = {
            "Prints a script by which a shell completes commands, options and their values.",
            "",
            "The shell completes what is called generic-sftp-client: an alias, a function or a script of that name that"
                    + " runs the jar.",
        },
        exitCodeList = {"0:It is printed.", "2:There is none for that shell."},
        footerHeading = "%nExample:%n",
        footer = {
            "  alias generic-sftp-client='java -jar /opt/generic-sftp-client.jar'",
            "  source <(generic-sftp-client completion bash)",
        })
final class CompletionCommand implements Callable<Integer> {
    static final String NAME = "completion";

    /** The shells that there is a script for. Their names are what the user writes. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell = Shell.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Screen screen;

    CompletionCommand(ProcessContext process) {
        this.screen = new Screen(process);
    }

    @Override
    public Integer call() {
        CommandLine program = spec.root().commandLine();
        String script = switch (shell) {
            // One script serves both: it brings bash's way of completing to zsh.
            case bash, zsh -> AutoComplete.bash(program.getCommandName(), program);
        };
        script.lines().forEach(screen::result);
        return ExitCodes.OK;
    }
}
