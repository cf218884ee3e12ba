package org.genericsftp.cli;

/** What must hold before a command that writes files begins. */
final class Preconditions {
    private Preconditions() {}

    static void requireUtf8FileNames(ProcessContext process) throws UsageException {
        String fault = process.fileNameFault().get().orElse(null);
        if (fault != null) {
            throw new UsageException(fault);
        }
    }
}
