package io.github.camelatlos.examples.alerts;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server (GreenMail) and a chat's webhook in this process. */
public final class MailAndChat implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final GreenMail mail = new GreenMail(new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP));
    private final HttpServer chat;
    private final List<String> posts = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;

    public MailAndChat() throws IOException {
        mail.start();
        chat = HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), 0), 0);
        chat.createContext("/hooks/secret", this::take);
        chat.start();
    }

    /** What the example needs to know of them. */
    public Map<String, String> properties() {
        return Map.of("alerts.mail.host", HOST, "alerts.mail.port", "" + mail.getSmtp().getPort(),
                "alerts.chat.url", "http://" + HOST + ":" + chat.getAddress().getPort() + "/hooks/secret");
    }

    /** Whole messages, with their headers. */
    public List<String> mails() {
        return List.of(mail.getReceivedMessages()).stream().map(MailAndChat::text).toList();
    }

    /** What the chat took. */
    public List<String> posts() {
        return posts;
    }

    void chatAnswers(int status) {
        answer = status;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (answer == 200) {
                posts.add(exchange.getRequestHeaders().entrySet() + "\n" + text);
                System.out.println("Chat: " + text);
            }
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    private static String text(MimeMessage message) {
        return com.icegreen.greenmail.util.GreenMailUtil.getWholeMessage(message);
    }

    @Override
    public void close() {
        mail.stop();
        chat.stop(0);
    }
}
