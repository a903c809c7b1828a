/**
 * An Atlos in memory, to test flows on, with the behaviour that was measured on the real one. It depends on nothing of the component.
 * Begin with {@code AtlosServer}, or with {@code AtlosServerExtension} in a JUnit test.
 */
package io.github.camelatlos.server;
