package io.github.camelatlos.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Java that a page shows, compiled into a folder. */
record Compiler(Path folder) {

    void compile(String className, String source) throws IOException {
        Path file = folder.resolve(className + ".java");
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean done = compiler.getTask(said, null, null,
                List.of("-d", folder.toString(), "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
                null, compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file)).call();
        assertThat(done).as(said.toString()).isTrue();
    }
}
