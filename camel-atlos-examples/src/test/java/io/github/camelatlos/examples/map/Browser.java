package io.github.camelatlos.examples.map;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.print.PrintOptions;

/** Debian's Chromium and what the tests of the page do in it. Pictures are left in target, to be looked at. */
public final class Browser implements AutoCloseable {

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test, and says so, where there is no Chromium. */
    public static Browser open() {
        Optional<Path> chromium = program("chromium");
        Optional<Path> driver = program("chromedriver");
        Assumptions.assumeTrue(chromium.isPresent() && driver.isPresent(),
                "No Chromium or chromedriver here: apt-get install chromium chromium-driver");
        ChromeOptions options = new ChromeOptions().setBinary(chromium.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=en-GB");
        Browser browser = new Browser(new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(driver.get().toFile()).build(), options));
        browser.driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(40));
        browser.size(1400, 860);
        return browser;
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable).findFirst();
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** Loads anew even where only what stands behind the # is another. */
    public void get(String url) {
        driver.get("about:blank");
        driver.get(url);
    }

    /** Of what is seen, scrollbars and all: a phone has no window around it. */
    public void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(Math.max(width, 500), height + 100));
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    public void dark(boolean dark) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    public void picture(String name) throws IOException {
        Files.write(Files.createDirectories(Path.of("target/pictures")).resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** What comes out of a printer; its first page is left as a picture. */
    public PDDocument print(String name) throws IOException {
        PDDocument paper = Loader.loadPDF(Base64.getDecoder().decode(driver.print(new PrintOptions()).getContent()));
        ImageIO.write(new PDFRenderer(paper).renderImageWithDPI(0, 96), "png", Files.createDirectories(Path.of("target/pictures")).resolve(name + ".png").toFile());
        return paper;
    }

    public WebElement byId(String id) {
        return driver.findElement(By.id(id));
    }

    public String text(String id) {
        return byId(id).getText();
    }

    public int number(String id) {
        return Integer.parseInt(text(id).replace(",", ""));
    }

    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The checkbox of a filter's value. */
    public WebElement option(String facet, String value) {
        return all("[data-facet='" + facet + "'] input").stream().filter(input -> value.equals(input.getDomProperty("value"))).findFirst().orElseThrow();
    }

    /** The number beside it. */
    public int count(String facet, String value) {
        return ((Number) run("return Number(arguments[0].closest('li').querySelector('.count').textContent.replace(',', ''))",
                option(facet, value))).intValue();
    }

    public void key(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Tab by tab to something, as who has no mouse; how many it took. */
    public int tabTo(String selector, int atMost) {
        for (int i = 1; i <= atMost; i++) {
            key(Keys.TAB);
            if ((Boolean) run("return document.activeElement.matches(arguments[0])", selector)) {
                return i;
            }
        }
        throw new AssertionError("Not within " + atMost + " tabs: " + selector);
    }

    /** What the browser complained about since it was last asked, what the policy stopped among it. */
    public List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream().filter(entry -> entry.getLevel().equals(Level.SEVERE))
                .map(Object::toString).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
