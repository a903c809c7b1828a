package io.github.camelatlos.client;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** A call, and the HTTP request made of it. */
record Outgoing(Call call, HttpUriRequestBase request) {
}
