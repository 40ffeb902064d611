package tbot.diag.it.driver;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Chromium, headless, in which a test clicks and types. It uses the programs of this machine:
 * nothing is downloaded.
 */
public final class Browser implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** Warns of each Chromium that is newer than Selenium, which no test depends on. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  static {
    SELENIUM.setLevel(Level.SEVERE);
  }

  private final ChromeDriver driver;
  private final Path downloads;

  private Browser(Path directory, ChromeOptions options) throws IOException {
    File chromedriver = ClientProgram.orSkip("chromedriver", "chromium-driver").toFile();
    File chromium = ClientProgram.orSkip("chromium", "chromium").toFile();
    Path profile = Files.createTempDirectory(directory, "profile");
    options.setBinary(chromium);
    options.addArguments(Chromium.OPTIONS);
    options.addArguments("--hide-scrollbars", "--user-data-dir=" + profile);
    downloads = Files.createTempDirectory(directory, "downloads");
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", downloads.toString()));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver)
            .usingAnyFreePort()
            .withEnvironment(Map.of("HOME", profile.toString()))
            .withLogOutput(OutputStream.nullOutputStream())
            .build();
    driver = new ChromeDriver(service, options);
  }

  /**
   * A window of this size on a desk. Skips the test on a machine without the programs.
   *
   * @param directory an empty one, for its files
   * @param more options of Chromium, such as {@code --blink-settings=preferredColorScheme=0} for a
   *     dark page
   */
  public static Browser desk(Path directory, int width, int height, String... more)
      throws IOException {
    ChromeOptions options = new ChromeOptions();
    options.addArguments("--window-size=" + width + "," + height);
    options.addArguments(more);
    return new Browser(directory, options);
  }

  /** A phone of 400 by 800 points with a touch screen; otherwise as {@link #desk}. */
  public static Browser phone(Path directory, String... more) throws IOException {
    ChromeOptions options = new ChromeOptions();
    options.setExperimentalOption(
        "mobileEmulation",
        Map.of(
            "deviceMetrics",
            Map.of("width", 400, "height", 800, "pixelRatio", 2.0, "touch", true)));
    options.addArguments(more);
    return new Browser(directory, options);
  }

  /** Selenium's driver, for what this class has no method for. */
  public ChromeDriver driver() {
    return driver;
  }

  /** Opens a page and waits until it is loaded. */
  public void open(String url) {
    driver.get(url);
  }

  /** The first element that a CSS selector selects, as soon as there is one. */
  public WebElement find(String selector) {
    await("an element " + selector, () -> !findAll(selector).isEmpty());
    return driver.findElement(By.cssSelector(selector));
  }

  /** All elements that a CSS selector selects now. */
  public List<WebElement> findAll(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Clicks an element, as soon as it is there. */
  public void click(String selector) {
    find(selector).click();
  }

  /** The visible text of an element, as soon as it is there. */
  public String text(String selector) {
    return find(selector).getText();
  }

  /** Replaces the text of an input field. */
  public void type(String selector, CharSequence... keys) {
    WebElement field = find(selector);
    field.clear();
    field.sendKeys(keys);
  }

  /** Chooses an option of a list by its value. */
  public void choose(String selector, String value) {
    click(selector + " option[value='" + value + "']");
  }

  /** Sends keys to the element that has the focus. */
  public void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** The value of a JavaScript expression, which may use {@code arguments}. */
  public Object evaluate(String expression, Object... arguments) {
    return driver.executeScript("return " + expression, arguments);
  }

  /** Waits for a condition; a failure names it. */
  public void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(TIMEOUT).ignoreExceptions().until(condition);
  }

  /** The first file that was saved whose name has this ending, as soon as it is complete. */
  public Path download(String ending) throws IOException {
    await("a file *" + ending, () -> downloaded(ending).isPresent());
    return downloaded(ending).orElseThrow();
  }

  private Optional<Path> downloaded(String ending) throws IOException {
    try (Stream<Path> files = Files.list(downloads)) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst();
    }
  }

  /** What the window shows, as PNG. */
  public byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** What the console got since the last call: errors of scripts, and what the policy forbids. */
  public List<String> consoleErrors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
