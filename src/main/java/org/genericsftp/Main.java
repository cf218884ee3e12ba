package org.genericsftp;

import org.genericsftp.cli.Commands;
import org.genericsftp.cli.ProcessContext;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new Commands(Wiring.services(), ProcessContext.ofThisProcess()).execute(arguments));
    }
}
