package io.github.camelatlos.input;

import java.util.regex.Pattern;

/** The name of an uploaded file. Measured: only its extension is kept, and decides the MIME type. */
public final class FileName {

    /** Measured: a very long extension answers an empty 500; the server writes it twice into a file name of its own. */
    private static final int LONGEST_EXTENSION = 50;
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9_+-]*");

    private FileName() {
    }

    /**
     * A name to send: never empty (measured: then it is no file), and with nothing of the given one but its extension.
     *
     * @param name with or without folders, or null
     */
    public static String toSend(String operation, String field, String name) {
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).strip();
        int dot = last.lastIndexOf('.');
        String extension = dot <= 0 ? "" : last.substring(dot + 1);
        if (extension.length() > LONGEST_EXTENSION) {
            throw Invalid.input(operation, field, "the extension of the file name is longer than " + LONGEST_EXTENSION
                    + " characters, on which Atlos fails; give a name such as photo.jpg");
        }
        if (!EXTENSION.matcher(extension).matches()) {
            throw Invalid.input(operation, field, "the extension of the file name holds something else than letters and digits (A-Z, 0-9), so "
                    + "that Atlos could not tell the type of the file; give a name such as photo.jpg");
        }
        return extension.isEmpty() ? "file" : "file." + extension;
    }
}
