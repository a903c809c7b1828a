package io.github.camelatlos.examples.mongodb;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

/** Makes the client for the mirror's MongoDB. MongoClients has several ways to, and Camel 4.17 does not see which one a text is for. */
public final class MirrorClient {

    private MirrorClient() {
    }

    public static MongoClient create(String uri) {
        return MongoClients.create(uri);
    }
}
