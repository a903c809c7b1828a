package io.github.camelatlos.examples.backup;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV as RFC 4180 says, and nothing else, so that a file which other programs could not read fails a test. */
final class Csv {

    private Csv() {
    }

    static List<List<String>> read(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            StringBuilder field = new StringBuilder();
            if (text.charAt(at) == '"') {
                for (at++; text.charAt(at) != '"' || text.startsWith("\"\"", at); at++) {
                    field.append(text.charAt(at));
                    at += text.charAt(at) == '"' ? 1 : 0;
                }
                at++;
            } else {
                for (; text.charAt(at) != ',' && text.charAt(at) != '\r'; at++) {
                    field.append(text.charAt(at));
                }
            }
            row.add(field.toString());
            if (text.startsWith("\r\n", at)) {
                rows.add(row);
                row = new ArrayList<>();
                at += 2;
            } else if (text.charAt(at++) != ',') {
                throw new IllegalArgumentException("no CSV after " + row);
            }
        }
        return rows;
    }
}
