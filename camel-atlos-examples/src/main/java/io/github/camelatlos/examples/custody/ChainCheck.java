package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.custody.Finding.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.function.Consumer;

/** Whether each line follows the one before it, to the last; and whether that is signed. */
final class ChainCheck {

    private final ManifestFolder folder;
    private final PublicKey key;
    private final Consumer<Finding> found;
    private ManifestLine last;
    private Path lastDay;

    /** @param key null: signatures cannot be looked at, and that is found */
    ChainCheck(ManifestFolder folder, PublicKey key, Consumer<Finding> found) {
        this.folder = folder;
        this.key = key;
        this.found = found;
    }

    void line(Path day, ManifestLine line) {
        if (line.version() > ManifestLine.VERSION) {
            tell(line, Problem.NEWER_VERSION, "it is of version " + line.version() + ", which this program does not know");
        } else if (line.version() < 1) {
            found.accept(new Finding(day.getFileName() + " after line " + number(), Problem.LINE_ALTERED, "it is no line of a manifest"));
        } else if (line.number() > number() + 1) {
            tell(line, Problem.LINES_MISSING, "line " + (number() + 1) + (line.number() == number() + 2 ? " is" : " to " + (line.number() - 1) + " are") + " not before it");
        } else if (line.number() <= number()) {
            tell(line, Problem.LINE_OUT_OF_PLACE, "it comes after line " + number());
        } else if (!line.follows(last)) {
            found.accept(new Finding("manifest line " + number(), Problem.LINE_ALTERED, "it is not what line " + line.number() + " says it is"));
        }
        last = line;
        lastDay = day;
    }

    /** After the last line. */
    void end() throws IOException {
        Head head = Head.read(folder.head());
        if (head == null ? last != null : !head.isOf(last)) {
            found.accept(new Finding("manifest line " + (head == null ? number() : Math.max(number(), head.number())),
                    head != null && head.number() > number() ? Problem.LINES_MISSING : Problem.LINE_ALTERED, "the manifest does not end as it ended"));
        }
        if (head != null && key != null && !head.isSignedBy(key)) {
            found.accept(new Finding("manifest/head", head.signature() == null ? Problem.NOT_SIGNED : Problem.SIGNATURE_WRONG, "the end of the manifest"));
        }
        if (key == null) {
            found.accept(new Finding("manifest", Problem.NOT_SIGNED, "there is no key to check with"));
        }
        for (Path day : key == null ? List.<Path>of() : folder.days()) {
            signature(day);
        }
    }

    private void signature(Path day) throws IOException {
        String where = "manifest/" + day.getFileName();
        Path file = folder.signature(day);
        if (!Files.exists(file)) {
            if (!day.equals(lastDay)) {
                found.accept(new Finding(where, Problem.NOT_SIGNED, "the day is over"));
            }
        } else if (!SigningKey.holds(key, Files.readAllBytes(day), Files.readAllBytes(file))) {
            found.accept(new Finding(where, Problem.SIGNATURE_WRONG, "it is not what was signed, or not by this key"));
        }
    }

    private long number() {
        return last == null ? 0 : last.number();
    }

    private void tell(ManifestLine line, Problem problem, String detail) {
        found.accept(new Finding("manifest line " + line.number(), problem, detail));
    }
}
