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
    private String column;
    @DataField(pos = 6)
    private String detail;
    @DataField(pos = 7)
    private String advice;

    /** The row itself, for the file of those to be corrected. */
    private byte[] line;

    public ReportLine() {
        // For the data format.
    }

    ReportLine(String row, String key, Result result, String slug, String column, String detail, String advice, byte[] line) {
        this.row = row;
        this.key = key;
        this.result = result.text();
        this.slug = slug;
        this.column = column;
        this.detail = detail;
        this.advice = advice;
        this.line = line;
    }

    public String getResult() {
        return result;
    }

    byte[] line() {
        return line;
    }
}
