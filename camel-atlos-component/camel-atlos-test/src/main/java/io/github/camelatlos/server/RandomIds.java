package io.github.camelatlos.server;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids, slugs and token values as the server gives them out. */
final class RandomIds {

    private static final String SLUG = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private RandomIds() {
    }

    static String uuid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    static String slug() {
        StringBuilder slug = new StringBuilder(6);
        for (int i = 0; i < 6; i++) {
            slug.append(SLUG.charAt(ThreadLocalRandom.current().nextInt(SLUG.length())));
        }
        return slug.toString();
    }

    /** 44 characters as tokens have them, always with '-', '_' and '=', which a careless client breaks. */
    static String token() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        StringBuilder value = new StringBuilder(Base64.getUrlEncoder().encodeToString(bytes));
        value.setCharAt(4, '-');
        value.setCharAt(9, '_');
        return value.toString();
    }

    static String letters(int length) {
        byte[] bytes = new byte[length * 3 / 4 + 3];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(0, length);
    }
}
