package io.github.camelatlos.input;

import java.util.Locale;
import java.util.regex.Pattern;

import io.github.camelatlos.client.Slugs;

/** What stands in the path of a request: slugs, ids, namespaces. */
public final class Names {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** The request line may be about 8,000 bytes, and a character may take nine of them. */
    private static final int LONGEST_NAMESPACE = 500;

    private Names() {
    }

    /** A slug in any spelling. */
    public static String slug(String operation, String field, String text) {
        String slug = given(operation, field, text, "an incident's slug such as CIV-AB12CD. Source material and updates know only the incident's "
                + "id: where they come from a consumer, its option resolveSlug=true sets CamelAtlosSlug");
        try {
            return Slugs.checked(slug);
        } catch (IllegalArgumentException e) {
            throw Invalid.input(operation, field, "this is no slug of an incident; a slug looks like CIV-AB12CD or AB12CD");
        }
    }

    /** Measured: for an id that is no UUID the server fails with an empty 500. */
    public static String sourceMaterialId(String operation, String field, String text) {
        String id = given(operation, field, text, "the id (a UUID) of the source material").strip();
        if (!isUuid(id)) {
            throw Invalid.input(operation, field, "this is no id of source material; an id is a UUID such as "
                    + "3f0b8a52-7a0e-4b5e-9d53-0a3c5f6f7d11, not a slug");
        }
        return id.toLowerCase(Locale.ROOT);
    }

    public static boolean isUuid(String text) {
        return text.length() == 36 && UUID.matcher(text).matches();
    }

    /** A namespace may hold nearly anything; a slash is percent-encoded on its way, so that it reaches no other route. */
    public static String namespace(String operation, String field, String text) {
        String namespace = given(operation, field, text, "the namespace of the metadata, such as my-app");
        PlainText.wellFormed(operation, field, namespace);
        if (namespace.equals(".") || namespace.equals("..")) {
            throw Invalid.input(operation, field, "'" + namespace + "' cannot be a namespace, since it means another place in a URL; "
                    + "choose a name such as my-app");
        }
        if (namespace.length() > LONGEST_NAMESPACE) {
            throw Invalid.tooLarge(operation, field, "the namespace is longer than " + LONGEST_NAMESPACE + " characters; choose a short name "
                    + "and put what it says into the metadata");
        }
        return namespace;
    }

    private static String given(String operation, String field, String text, String what) {
        if (text == null || PlainText.isBlank(text)) {
            throw Invalid.input(operation, field, "it is missing or blank; give " + what);
        }
        return text;
    }
}
