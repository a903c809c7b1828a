package io.github.camelatlos.examples.intake;

import io.github.camelatlos.AtlosException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** Makes the report's lines, and what is said and kept of them. */
public final class Report {

    private static final String END = "\r\n";
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
    private static final String PARSING = "Parsing error";
    private static final int LONGEST_DETAIL = 500;

    /** If the columns are others, nothing of the file is read as something that it is not. */
    public boolean hasColumns(@Body Path file) throws IOException {
        // ISO-8859-1 takes any byte, and the columns are plain ASCII.
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.findFirst().map(line -> line.replace(BYTE_ORDER_MARK, "").strip()).orElse("").equalsIgnoreCase(IntakeRow.COLUMNS);
        }
    }

    public List<ReportLine> refusedAsAWhole() {
        return List.of(new ReportLine(null, null, Result.REFUSED, null, "the first line must be: " + IntakeRow.COLUMNS, null));
    }

    public ReportLine made(@Variable("number") String number, @Variable("row") IntakeRow row, @Variable("slug") String slug,
            @Variable("new") String isNew, @Variable("line") String line) {
        return new ReportLine(number, row.getKey(), isNew == null ? Result.THERE_ALREADY : Result.MADE, slug, null, line);
    }

    public ReportLine failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure, @Variable("number") String number,
            @Variable("row") IntakeRow row, @Variable("slug") String slug, @Variable("line") String line) {
        Throwable reason = reason(failure);
        return new ReportLine(number, row == null ? null : row.getKey(), Result.of(reason), slug, detail(failure, reason), line.strip());
    }

    public List<ReportLine> lines(List<?> lines) {
        return lines.stream().filter(ReportLine.class::isInstance).map(ReportLine.class::cast).toList();
    }

    /** The rows with this result, with the columns above them; null if there are none. */
    public String kept(List<?> lines, String result) {
        String rows = lines(lines).stream().filter(line -> line.getResult().equals(result) && line.line() != null)
                .map(line -> line.line() + END).collect(Collectors.joining());
        return rows.isEmpty() ? null : IntakeRow.COLUMNS + END + rows;
    }

    public boolean isUnfinished(List<?> lines) {
        return lines(lines).stream().anyMatch(line -> line.getResult().equals(Result.LATER.text()));
    }

    /** Counts only: what is in the rows is for the report. */
    public String summary(List<?> lines) {
        Map<String, Long> counts = lines(lines).stream().collect(Collectors.groupingBy(ReportLine::getResult, TreeMap::new, Collectors.counting()));
        return counts.isEmpty() ? "no rows" : counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** What a bean or a property of the row threw is wrapped by Camel, and what Atlos refused wraps what the network did. */
    private static Throwable reason(Throwable failure) {
        Throwable reason = failure;
        while (!(reason instanceof AtlosException) && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason;
    }

    private static String detail(Throwable failure, Throwable reason) {
        String where = String.valueOf(failure.getMessage()).startsWith(PARSING) ? failure.getMessage() + ": " : "";
        // Each row is a file of its own to the data format, which counts lines all the same.
        String text = (where + reason.getMessage()).replace(", line: 1", "").replaceAll("\\s+", " ").replace('"', '\'').strip();
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
    }
}
