package io.github.camelatlos.examples.it;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** What {@code camel} on the command line starts. */
public final class Cli {

    private Cli() {
    }

    public static void main(String[] args) {
        CamelJBangMain.run(args);
    }
}
