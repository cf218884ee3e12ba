package org.genericsftp.share;

/**
 * Who logs in at the server.
 *
 * @param username without its domain, or {@code user@domain} as it is: the server knows which domain that stands for
 * @param domain empty where none is named
 */
public record ShareAccount(String username, String domain, String password) {
    public ShareAccount {
        if (username.isBlank()) {
            throw new IllegalArgumentException(
                    "A share needs a user name: it is never accessed as guest or anonymously");
        }
        if (password.isEmpty()) {
            throw new IllegalArgumentException(
                    "A share needs a password: an account without one is as good as a guest");
        }
    }

    /**
     * Takes {@code user}, {@code DOMAIN\\user} and {@code user@domain}.
     *
     * @throws IllegalArgumentException naming what is wrong with the user name
     */
    public static ShareAccount of(String systemUsername, String password) {
        int backslash = systemUsername.indexOf('\\');
        if (backslash < 0) {
            return new ShareAccount(systemUsername, "", password);
        }
        String domain = systemUsername.substring(0, backslash);
        String user = systemUsername.substring(backslash + 1);
        if (domain.isBlank() || user.isBlank() || user.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("The user name of a share is written user, DOMAIN\\user or user@domain");
        }
        return new ShareAccount(user, domain, password);
    }

    /** As in settings; without the password. */
    @Override
    public String toString() {
        return domain.isEmpty() ? username : domain + "\\" + username;
    }
}
