package org.genericsftp.ssh;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Decides whether a server's question asks for the password, or for something else, such as a one-time code: answering
 * that one with the password is a failed login, and some servers lock an account after a few. A server asks in its own
 * language.
 */
final class PasswordPrompt {
    private static final Pattern PASSWORD =
            Pattern.compile("pass ?word|passwd|pass ?phrase|passwort|kennwort|losungswort"
                    + "|mot de passe|contraseña|contrasenya|\\bclave\\b|senha|palavra[- ]passe|parola|wachtwoord|lösenord|passord"
                    + "|adgangskode|kodeord|lykilorð|salasana|parool|salasõna|parole|slaptažod|hasło|heslo|jelszó|geslo|lozinka|zaporka"
                    + "|пароль|парола|лозинка|κωδικός|şifre|parolă|kata sandi|mật khẩu"
                    + "|סיסמ|كلمة|رمز عبور|गुप्त|รหัสผ่าน|密码|密碼|口令|パスワード|암호|비밀번호");

    private static final Pattern SOMETHING_ELSE = Pattern.compile(
            "one[- ]?time|\\b[a-z]?otp\\b|oath|token|verif|authenticat(or|ion code)|passcode|pass code|\\bcode\\b|\\bpin\\b|yubi|\\bduo\\b"
                    + "|factor|challenge|response|s/key|\\bsms\\b|digit|securid|\\bnew\\b|neues|nouveau|again|retype|repeat"
                    + "|einmal|usage unique|eenmalig|engangs|engång|un solo uso|de uso único|monouso|jednoraz|jednorázov|egyszer|одноразов|一次性|ワンタイム|일회용");

    private static final Pattern USER_AND_HOST = Pattern.compile("\\S+@\\S+");

    private PasswordPrompt() {}

    static boolean is(String prompt) {
        String text = Normalizer.normalize(prompt, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        text = USER_AND_HOST.matcher(text).replaceAll("");
        return PASSWORD.matcher(text).find() && !SOMETHING_ELSE.matcher(text).find();
    }
}
