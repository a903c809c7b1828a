package io.github.camelatlos.input;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The values that an attribute may have. */
record Choices(List<String> valid) {

    private static final int TOLD_AT_MOST = 30;

    /** Measured: letter case matters, and it is Cancelled, though the server's own documentation says Canceled. */
    String check(String operation, String field, String value) {
        if (valid.contains(value)) {
            return value;
        }
        String hint = nearest(value).map(option -> "did you mean '" + option + "'? ").orElse("");
        throw Invalid.input(operation, field, "this is not a value that Atlos knows here; " + hint + "valid are: " + told());
    }

    /** What was perhaps meant: the option that differs in few letters. */
    Optional<String> nearest(String value) {
        return valid.stream().min(Comparator.comparingInt(option -> distance(option, value)))
                .filter(option -> distance(option, value) <= Math.max(2, option.length() / 4));
    }

    private String told() {
        String all = String.join(", ", valid.subList(0, Math.min(TOLD_AT_MOST, valid.size())));
        return valid.size() > TOLD_AT_MOST ? all + " and " + (valid.size() - TOLD_AT_MOST) + " more" : all;
    }

    /** How many letters differ, letter case aside. */
    private static int distance(String one, String two) {
        if (Math.abs(one.length() - two.length()) > 10) {
            return Integer.MAX_VALUE;
        }
        String a = one.toLowerCase(Locale.ROOT);
        String b = two.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
