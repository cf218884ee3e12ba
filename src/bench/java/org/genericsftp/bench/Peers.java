package org.genericsftp.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.bench.Workload.Task;

/**
 * The other programs' command lines, each with the settings that were found to be its best. Many connections pay off at a
 * distance only: nearby, connecting takes longer than they gain.
 */
final class Peers {
    /** Reads as long as OpenSSH's server answers them, and plenty under way. */
    private static final List<String> TUNED_SFTP = List.of("-R", "256", "-B", "261120");

    private final Scene scene;
    private final Program program;
    private final boolean oneFile;
    private final boolean afar;
    private final String config;
    private final String source;
    private final String copies;

    private Peers(Scene scene, Program program) {
        this.scene = scene;
        this.program = program;
        this.oneFile = scene.workload().data().isOneFile();
        this.afar = scene.delayMillis() > 0;
        this.config = scene.ssh().config().toString();
        this.source = scene.source().toString();
        this.copies = scene.copies(program).toString();
    }

    static CommandPeer peer(Program program, Scene scene) {
        return new CommandPeer(program, scene, new Peers(scene, program).command(), remark(program));
    }

    private static String remark(Program program) {
        return program == Program.SMBCLIENT ? "reads the files from this machine, and not by SFTP; " : "";
    }

    private List<String> command() {
        return switch (program) {
            case SFTP -> sftp(TUNED_SFTP);
            case SFTP_DEFAULT -> sftp(List.of());
            case SCP -> scp();
            case LFTP -> lftp("");
            case LFTP_TUNED -> lftp("set sftp:size-read 255k; set sftp:max-packets-in-flight 64; ");
            case RCLONE -> rclone();
            case RSYNC -> rsync();
            case TAR -> shell(tar());
            case TAR_SYNC -> shell(tar() + " && sync -f " + copies);
            case SSH_CAT ->
                shell("ssh -F " + config + " server cat " + file() + " > "
                        + scene.workload().data().path(0));
            case SMBCLIENT -> smbclient();
            case JSCH -> jsch();
            case WORKER,
                    WORKER_BEFORE,
                    WORKER_IDLE,
                    WORKER_IDLE_BEFORE,
                    WORKER_COLD,
                    WORKER_COLD_BEFORE,
                    APPLY,
                    APPLY_BEFORE,
                    COMMAND,
                    COMMAND_BEFORE,
                    ECHO -> throw new IllegalArgumentException(program + " is no peer");
        };
    }

    private List<String> sftp(List<String> tuning) {
        List<String> command = new ArrayList<>(List.of("sftp", "-q", "-F", config));
        command.addAll(tuning);
        if (scene.workload().durable()) {
            command.add("-f");
        }
        command.addAll(
                oneFile
                        ? List.of("server:" + file(), copies)
                        : List.of("-r", "server:" + source, scene.into(program).toString()));
        return command;
    }

    /** The old protocol is the faster one. */
    private List<String> scp() {
        return oneFile
                ? List.of("scp", "-O", "-q", "-F", config, "server:" + file(), copies)
                : List.of(
                        "scp",
                        "-O",
                        "-q",
                        "-F",
                        config,
                        "-r",
                        "server:" + source,
                        scene.into(program).toString());
    }

    private List<String> lftp(String tuning) {
        String work = scene.workload().task() == Task.LIST
                ? "find " + source
                : oneFile
                        ? "pget -n 4 " + file() + " -o " + copies + "/"
                        : "mirror --parallel=" + (afar ? "64 " : "4 ") + source + " " + copies;
        return List.of(
                "lftp",
                "-c",
                "set cmd:fail-exit yes; set net:max-retries 1; set sftp:connect-program \"ssh -a -x -F " + config
                        + "\"; " + tuning + "open sftp://" + scene.server().username() + ":none@"
                        + scene.server().host() + ":" + scene.port() + "; " + work);
    }

    private List<String> rclone() {
        List<String> command = new ArrayList<>(List.of("rclone"));
        command.addAll(
                scene.workload().task() == Task.LIST
                        ? List.of("lsf", "-R", "--files-only", ":sftp:" + source)
                        : List.of("copy", ":sftp:" + source, scene.target().rclonePath(scene.copies(program))));
        command.addAll(scene.target().rcloneOptions());
        command.addAll(List.of(
                "--config",
                scene.ssh().home().resolve("rclone.conf").toString(),
                "--sftp-host",
                scene.server().host(),
                "--sftp-port",
                Integer.toString(scene.port()),
                "--sftp-user",
                scene.server().username(),
                "--sftp-key-file",
                scene.server().userKey().toString(),
                "--sftp-known-hosts-file",
                scene.ssh().knownHosts().toString(),
                "--sftp-shell-type",
                "none",
                "--sftp-disable-hashcheck",
                "--ignore-checksum",
                "--sftp-concurrency",
                "64",
                "--sftp-chunk-size",
                "255k"));
        command.addAll(
                afar
                        ? List.of("--checkers", "16", "--transfers", "64", "--multi-thread-cutoff", "32M")
                        : List.of("--checkers", "8", "--transfers", "8", "--multi-thread-streams", "0"));
        return command;
    }

    private List<String> rsync() {
        List<String> command = new ArrayList<>(List.of("rsync", "-e", "ssh -F " + config));
        if (scene.workload().task() == Task.LIST) {
            command.addAll(List.of("-r", "--list-only", "server:" + source + "/"));
            return command;
        }
        command.add("-a");
        if (scene.workload().durable()) {
            command.add("--fsync");
        }
        command.addAll(List.of("server:" + source + "/", copies + "/"));
        return command;
    }

    private String tar() {
        return "set -o pipefail; ssh -F " + config + " server tar -C " + source + " -cf - . | tar -C " + copies
                + " -xf -";
    }

    private List<String> shell(String script) {
        return List.of("bash", "-c", "cd " + copies + "; " + script);
    }

    private List<String> smbclient() {
        return scene.target()
                .smbclient(
                        scene.copies(program),
                        "lcd " + source + "; "
                                + (oneFile
                                        ? "put " + scene.workload().data().path(0)
                                        : "recurse ON; prompt OFF; mput *"));
    }

    private List<String> jsch() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                JschLoop.class.getName(),
                scene.server().host(),
                Integer.toString(scene.port()),
                scene.server().username(),
                scene.server().userKey().toString(),
                scene.ssh().knownHosts().toString(),
                source,
                scene.workload().task() == Task.LIST ? "" : copies);
    }

    private String file() {
        return scene.sourceFile().toString();
    }
}
