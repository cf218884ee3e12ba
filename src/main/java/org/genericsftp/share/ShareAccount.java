package org.genericsftp.share;

/** Who logs in at the server, and with what proof; its text is what settings show, without secrets. */
public sealed interface ShareAccount permits PasswordAccount, KerberosAccount {
    /**
     * Takes {@code user}, {@code DOMAIN\\user} and {@code user@domain}.
     *
     * @throws IllegalArgumentException naming what is wrong with the user name
     */
    static PasswordAccount of(String systemUsername, String password) {
        int backslash = systemUsername.indexOf('\\');
        if (backslash < 0) {
            return new PasswordAccount(systemUsername, "", password);
        }
        String domain = systemUsername.substring(0, backslash);
        String user = systemUsername.substring(backslash + 1);
        if (domain.isBlank() || user.isBlank() || user.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("The user name of a share is written user, DOMAIN\\user or user@domain");
        }
        return new PasswordAccount(user, domain, password);
    }
}
