package org.genericsftp.testing;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Packages of npm, which are installed below the build's folder, once, without the scripts that they bring. */
public final class NpmPackages {
    private static final long SECONDS = 120;

    private NpmPackages() {}

    /** The folder node_modules that has the package; aborts the test where npm or its registry can't be had. */
    public static Path installed(String name, String version) {
        Path npm = RealServers.require("npm");
        return BuiltServers.built("npm-" + name + "-" + version, folder -> {
                    Process install = new ProcessBuilder(
                                    npm.toString(),
                                    "install",
                                    "--prefix",
                                    folder.toString(),
                                    "--cache",
                                    folder.resolve("cache").toString(),
                                    "--ignore-scripts",
                                    "--no-audit",
                                    "--no-fund",
                                    "--no-update-notifier",
                                    name + "@" + version)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("npm.log").toFile())
                            .start();
                    if (!install.waitFor(SECONDS, TimeUnit.SECONDS) || install.exitValue() != 0) {
                        install.destroyForcibly();
                        RealServers.skip("a registry of npm packages that has " + name + " " + version);
                    }
                })
                .resolve("node_modules");
    }
}
