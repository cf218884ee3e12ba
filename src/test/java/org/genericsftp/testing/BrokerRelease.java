package org.genericsftp.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.Appender;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The brokers that a test can start as a process. The versions stand in the POMs in {@code brokers}, among the test resources. */
public enum BrokerRelease {
    /** ActiveMQ Classic as it is on the tests' class path. */
    OF_TESTS {
        @Override
        List<String> command(BrokerSetup setup) {
            return classic(System.getProperty("java.class.path"), setup);
        }
    },
    CLASSIC_5_19 {
        @Override
        List<String> command(BrokerSetup setup) throws IOException {
            return classic(classPath(BrokerJars.of("activemq-5.19")), setup);
        }
    },
    CLASSIC_5_18 {
        @Override
        List<String> command(BrokerSetup setup) throws IOException {
            return classic(classPath(BrokerJars.of("activemq-5.18")), setup);
        }
    },
    /** With the address settings that the documents give. */
    ARTEMIS {
        @Override
        List<String> command(BrokerSetup setup) throws IOException {
            return artemis(setup, artemisConfiguration(setup).replace("${security}", "false"));
        }
    },
    /**
     * With the rights, too, that the documents give. The account {@code worker}, password {@code secret}, has those of the
     * workers; who comes without an account has whatever any role has, and may make queues.
     */
    ARTEMIS_WITH_RIGHTS {
        @Override
        List<String> command(BrokerSetup setup) throws IOException {
            String rights = documented("security-setting").replace("roles=\"", "roles=\"tests,");
            return artemis(
                    setup,
                    artemisConfiguration(setup)
                            .replace("<security-enabled>${security}", TEMPORARY + "<security-enabled>true")
                            .replace("<!-- rights -->", "<security-settings>" + rights + "</security-settings>"));
        }
    };

    private static final String TEMPORARY = "<temporary-queue-namespace>temporary</temporary-queue-namespace>";
    private static final Path DOCUMENT = Path.of("src", "site", "markdown", "brokers.md");

    /** What runs a broker that {@link BrokerProcess} can talk to. */
    abstract List<String> command(BrokerSetup setup) throws IOException;

    private static List<String> classic(String classPath, BrokerSetup setup) {
        List<String> command =
                ChildJava.command("-Xmx256m", "-cp", classPath, BrokerProcess.BrokerMain.class.getName());
        command.addAll(setup.toArguments());
        return command;
    }

    private static List<String> artemis(BrokerSetup setup, String settings) throws IOException {
        Path configuration = setup.store().resolve("broker.xml");
        Files.writeString(configuration, settings);
        Path program = setup.store().resolve("ArtemisProgram.java");
        Files.write(program, BrokerJars.resource("artemis/ArtemisProgram.java"));
        return ChildJava.command(
                "-Xmx256m",
                "-cp",
                join(BrokerJars.of("artemis").stream()),
                program.toString(),
                configuration.toUri().toString(),
                setup.ports().toLine());
    }

    /** The release's jars, the tests' classes, of which it needs those of this package, and their logging. */
    private static String classPath(List<Path> jars) {
        Stream<Path> own = Stream.of(BrokerProcess.class, LoggerFactory.class, Logger.class, Appender.class)
                .map(ChildJava::locationOf);
        return join(Stream.concat(own, jars.stream()));
    }

    private static String join(Stream<Path> parts) {
        return parts.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static String artemisConfiguration(BrokerSetup setup) throws IOException {
        BrokerSetup.Ports ports = setup.ports();
        return new String(BrokerJars.resource("artemis/broker.xml"), StandardCharsets.UTF_8)
                .replace("${store}", String.valueOf(setup.store()))
                .replace("${openwire}", Integer.toString(ports.openWire()))
                .replace("${stomp}", Integer.toString(ports.stomp()))
                .replace("${amqp}", Integer.toString(ports.amqp()))
                .replace("${amqp.mapped}", Integer.toString(ports.amqpMapped()))
                .replace("<!-- fragment -->", documented("address-setting"));
    }

    /** The settings of one kind for Artemis, as a user copies them from the documents. */
    private static String documented(String element) throws IOException {
        Matcher fragment = Pattern.compile("```xml\n(<" + element + " .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT));
        if (!fragment.find()) {
            throw new IllegalStateException(DOCUMENT + " has no " + element);
        }
        return fragment.group(1);
    }
}
