/**
 * The {@code atlos:} component. Public API are this package, {@code io.github.camelatlos.model} and the generated builders; every other
 * package is internal.
 */
package io.github.camelatlos;
