package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genericsftp.testing.ChildJava;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.NpmPackages;
import org.genericsftp.testing.RealServers;

/** The programs of the requesters' pages that can be run here, as they stand there. */
enum DocumentedProgram {
    JAVA("java", "java", "jakarta.jms", Protocol.OPENWIRE) {
        @Override
        List<String> command(Path program) {
            return java(program);
        }
    },
    PYTHON_STOMP("python", "python", "import stomp", Protocol.STOMP) {
        @Override
        List<String> command(Path program) {
            return List.of(RealServers.requirePython("stomp").toString(), "-X", "utf8", program.toString());
        }
    },
    PYTHON_AMQP("python", "python", "from proton", Protocol.AMQP) {
        @Override
        List<String> command(Path program) {
            return List.of(RealServers.requirePython("proton").toString(), "-X", "utf8", program.toString());
        }
    },
    JAVASCRIPT_AMQP("javascript", "js", "require('rhea')", Protocol.AMQP) {
        @Override
        List<String> command(Path program) {
            return node(program, NpmPackages.installed("rhea", "3.0.5"));
        }
    },
    JAVASCRIPT_STOMP("javascript", "js", "require('stompit')", Protocol.STOMP) {
        @Override
        List<String> command(Path program) {
            return node(program, NpmPackages.installed("stompit", "1.0.0"));
        }
    },
    RUBY("ruby", "ruby", "require 'stomp'", Protocol.STOMP) {
        @Override
        List<String> command(Path program) {
            return List.of(
                    RealServers.requireWith("ruby", "-e", "require 'stomp'").toString(), program.toString());
        }
    },
    PERL("perl", "perl", "use Net::Stomp", Protocol.STOMP) {
        @Override
        List<String> command(Path program) {
            return List.of(
                    RealServers.requireWith("perl", "-MNet::Stomp", "-e", "1").toString(), program.toString());
        }
    },
    PHP("php", "php", "new Stomp(", Protocol.STOMP) {
        @Override
        List<String> command(Path program) {
            return List.of(
                    RealServers.requireWith("php", "-r", "class_exists('Stomp') || print 'no';")
                            .toString(),
                    program.toString());
        }
    },
    CPP("cpp", "cpp", "<proton/", Protocol.AMQP) {
        @Override
        List<String> command(Path program) {
            RealServers.requireFile(Path.of("/usr/include/proton/container.hpp"), "libqpid-proton-cpp12-dev");
            RealServers.requireFile(Path.of("/usr/include/nlohmann/json.hpp"), "nlohmann-json3-dev");
            Path compiled = Path.of(program + ".compiled");
            if (!Files.exists(compiled)) {
                Command.run(
                        RealServers.require("g++").toString(),
                        "-std=c++17",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-o",
                        compiled.toString(),
                        program.toString(),
                        "-lqpid-proton-cpp");
            }
            return List.of(compiled.toString());
        }
    };

    static final Path PAGES = Path.of("src", "site", "markdown", "requesters");

    /** What the programs reach the broker with, and the port that they expect. */
    enum Protocol {
        OPENWIRE("61616"),
        STOMP("61613"),
        AMQP("5672");

        private final String usualPort;

        Protocol(String usualPort) {
            this.usualPort = usualPort;
        }
    }

    private final String page;
    private final String language;
    private final String mark;
    private final Protocol protocol;

    /**
     * @param page its name, without an ending
     * @param language as code blocks have it
     * @param mark what only this program of the page has
     */
    DocumentedProgram(String page, String language, String mark, Protocol protocol) {
        this.page = page;
        this.language = language;
        this.mark = mark;
        this.protocol = protocol;
    }

    Protocol protocol() {
        return protocol;
    }

    /** What runs it; aborts the test where something is missing. */
    abstract List<String> command(Path program);

    /** Writes it into the folder, for a broker elsewhere, and less patient. */
    Path write(Path folder, int port, int patienceSeconds) throws IOException {
        String text = replacedOnce(text(), protocol.usualPort, Integer.toString(port));
        Path program = folder.resolve(name() + "." + language);
        Files.writeString(program, replacedOnce(text, "300", Integer.toString(patienceSeconds)));
        return program;
    }

    private String text() throws IOException {
        List<String> programs = blocks(PAGES.resolve(page + ".md"), language)
                .filter(block -> block.contains(mark))
                .toList();
        assertThat(programs).as("programs in %s with %s", page, mark).hasSize(1);
        return programs.get(0);
    }

    static Stream<String> blocks(Path document, String language) throws IOException {
        Matcher blocks =
                Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(Files.readString(document));
        return blocks.results().map(block -> block.group(1));
    }

    static String replacedOnce(String text, String from, String to) {
        assertThat(text.split(Pattern.quote(from), -1))
                .as(from + " once in " + text)
                .hasSize(2);
        return text.replace(from, to);
    }

    /** Without a logger that would print among what the program prints. */
    static List<String> java(Path program) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> !part.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));
        return ChildJava.command("-cp", classPath, program.toString());
    }

    private static List<String> node(Path program, Path modules) {
        return List.of(
                "env", "NODE_PATH=" + modules, RealServers.require("node").toString(), program.toString());
    }
}
