package io.github.camelatlos.producer;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.input.Invalid;
import org.apache.camel.Exchange;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.IOHelper;

/**
 * Text that came as bytes or characters: read up to what Atlos takes, in the charset that Camel or the content type names.
 *
 * @param field what it was given as
 */
record TextBytes(Inputs in, String field) {

    /** More than the largest request that the server takes. */
    private static final int LONGEST_TEXT = 8_000_000;

    /** Reads no more than any text that Atlos takes, and leaves the body readable. */
    String read(Object given) {
        if (given instanceof byte[] bytes) {
            return decoded(bytes);
        }
        // Camel turns a file that has a charset into bytes of another one.
        Object value = given instanceof WrappedFile<?> wrapped && wrapped.getFile() instanceof File file ? file : given;
        try {
            if (value == in.message().getBody() && Inputs.isUsedUpByReading(value)) {
                return readOnce(value);
            } else if (value instanceof StreamCache cache) {
                cache.reset();
            }
            String text = value instanceof Reader reader ? characters(reader) : decoded(bytes(value));
            if (value instanceof StreamCache cache) {
                cache.reset();
            }
            return text;
        } catch (IOException | NoTypeConversionAvailableException | TypeConversionException e) {
            throw Invalid.input(in.operation(), field, "it cannot be read as text (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** A stream that was read once is empty for the redelivery: then source material would be made without its URL. */
    private String readOnce(Object stream) throws IOException {
        Spool spool = in.spool(stream, stream instanceof Reader reader
                ? () -> new ByteArrayInputStream(characters(reader).getBytes(StandardCharsets.UTF_8)) : () -> (InputStream) stream);
        spool.fill(in);
        byte[] bytes = atMost(new Spooled(spool));
        String text = stream instanceof Reader ? new String(bytes, StandardCharsets.UTF_8) : decoded(bytes);
        in.message().setBody(stream instanceof Reader ? text : new Spooled(spool));
        return text;
    }

    private byte[] bytes(Object value) throws IOException, NoTypeConversionAvailableException {
        return atMost(in.exchange().getContext().getTypeConverter().mandatoryConvertTo(InputStream.class, in.exchange(), value));
    }

    private byte[] atMost(InputStream stream) throws IOException {
        try (stream) {
            byte[] bytes = stream.readNBytes(LONGEST_TEXT + 1);
            if (bytes.length > LONGEST_TEXT) {
                throw tooLarge();
            }
            return bytes;
        }
    }

    private String characters(Reader reader) throws IOException {
        try (reader) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8192];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                text.append(buffer, 0, n);
                if (text.length() > LONGEST_TEXT) {
                    throw tooLarge();
                }
            }
            return text.toString();
        }
    }

    private AtlosException tooLarge() {
        return Invalid.tooLarge(in.operation(), field, "the text is larger than the 8,000,000 bytes that Atlos takes");
    }

    /** What the bytes say in the charset they are in. A byte order mark is no part of a text. */
    private String decoded(byte[] bytes) {
        Charset charset = charset();
        try {
            String text = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Invalid.input(in.operation(), field, "the bytes are no text in " + charset + "; say which charset they are in, with the property or header "
                    + Exchange.CHARSET_NAME + ", the charset of the Content-Type, or the charset option of the component that reads them");
        }
    }

    private Charset charset() {
        String name = ExchangeHelper.getCharsetName(in.exchange(), false);
        if (name == null) {
            name = in.message().getHeader(Exchange.CHARSET_NAME, String.class);
        }
        String type = in.message().getHeader(Exchange.CONTENT_TYPE, String.class);
        if (name == null && type != null) {
            name = IOHelper.getCharsetNameFromContentType(type);
        }
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(IOHelper.normalizeCharset(name));
        } catch (IllegalArgumentException e) {
            throw Invalid.input(in.operation(), field, "its charset is one that this Java does not know; turn it into text first (convertBodyTo: String)");
        }
    }
}
