package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/** A connection of HttpClient's whose bytes are copied, after TLS: only so are headers there as the site sent them. */
final class CopiedConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    private final Exchange exchange;

    CopiedConnection(Exchange exchange) {
        super(Http1Config.DEFAULT);
        this.exchange = exchange;
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new Copied(socket));
        exchange.connectedTo(socket.getInetAddress());
    }

    @Override
    public void bind(SSLSocket secured, Socket socket) throws IOException {
        bind(new Copied(secured, socket));
    }

    /** HttpClient 5.3's own bounds for headers do not hold for a site that never ends them (measured). */
    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        ClassicHttpResponse response = super.receiveResponseHeader();
        if (response.getCode() >= 200) {
            exchange.headEnds(response.getCode(), response.containsHeader(HttpHeaders.CONTENT_ENCODING));
        }
        return response;
    }

    /** What is still in that buffer is the body's; the rest of what was received is the head, wherever HttpClient has seen its end. */
    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream in) {
        exchange.bodyBegins(buffer.length(), length != ContentLengthStrategy.CHUNKED);
        return super.createContentInputStream(length, buffer, in);
    }

    @Override
    public Socket getSocket() {
        SocketHolder held = getSocketHolder();
        return held == null ? null : held.getSocket();
    }

    @Override
    public SSLSession getSSLSession() {
        return super.getSSLSession();
    }

    /** For a connection that is used again, which this is not. */
    @Override
    public void passivate() {
    }

    @Override
    public void activate() {
    }

    private final class Copied extends SocketHolder {

        Copied(Socket socket) {
            super(socket);
        }

        Copied(SSLSocket secured, Socket socket) {
            super(secured, socket);
        }

        @Override
        protected InputStream getInputStream(Socket socket) throws IOException {
            return exchange.received(super.getInputStream(socket));
        }

        @Override
        protected OutputStream getOutputStream(Socket socket) throws IOException {
            return exchange.sent(super.getOutputStream(socket));
        }
    }
}
