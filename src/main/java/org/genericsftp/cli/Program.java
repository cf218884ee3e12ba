package org.genericsftp.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What stands before the commands. */
@Command(
        name = "generic-sftp-client",
        description = "Copies files from SFTP servers for systems that ask for them over JMS.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Program.Version.class,
        sortOptions = false,
        usageHelpWidth = 100,
        descriptionHeading = "%n",
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All is well.",
            "1:Something is not: a file was skipped or failed, a connection is not valid.",
            "2:The command line, the configuration or the locale is wrong; nothing was attempted.",
            "3:run: requests that did not finish within shutdown-grace were rolled back.",
            "4:request, status: nobody has answered.",
        })
final class Program implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Program.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");
            return new String[] {
                "generic-sftp-client " + version,
                "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name")
            };
        }
    }
}
