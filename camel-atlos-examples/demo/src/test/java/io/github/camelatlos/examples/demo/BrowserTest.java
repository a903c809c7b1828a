package io.github.camelatlos.examples.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.camelatlos.server.InventedAtlos;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The map in a real browser, Debian's Chromium. Its picture is left in target/map.png, to be looked at. */
class BrowserTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    private Path folder;
    private InventedAtlos atlos;
    private Main camel;
    private ChromeDriver browser;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> chromium = program("chromium");
        Optional<Path> driver = program("chromedriver");
        if (chromium.isEmpty() || driver.isEmpty()) {
            System.out.println("No Chromium or chromedriver here: the browser test is skipped.");
            Assumptions.abort("No Chromium or chromedriver");
        }
        port = PagePort.of(Optional.of(0));
        atlos = new InventedAtlos();
        DemoSettings settings = new DemoSettings(Optional.empty(), Optional.empty(), Optional.empty(), folder, false, false);
        camel = DemoRoutes.onInvented(settings, atlos, port, new Deliveries());
        camel.start();
        ChromeOptions options = new ChromeOptions().setBinary(chromium.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,860", "--hide-scrollbars");
        browser = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(driver.get().toFile()).build(), options);
        browser.manage().timeouts().pageLoadTimeout(LONG);
    }

    @AfterEach
    void stop() {
        Stream.<Runnable>of(() -> quit(browser), () -> quit(camel), () -> quit(atlos)).forEach(Runnable::run);
    }

    @Test
    void theMapFollowsWhatPeopleDo() throws Exception {
        browser.get("http://localhost:" + port + "/");
        await().atMost(LONG).ignoreExceptions().until(() -> number("shown") > 200 && inMarkers() == number("shown"));
        assertTrue(number("withheld") > 0, "sensitive ones are counted");
        int before = number("shown");

        atlos.peopleBegin(Duration.ofMillis(400));
        await().atMost(LONG).ignoreExceptions().until(() -> number("shown") >= before + 3 && changes().size() >= 6
                && changes().stream().anyMatch(line -> line.contains("→")));
        Files.write(Path.of("target/map.png"), browser.getScreenshotAs(OutputType.BYTES));
        atlos.peopleStop();

        // A ring opens into what it stands for, ring by ring.
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).ignoreExceptions().until(() -> {
            boolean apart = !browser.findElements(By.cssSelector(".marker .dot")).isEmpty();
            if (!apart) {
                ringInView().click();
            }
            return apart;
        });
        Files.write(Path.of("target/map-near.png"), browser.getScreenshotAs(OutputType.BYTES));
        await().atMost(LONG).ignoreExceptions().until(() -> number("list-count") == number("shown") && inLegend() == number("shown"));
        assertEquals(List.of(), browser.executeScript("return performance.getEntriesByType('resource').map(e => e.name)"
                + ".filter(name => !name.startsWith(location.origin + '/') && !name.startsWith('data:'))"), "nothing from elsewhere");
    }

    @Test
    void aMarkerTellsStatusAndDateAndTakesTextAsText() throws Exception {
        String attack = "<img src=x onerror=\"document.title='owned'\">";
        String slug = atlos.cases().addIncident("A description that stays in Atlos",
                json -> json.put("geolocation", "-60.5,-140.25").put("status", attack).put("date", "2026-11-02"));
        browser.get("http://localhost:" + port + "/");

        By marker = By.cssSelector(".marker[aria-label^='" + slug + "']");
        await().atMost(LONG).ignoreExceptions().until(() -> {
            browser.findElement(marker).sendKeys(Keys.ENTER);
            return browser.findElement(By.id("card")).isDisplayed();
        });
        Files.write(Path.of("target/map-card.png"), browser.getScreenshotAs(OutputType.BYTES));

        String card = browser.findElement(By.id("card")).getText();
        assertTrue(card.contains(slug) && card.contains("2026-11-02") && card.contains(attack), card);
        assertFalse(browser.getPageSource().contains("A description that stays"));
        assertEquals("Incidents on a map", browser.getTitle());
        assertEquals(0, browser.findElements(By.cssSelector("img[src=x]")).size());
        assertEquals(List.of(), browser.manage().logs().get("browser").getAll().stream()
                .filter(entry -> entry.getLevel().equals(Level.SEVERE)).toList(), "no error, nothing that the policy stopped");
    }

    @Test
    void itSaysSoWhenTheDemoHasEnded() {
        browser.get("http://localhost:" + port + "/");
        await().atMost(LONG).ignoreExceptions().until(() -> number("shown") > 200);
        camel.stop();

        await().atMost(LONG).ignoreExceptions()
                .until(() -> browser.findElement(By.id("state")).getText().startsWith("The demo has ended"));
        assertTrue(number("shown") > 200, "what it told last stays");
    }

    private int number(String id) {
        return Integer.parseInt(browser.findElement(By.id(id)).getText().replace(",", ""));
    }

    /** How many incidents the markers stand for: a ring says its number, a dot is one. */
    private int inMarkers() {
        return ((Number) browser.executeScript("""
                return [...document.querySelectorAll('.marker')].reduce((sum, one) => sum + (Number(one.textContent) || 1), 0);""")).intValue();
    }

    private WebElement ringInView() {
        return (WebElement) browser.executeScript("""
                return [...document.querySelectorAll('.marker:has(.ring)')].find(ring => {
                  const box = ring.getBoundingClientRect();
                  return box.left > 360 && box.right < 1040 && box.top > 80 && box.bottom < 650;
                });""");
    }

    private int inLegend() {
        return browser.findElements(By.cssSelector("[data-facet=status] .count")).stream().mapToInt(count -> Integer.parseInt(count.getText().replace(",", ""))).sum();
    }

    private List<String> changes() {
        return browser.findElements(By.cssSelector("#changes li")).stream().map(WebElement::getText).toList();
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable).findFirst();
    }

    private static void quit(Object what) {
        if (what instanceof ChromeDriver driver) {
            driver.quit();
        } else if (what instanceof Main main) {
            main.stop();
        } else if (what instanceof InventedAtlos invented) {
            invented.close();
        }
    }
}
