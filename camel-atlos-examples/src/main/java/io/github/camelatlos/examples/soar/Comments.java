package io.github.camelatlos.examples.soar;

import io.github.camelatlos.model.Update;
import java.util.Iterator;

/** Looks at what was said about an incident so far. */
public final class Comments {

    /** The newest comment that begins with the same two words as this one, or null. Updates are listed newest first. */
    public String newest(Iterator<Update> updates, String comment) {
        String kind = kind(comment);
        while (updates.hasNext()) {
            String text = updates.next().getExplanation();
            if (text != null && kind(text).equals(kind)) {
                return text;
            }
        }
        return null;
    }

    /** "Cloud SOAR: ATLOS-AB12CD is" or "Cloud SOAR: ATLOS-AB12CD (incident": up to the third space. */
    private static String kind(String comment) {
        String[] words = comment.split(" ", 5);
        return words.length < 5 ? comment : String.join(" ", words[0], words[1], words[2], words[3]);
    }
}
