package io.github.camelatlos.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in Markdown, and what stands in its fences. A fence that is tested has its name in a comment before it: {@code <!-- block: NAME -->}. */
record Page(Path path, List<Block> blocks) {

    /** @param name null if it has none */
    record Block(String name, String language, String text) {
    }

    static final Path ROOT = Path.of(System.getProperty("root.folder"));
    private static final Pattern FENCE =
            Pattern.compile("(?:^<!-- block: ([\\w -]+) -->\\R)?^```(\\w*)\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    static Page of(String path) {
        Path file = ROOT.resolve(path);
        List<Block> blocks = new ArrayList<>();
        try {
            Matcher fence = FENCE.matcher(Files.readString(file));
            while (fence.find()) {
                blocks.add(new Block(fence.group(1), fence.group(2), fence.group(3)));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new Page(file, blocks);
    }

    String block(String name) {
        return blocks.stream().filter(block -> name.equals(block.name())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(path + " has no block named " + name)).text();
    }

    List<String> names() {
        return blocks.stream().map(Block::name).toList();
    }
}
