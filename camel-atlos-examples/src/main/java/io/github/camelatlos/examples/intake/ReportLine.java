package io.github.camelatlos.examples.intake;

import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;

/** What became of a row. */
@CsvRecord(separator = ",", generateHeaderColumns = true, quoting = true)
public final class ReportLine {

    @DataField(pos = 1)
    private String row;
    @DataField(pos = 2)
    private String key;
    @DataField(pos = 3)
    private String result;
    @DataField(pos = 4)
    private String slug;
    @DataField(pos = 5)
    private String detail;

    /** The row itself, for the file of those to be corrected. */
    private String line;

    public ReportLine() {
        // For the data format.
    }

    ReportLine(String row, String key, Result result, String slug, String detail, String line) {
        this.row = row;
        this.key = key;
        this.result = result.text();
        this.slug = slug;
        this.detail = detail;
        this.line = line;
    }

    public String getResult() {
        return result;
    }

    String line() {
        return line;
    }
}
