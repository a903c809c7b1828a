package io.github.camelatlos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table and the chart. */
final class Report {

    /**
     * @param ratio  to the rival, or NaN where there is none
     * @param target empty where none was set
     * @param why    told where the target is missed
     */
    record Row(String what, String figures, double ratio, String target, boolean met, String why) {
    }

    private final List<Row> rows = new ArrayList<>();
    private final StringBuilder loads = new StringBuilder();

    void add(String what, String figures, double ratio, String target, boolean met, String why) throws IOException {
        Row row = new Row(what, figures, ratio, target, met, why);
        rows.add(row);
        loads.append(loads.isEmpty() ? "" : ", ").append(load());
        System.out.println(line(row));
    }

    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static String line(Row row) {
        return "| " + row.what() + " | " + row.figures() + " | " + (Double.isNaN(row.ratio()) ? "" : number(row.ratio())) + " | " + (row.target().isEmpty() ? "none" : row.target()) + " | "
                + (row.target().isEmpty() ? "" : row.met() ? "yes" : "**no**") + " |";
    }

    static String number(double figure) {
        return String.format(Locale.ROOT, figure >= 100 ? "%.0f" : figure >= 10 ? "%.1f" : "%.2f", figure);
    }

    void write(Path folder, int rounds) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("# Performance\n\nWritten by `mvn verify -Pbench`, which needs no network but this machine's. A stub answers as Atlos does, from another process; rivals run in turn in one\n"
                + "process, after rounds for the compiler, and a backlog's time is that from its first request to its last record; figures are medians of " + rounds + " rounds, or of as many as a row says. The *floor* is one thread with HttpClient and a Jackson tree, which keeps no mark,\n"
                + "survives nothing and delivers the newest first; the *hand-written* route is timer, http, a loop on the cursor, split, and the rows seen in memory;\n"
                + "the *empty route* is as many exchanges that Camel sends through a route that does nothing. A ratio is\n"
                + "to the floor, of uploads to curl; smaller is better but for uploads. No time is asserted: a busy machine moves all of them.\n\n"
                + "One exchange of the producer is two requests: before a comment goes out the incident's history is looked at, so that a lost answer can be made up for; its floor\n"
                + "sends the comment and nothing else.\n\n"
                + "![Ratios to the floor](performance.svg)\n\n| what | figures | ratio | target | met |\n|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(line(row)).append('\n'));
        text.append(reasons());
        text.append("\n" + Runtime.getRuntime().availableProcessors() + " processors, Java " + Runtime.version().feature() + ". Load of the machine after each row (1 minute): " + loads + ".\n");
        Files.writeString(folder.resolve("performance.md"), text);
        Files.writeString(folder.resolve("performance.svg"), svg());
    }

    /** For each target that is missed. */
    private String reasons() {
        StringBuilder text = new StringBuilder();
        rows.stream().filter(row -> !row.met()).forEach(row -> text.append("- **").append(row.what()).append("**: ").append(row.why().isEmpty() ? "not known." : row.why()).append('\n'));
        return text.isEmpty() ? "" : "\n## Where a target is missed\n\n" + text;
    }

    private String svg() {
        List<Row> shown = rows.stream().filter(row -> !Double.isNaN(row.ratio())).toList();
        double most = Math.max(2, shown.stream().mapToDouble(Row::ratio).max().orElse(1));
        int left = 520;
        int wide = 420;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\" aria-label=\"Ratios to the rival\">\n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n", left + wide + 70, shown.size() * 26 + 40));
        int y = 14;
        for (Row row : shown) {
            double length = row.ratio() / most * wide;
            svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>"
                    + "<text x=\"%d\" y=\"%d\">%s</text>\n", left - 8, y + 13, row.what().replace("&", "&amp;").replace("<", "&lt;"), left, y, length,
                    row.met() ? "#2a7f62" : "#b5482f", left + wide + 5, y + 13, number(row.ratio())));
            y += 26;
        }
        double one = left + wide / most;
        svg.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"6\" x2=\"%.1f\" y2=\"%d\" stroke=\"#333\" stroke-dasharray=\"4 3\"/><text x=\"%.1f\" y=\"%d\">the rival</text>\n</svg>\n",
                one, one, y, one + 4, y + 14));
        return svg.toString();
    }
}
