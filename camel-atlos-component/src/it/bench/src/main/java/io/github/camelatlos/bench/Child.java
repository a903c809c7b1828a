package io.github.camelatlos.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@link Racer} in a process of its own. */
final class Child implements AutoCloseable {

    private final Path folder = Files.createTempDirectory("bench");
    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;
    private final Map<String, List<Double>> figures = new HashMap<>();

    Child(String memory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(List.of(memory.split(" ")));
        command.addAll(List.of("-Djava.io.tmpdir=" + folder, "-classpath", System.getProperty("java.class.path"), Racer.class.getName()));
        command.addAll(Arrays.asList(arguments));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        in = new PrintWriter(process.getOutputStream(), true);
    }

    /** Reads on until such a line, or the end. */
    Child until(String wanted) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("FIGURE")) {
                figures.computeIfAbsent(words[1], any -> new ArrayList<>()).add(Double.parseDouble(words[2]));
            }
            if (line.startsWith(wanted)) {
                return this;
            }
        }
        if (wanted.equals("END")) {
            return this;
        }
        throw new IOException("The process ended before it said " + wanted);
    }

    Child say(String line) {
        in.println(line);
        return this;
    }

    /** The middle one of the figures of that name. */
    double median(String name) {
        double[] sorted = figures.getOrDefault(name, List.of()).stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        process.waitFor();
        Folders.delete(folder);
    }
}
