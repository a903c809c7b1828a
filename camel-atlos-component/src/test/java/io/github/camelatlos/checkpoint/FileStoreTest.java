package io.github.camelatlos.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint file: one file however it is spelt, one consumer, and nothing lost in a crash. */
class FileStoreTest {

    @TempDir
    Path folder;

    private FileStore open(Path path) {
        FileStore store = new FileStore(path.toString());
        store.open();
        return store;
    }

    @Test
    void keepsWhatIsReplacedAndAppended() {
        Path file = folder.resolve("deep/er/one.checkpoint");
        FileStore store = open(file);
        store.replace(List.of("base", "a"));
        store.append(List.of("b", "ü"));
        store.close();
        FileStore again = new FileStore(file.toString());
        assertThat(again.open()).containsExactly("base", "a", "b", "ü");
        again.append(List.of("c"));
        again.close();
        assertThat(file).hasContent("base\na\nb\nü\nc\n");
    }

    @Test
    void aLinkIsFollowedAndStays() throws Exception {
        Path file = Files.createDirectory(folder.resolve("volume")).resolve("real.checkpoint");
        Path one = Files.createSymbolicLink(folder.resolve("one"), file);
        Path two = Files.createSymbolicLink(folder.resolve("two"), Path.of("volume/real.checkpoint"));
        FileStore store = open(one);
        assertThatThrownBy(() -> open(two)).hasMessageContaining("in use");
        assertThatThrownBy(() -> open(folder.resolve("volume/../volume/./real.checkpoint"))).hasMessageContaining("in use");
        store.replace(List.of("base"));
        store.close();
        assertThat(one).isSymbolicLink();
        assertThat(file).hasContent("base\n");
    }

    @Test
    void aRefusedSecondConsumerDoesNotLetAnotherProcessIn() throws Exception {
        Path file = folder.resolve("locked");
        FileStore store = open(file);
        assertThatThrownBy(() -> open(file)).hasMessageContaining("in use");
        assertThat(inAnotherProcess(file)).isEqualTo("refused");
        store.close();
        assertThat(inAnotherProcess(file)).isEqualTo("open");
    }

