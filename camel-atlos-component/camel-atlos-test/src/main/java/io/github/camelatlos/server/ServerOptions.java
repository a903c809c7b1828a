package io.github.camelatlos.server;

import java.time.Duration;

/**
 * What {@link AtlosServerMain} was asked for.
 *
 * @param port          0: any free one
 * @param seed          whether it begins with some 300 invented cases
 * @param investigators how long people wait between two things they do; zero: there are none
 * @param sources       where the invented source material is said to come from
 */
record ServerOptions(int port, boolean seed, Duration investigators, String sources, boolean races, boolean newer, boolean help) {

    static final String USAGE = """
            An Atlos in memory, to test flows on. It prints ATLOS_URL and ATLOS_TOKEN, and ends with Ctrl-C.

              --port N                the port; otherwise any free one
              --seed                  begins with some 300 invented cases
              --investigators [MS]    people who do something every MS milliseconds (2000)
              --sources URL           where the invented source material is said to come from
              --races                 loses writes made at the same time, as the real one does
              --newer                 answers as newer releases of Atlos do
            """;

    private static final Duration PACE = Duration.ofSeconds(2);

    static ServerOptions of(String... args) {
        int port = 0;
        boolean seed = false;
        Duration investigators = Duration.ZERO;
        String sources = "https://sources.example.org";
        boolean races = false;
        boolean newer = false;
        boolean help = false;
        for (int i = 0; i < args.length; i++) {
            boolean hasValue = i + 1 < args.length && !args[i + 1].startsWith("--");
            switch (args[i]) {
                case "--port" -> port = number(args[i], hasValue ? args[++i] : "", 0, 65_535);
                case "--seed" -> seed = true;
                case "--investigators" -> investigators =
                        hasValue ? Duration.ofMillis(number(args[i], args[++i], 1, 86_400_000)) : PACE;
                case "--sources" -> {
                    if (!hasValue) {
                        throw new IllegalArgumentException("--sources needs a URL");
                    }
                    sources = args[++i];
                }
                case "--races" -> races = true;
                case "--newer" -> newer = true;
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("There is no option " + args[i]);
            }
        }
        return new ServerOptions(port, seed, investigators, sources, races, newer, help);
    }

    private static int number(String option, String value, int least, int most) {
        if (value.matches("\\d{1,8}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException("%s needs a whole number from %d to %d, not '%s'".formatted(option, least, most, value));
    }
}
