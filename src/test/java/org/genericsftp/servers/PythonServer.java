package org.genericsftp.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SshKeys;

/** A script on one of Python's SSH libraries. */
final class PythonServer extends ServerProgram {
    private final Path python;
    private final String script;
    private final List<String> options;

    private PythonServer(String library, List<String> options) {
        this(RealServers.requirePython(library), library, options);
    }

    private PythonServer(Path python, String library, List<String> options) {
        super(library, SshKeys.Type.ED25519);
        this.python = python;
        this.script = library + "_server.py";
        this.options = options;
    }

    static PythonServer asyncssh() {
        return started(new PythonServer("asyncssh", List.of()));
    }

    static PythonServer twistedConch() {
        return started(new PythonServer("twisted", List.of()));
    }

    /** As the library has it: what is asked of an open file's attributes is not supported. */
    static PythonServer paramiko() {
        return started(new PythonServer("paramiko", List.of()));
    }

    static PythonServer paramikoWithStat() {
        return started(new PythonServer("paramiko", List.of("with-stat")));
    }

    @Override
    List<String> command(int onPort) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                python.toString(),
                resource(script).toString(),
                Integer.toString(onPort),
                hostKey().toString(),
                authorizedKeys().toString()));
        command.addAll(options);
        return Unprivileged.command(command);
    }
}