    private static String inAnotherProcess(Path file) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                Opener.class.getName(), file.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String answer = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return answer;
    }

    /** Opens the file as another process would. */
    static final class Opener {
        public static void main(String[] args) {
            try {
                new FileStore(args[0]).open();
                System.out.println("open");
            } catch (CheckpointException e) {
                System.out.println(e.getMessage().contains("in use by another running consumer of another process") ? "refused" : e.getMessage());
            }
        }
    }

    @Test
    void aSecondWriterIsFoundOutAtTheNextWrite() throws Exception {
        Path file = folder.resolve("shared");
        FileStore store = open(file);
        store.replace(List.of("base"));
        Files.writeString(file, "more\n", StandardOpenOption.APPEND);
        assertAnotherWriter(() -> store.append(List.of("a")));
        assertAnotherWriter(() -> store.replace(List.of("b")));
        assertThat(file).hasContent("base\nmore\n");
        store.close();

        FileStore moved = open(file);
        Files.move(file, folder.resolve("away"));
        assertAnotherWriter(() -> moved.append(List.of("a")));
        Files.writeString(file, "base\nmore\n");
        assertAnotherWriter(() -> moved.append(List.of("a")));
        moved.close();
    }

    private static void assertAnotherWriter(org.assertj.core.api.ThrowableAssert.ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOf(CheckpointException.class).matches(e -> ((CheckpointException) e).anotherWriter());
    }

    @Test
    void aFileThatAppearsWhereThereWasNoneIsAnotherWriters() throws Exception {
        Path file = folder.resolve("late");
        FileStore store = open(file);
        Files.writeString(file, "theirs\n");
        assertAnotherWriter(() -> store.replace(List.of("base")));
        assertThat(file).hasContent("theirs\n");
        store.close();
    }

    @Test
    void whatCannotBeAPathIsRefusedInWords() throws Exception {
        assertThatThrownBy(() -> new FileStore(" ")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("is empty");
        assertThatThrownBy(() -> new FileStore("~/one")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("~");
        assertThatThrownBy(() -> new FileStore("file:/var/one")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("/var/one");
        assertThatThrownBy(() -> new FileStore("a\0b")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no path");
        assertThatThrownBy(() -> open(folder)).isInstanceOf(CheckpointException.class).hasMessageContaining("is a folder");
        Path one = Files.writeString(folder.resolve("a"), "base\n");
        Files.createLink(folder.resolve("b"), one);
        assertThatThrownBy(() -> open(one)).hasMessageContaining("second name");
        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThatThrownBy(() -> open(circle)).hasMessageContaining("circle");
        Files.createFile(folder.resolve("empty"));
        assertThatThrownBy(() -> open(folder.resolve("empty"))).hasMessageContaining("is empty");
    }

    @Test
    void whatFailedAtItsStartCanBeOpenedLater() throws Exception {
        Path file = Files.createFile(folder.resolve("was-empty"));
        assertThatThrownBy(() -> open(file)).hasMessageContaining("is empty");
        Files.delete(file);
        FileStore store = open(file);
        store.replace(List.of("base"));
        store.close();
    }

    @Test
    void anInterruptedThreadStillWrites() {
        Path file = folder.resolve("interrupted");
        FileStore store = open(file);
        Thread.currentThread().interrupt();
        try {
            store.replace(List.of("base"));
            store.append(List.of("a"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        store.close();
        assertThat(file).hasContent("base\na\n");
    }

    @Test
    void eachWriteGoesOnWhereTheOneBeforeEnded() {
        Path file = folder.resolve("long");
        FileStore store = open(file);
        store.replace(List.of("base"));
        for (String line : List.of("a", "bb", "ccc")) {
            store.append(List.of(line));
        }
        store.close();
        assertThat(file).hasContent("base\na\nbb\nccc\n");
    }

    @Test
    void whatACrashLeftBesideTheFileDoesNotGetIntoIt() throws Exception {
        Path file = folder.resolve("one");
        Path beside = Files.writeString(folder.resolve("one.new"), "what was never moved over\n".repeat(10));
        FileStore store = open(file);
        assertThat(beside).doesNotExist();
        Files.writeString(beside, "what was never moved over\n".repeat(10));
        store.replace(List.of("base"));
        assertThat(file).hasContent("base\n");
        assertThat(beside).doesNotExist();
        store.close();
        open(file).close();
        assertThat(beside).as("tried out and moved over").doesNotExist();
        assertThat(file).hasContent("base\n");
    }

    @Test
    void whatWouldFailAtTheFirstWriteFailsAtTheStart() throws Exception {
        Path file = folder.resolve("one");
        Path inTheWay = Files.createDirectory(folder.resolve("one.new"));
        assertThatThrownBy(() -> open(file)).isInstanceOf(CheckpointException.class).hasMessageContaining("cannot be used").hasMessageContaining("nothing was overwritten");
        Files.delete(inTheWay);
        open(file).close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingOfAFileStaysOpen() throws Exception {
        Path file = folder.resolve("one");
        FileStore store = open(file);
        store.replace(List.of("base"));
        store.replace(List.of("another base"));
        assertThat(handles()).isEqualTo(2);
        store.close();
        assertThat(handles()).isZero();
    }

    /** How many files of the folder this process has open. */
    private long handles() throws IOException {
        Path real = folder.toRealPath();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(handle -> {
                try {
                    return Files.readSymbolicLink(handle).startsWith(real);
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            }).count();
        }
    }

    /** In a process that may write no more than a kilobyte into a file. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void halfAWriteIsCutOffByTheNextOne() throws Exception {
        Path file = folder.resolve("full");
        Process process = new ProcessBuilder("bash", "-c", "ulimit -f 1; exec \"$@\"", "bash", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"), Filler.class.getName(), file.toString()).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(answer).contains("cannot be written").contains("is the file half written: true");
        assertThat(file).hasContent("base\na\nb\n");
    }

    /** Writes more than there is room for, and then less. */
    static final class Filler {
        public static void main(String[] args) throws IOException {
            Path file = Path.of(args[0]);
            FileStore store = new FileStore(args[0]);
            store.open();
            store.replace(List.of("base"));
            try {
                store.append(List.of("x".repeat(5_000)));
            } catch (CheckpointException e) {
                System.out.println(e.getMessage());
            }
            System.out.println("is the file half written: " + (Files.size(file) > 500));
            store.append(List.of("a"));
            store.append(List.of("b"));
            store.close();
        }
    }
}
