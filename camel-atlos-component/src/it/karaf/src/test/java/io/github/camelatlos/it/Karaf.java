package io.github.camelatlos.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/** A stock Karaf in a folder of its own, with what it installs when it boots. It opens no port. */
final class Karaf implements AutoCloseable {

    private final Path home;
    private final Process process;

    private Karaf(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    /**
     * @param features     the features files, besides Karaf's own
     * @param boot         the features to install, besides what Karaf needs
     * @param systemOptions the options of its Java
     */
    static Karaf start(Path stock, Path home, Path localRepository, String features, String boot, String systemOptions) throws IOException {
        copy(stock, home);
        edit(home.resolve("etc/org.ops4j.pax.url.mvn.cfg"), Properties::clear,
                "org.ops4j.pax.url.mvn.localRepository", localRepository.toString(),
                "org.ops4j.pax.url.mvn.defaultRepositories", home.resolve("system").toUri() + "@id=system.repository@snapshots",
                "org.ops4j.pax.url.mvn.repositories", "", "org.ops4j.pax.url.mvn.useFallbackRepositories", "false");
        Path cfg = home.resolve("etc/org.apache.karaf.features.cfg");
        edit(cfg, p -> p.setProperty("featuresRepositories", p.getProperty("featuresRepositories") + "," + features),
                "featuresBoot", "wrap,log," + boot);
        ProcessBuilder karaf = new ProcessBuilder(home.resolve("bin/karaf").toString(), "server").directory(home.toFile())
                .redirectErrorStream(true).redirectOutput(home.resolve("console.log").toFile());
        karaf.environment().put("JAVA_HOME", System.getProperty("java.home"));
        karaf.environment().put("EXTRA_JAVA_OPTS", systemOptions);
        return new Karaf(home, karaf.start());
    }

    private static void edit(Path file, java.util.function.Consumer<Properties> change, String... set) throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        }
        change.accept(properties);
        for (int i = 0; i < set.length; i += 2) {
            properties.setProperty(set[i], set[i + 1]);
        }
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(path));
                    }
                }
            }
        }
    }

    boolean hasFailed() {
        return !process.isAlive() || log().contains("Error installing boot features");
    }

    /** What it has logged so far. */
    String log() {
        StringBuilder all = new StringBuilder();
        for (String name : new String[] { "console.log", "data/log/karaf.log" }) {
            try {
                all.append(Files.exists(home.resolve(name)) ? Files.readString(home.resolve(name)) : "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
