package org.genericsftp;

import org.genericsftp.cli.Commands;
import org.genericsftp.cli.Surroundings;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new Commands(Wiring.parts(), Surroundings.ofThisProcess()).execute(arguments));
    }
}
