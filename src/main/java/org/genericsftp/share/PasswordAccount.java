package org.genericsftp.share;

/**
 * One that proves with a password, by NTLM, who it is.
 *
 * @param username without its domain, or {@code user@domain} as it is: the server knows which domain that stands for
 * @param domain empty where none is named
 */
public record PasswordAccount(String username, String domain, String password) implements ShareAccount {
    public PasswordAccount {
        if (username.isBlank()) {
            throw new IllegalArgumentException(
                    "A share needs a user name: it is never accessed as guest or anonymously");
        }
        if (password.isEmpty()) {
            throw new IllegalArgumentException(
                    "A share needs a password: an account without one is as good as a guest");
        }
    }

    /** As in settings; without the password. */
    @Override
    public String toString() {
        return domain.isEmpty() ? username : domain + "\\" + username;
    }
}
