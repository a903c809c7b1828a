/**
 * What a consumed exchange carries: {@code Incident}, {@code SourceMaterial} and {@code Update}. Public API. A record keeps the keys that it
 * does not know, and turns into JSON with the server's own.
 */
package io.github.camelatlos.model;
