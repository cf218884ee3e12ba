package org.genericsftp.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium, without a window. What is on a page is named by the words that its user reads or hears. Nothing is
 * downloaded, and nothing asked of other hosts. Tests that need it are skipped where it is not installed.
 */
public final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_TABS = 50;
    private static final Duration POLL = Duration.ofMillis(50);

    /** It warns that it does not know this Chromium's debugging protocol, which nothing here uses. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium.devtools");

    /** What the user has set in the browser or the system. */
    public enum Scheme {
        LIGHT,
        DARK
    }

    /** How large the window is. */
    public enum Size {
        DESKTOP(1360, 900),
        PHONE(380, 760);

        private final int width;
        private final int height;

        Size(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private final ChromeDriver driver;
    private final Path temporary;
    private String looks = "";

    /** @param temporary where the browser leaves files, though it is told to end */
    private Chromium(ChromeDriver driver, Path temporary) {
        this.driver = driver;
        this.temporary = temporary;
    }

    public static Chromium started() {
        SELENIUM.setLevel(Level.SEVERE);
        Path browser = RealServers.require("chromium");
        Path chromedriver = RealServers.require("chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // root cannot have it
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
                "--hide-scrollbars");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        Path temporary = temporaryFolder();
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .withEnvironment(Map.of("TMPDIR", temporary.toString()))
                .build();
        Chromium chromium = new Chromium(new ChromeDriver(service, options), temporary);
        chromium.looks(Size.DESKTOP, Scheme.LIGHT);
        return chromium;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("chromium");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void looks(Size size, Scheme scheme) {
        looks = (size + "-" + scheme).toLowerCase(Locale.ROOT);
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        size.width,
                        "height",
                        size.height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        size == Size.PHONE));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of(
                                "name",
                                "prefers-color-scheme",
                                "value",
                                scheme.name().toLowerCase(Locale.ROOT)))));
    }

    /** How it looks now, in words for a file's name. */
    public String looks() {
        return looks;
    }

    /** Loads it anew, also where only what is behind the # differs; waits until the page has a heading. */
    public void open(String url) {
        driver.get("about:blank");
        driver.get(url);
        awaitHeading();
    }

    /** Goes to another view as a link does. */
    public void follow(String hash) {
        run("location.hash = arguments[0]", hash);
    }

    private void awaitHeading() {
        until("a heading", () -> has(By.cssSelector("main h1")));
    }

    /** Waits until the page, as it is seen, has the text. */
    public void awaitText(String text) {
        until("\"" + text + "\"", () -> text().contains(text));
    }

    public void awaitNoText(String text) {
        until("no \"" + text + "\"", () -> !text().contains(text));
    }

    /** Waits until the address behind the # is this one. */
    public void awaitHash(String hash) {
        until("the address " + hash, () -> hash.equals(run("return location.hash")));
        awaitHeading();
    }

    /** Waits for what the script returns, which becomes true. */
    public void awaitTrue(String script) {
        until(script, () -> Boolean.TRUE.equals(run("return " + script)));
    }

    /** Presses the button, once there is one that can be seen with this name. */
    public void press(String button) {
        click(element("button \"" + button + "\"", named("button", button)));
    }

    /** Follows the link with this text. */
    public void click(String link) {
        click(element("link \"" + link + "\"", named("a", link)));
    }

    /** As a user does, who has scrolled to where nothing lies above it. */
    private void click(WebElement element) {
        run("arguments[0].scrollIntoView({ block: 'center' })", element);
        element.click();
    }

    /** Writes into the field with this label, in the place of what was there. */
    public void fill(String label, String text) {
        WebElement field = field(label);
        field.clear();
        field.sendKeys(text);
    }

    /** What stands in the field with this label. */
    public String valueOf(String label) {
        return String.valueOf(field(label).getDomProperty("value"));
    }

    private WebElement field(String label) {
        String labels = "//label[normalize-space(text())=" + quoted(label) + "]/@for";
        return element("field \"" + label + "\"", By.xpath("//*[@id=" + labels + "]"));
    }

    /** Types as on a keyboard, wherever the focus is. */
    public void type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Moves the focus on from key stroke to key stroke, until it is on what has this label or text. */
    public void tabTo(String label) {
        for (int i = 0; i < MOST_TABS && !focused().equals(label); i++) {
            type(Keys.TAB);
        }
        if (!focused().equals(label)) {
            throw new AssertionError("The tabulator does not lead to " + label + ", but to " + focused());
        }
    }

    /** What has the focus: its label or text. */
    public String focused() {
        return String.valueOf(run("const e = document.activeElement;"
                + "return e.getAttribute('aria-label') ?? e.labels?.[0]?.firstChild.textContent ?? e.textContent"));
    }

    /** What can be read on the page; line breaks are spaces. */
    public String text() {
        return text("body");
    }

    /** What can be read in the first element that the selector finds; line breaks are spaces. */
    public String text(String selector) {
        Object text = run("return document.querySelector(arguments[0])?.innerText", selector);
        return String.valueOf(text).replaceAll("\\s+", " ");
    }

    public @Nullable Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** How far the page reaches beyond the window's right edge. */
    public long overflow() {
        return ((Number) run("return document.documentElement.scrollWidth - innerWidth")).longValue();
    }

    /** What axe finds that keeps people from using the page: a line for each kind. */
    public List<String> obstacles() {
        run(axe());
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document).then((result) => done(result.violations.map(({ id, nodes }) =>
                    `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`)))
                """);
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (InputStream script = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the browser complained of since it was last asked: errors of scripts, what the page's policy forbids. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Writes a picture of what is seen, and makes its folder. */
    public void picture(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean has(By by) {
        return driver.findElements(by).stream().anyMatch(WebElement::isDisplayed);
    }

    private WebElement element(String what, By by) {
        until(what, () -> has(by));
        return driver.findElements(by).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
    }

    private static By named(String tag, String name) {
        String words = quoted(name);
        return By.xpath("//" + tag + "[normalize-space()=" + words + " or @aria-label=" + words + "]");
    }

    /** As XPath writes it. */
    private static String quoted(String text) {
        return text.contains("'") ? '"' + text + '"' : "'" + text + "'";
    }

    private void until(String what, Callable<Boolean> condition) {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(POLL)
                    .ignoreExceptionsInstanceOf(WebDriverException.class)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("The page has not come to have " + what + ", but:\n" + text(), e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        try {
            ScratchFolder.delete(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
