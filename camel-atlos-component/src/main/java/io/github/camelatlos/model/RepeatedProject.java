package io.github.camelatlos.model;

import java.util.Arrays;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The project in the JSON of incidents. Measured: it is most of a row, and the same in every row of a page; so it is parsed once
 * for all of them. Made by the reader of pages.
 */
public final class RepeatedProject {

    private static final byte[] NULL = { 'n', 'u', 'l', 'l' };

    private final byte[] utf8;
    private volatile ObjectNode tree;

    private RepeatedProject(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Where it stands in a row. */
    public record At(RepeatedProject project, int from) {

        /** The project of a row, which is the last row's where it is the same. */
        public static At of(byte[] row, int from, int to, At last) {
            boolean same = last != null && Arrays.equals(row, from, to, last.project.utf8, 0, last.project.utf8.length);
            return new At(same ? last.project : new RepeatedProject(Arrays.copyOfRange(row, from, to)), from);
        }

        /** The row, of which only what is its own is parsed. */
        ObjectNode parse(byte[] row) {
            int after = from + project.utf8.length;
            byte[] own = new byte[row.length - project.utf8.length + NULL.length];
            System.arraycopy(row, 0, own, 0, from);
            System.arraycopy(NULL, 0, own, from, NULL.length);
            System.arraycopy(row, after, own, from + NULL.length, row.length - after);
            return Json.object(own).set("project", project.tree());
        }
    }

    /** Shared: not to be changed, nor to be handed out. */
    private ObjectNode tree() {
        ObjectNode known = tree;
        if (known == null) {
            known = Json.object(utf8);
            tree = known;
        }
        return known;
    }
}
