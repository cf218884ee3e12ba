package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPromptTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password: ",
                "Password:",
                "PASSWORD",
                "Enter password",
                "(tester@sftp.example.net) Password: ",
                "Password for verification-code@EXAMPLE.NET: ",
                "LDAP Password: ",
                "Passwort: ",
                "Kennwort: ",
                "Mot de passe : ",
                "Contraseña: ",
                "Contrasen\u0303a: ",
                "Senha: ",
                "Palavra-passe: ",
                "Wachtwoord: ",
                "Adgangskode: ",
                "Hasło: ",
                "Пароль: ",
                "密码：",
                "パスワード:",
                "암호: ",
            })
    void isAnsweredWhereItAsksForThePassword(String prompt) {
        assertThat(PasswordPrompt.is(prompt)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Verification code: ",
                "One-time password (OATH) for `tester': ",
                "OTP: ",
                "Enter PASSCODE:",
                "Passcode or option (1-3): ",
                "YubiKey for `tester': ",
                "Enter your token password: ",
                "Please enter the code sent by SMS",
                "PIN:",
                "Response: ",
                "New password: ",
                "Retype new password: ",
                "Einmalpasswort: ",
                "Mot de passe à usage unique : ",
                "Одноразовый пароль: ",
                "Do you accept the terms? ",
                "Antwort: ",
                "",
            })
    void isNotAnsweredWhereItAsksForSomethingElse(String prompt) {
        assertThat(PasswordPrompt.is(prompt)).isFalse();
    }
}
