package io.github.camelatlos.examples.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A row as it came. Its text has a character for each byte, so that a row that is not UTF-8 can be kept as it was, and is told
 * by the cell that is wrong.
 */
public final class CsvRow {

    private final String number;
    private final byte[] bytes;
    private final List<String> cells;
    private final BadRow problem;

    private CsvRow(String number, byte[] bytes, List<String> cells, BadRow problem) {
        this.number = number;
        this.bytes = bytes;
        this.cells = cells;
        this.problem = problem;
    }

    static CsvRow of(String number, String text, Iterable<String> cells) {
        List<String> decoded = new ArrayList<>();
        BadRow problem = null;
        for (String cell : cells) {
            try {
                decoded.add(utf8(cell));
            } catch (CharacterCodingException e) {
                String column = decoded.size() < IntakeRow.COLUMNS.size() ? IntakeRow.COLUMNS.get(decoded.size()) : null;
                problem = problem != null ? problem : new BadRow(column, "not UTF-8", "save the file as CSV UTF-8, or type this cell anew");
                decoded.add("");
            }
        }
        return new CsvRow(number, text.getBytes(StandardCharsets.ISO_8859_1), decoded, problem);
    }

    static CsvRow bad(String number, byte[] bytes, BadRow problem) {
        return new CsvRow(number, bytes, List.of(), problem);
    }

    private static String utf8(String cell) throws CharacterCodingException {
        // A decoder made like this reports what is malformed; String's own would put another character there.
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(cell.getBytes(StandardCharsets.ISO_8859_1))).toString();
    }

    CsvRow numbered(String other) {
        return new CsvRow(other, bytes, cells, problem);
    }

    public String getNumber() {
        return number;
    }

    /** Without its line end; null if there was nothing. */
    public byte[] getBytes() {
        return bytes;
    }

    public boolean isBlank() {
        return problem == null && cells.stream().allMatch(String::isBlank);
    }

    /** The key if it can be read, for the report. */
    String key() {
        return cells.isEmpty() || !IntakeRow.isKey(cells.get(0).strip()) ? null : cells.get(0).strip();
    }

    /** Throws what is wrong with it. */
    public IntakeRow getChecked() {
        if (problem != null) {
            throw problem;
        }
        return IntakeRow.of(cells);
    }
}
