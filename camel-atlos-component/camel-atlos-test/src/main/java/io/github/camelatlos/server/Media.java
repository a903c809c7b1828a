package io.github.camelatlos.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Predicate;

/**
 * Files of which the server makes a small picture when they come in. Measured: where it can't, the upload is a crash and nothing
 * is stored; of a film it takes the picture after one second, so a shorter one, though whole, can't be uploaded.
 */
enum Media {
    PNG(file -> starts(file, "89504e470d0a1a0a") && Arrays.equals(file.tail(), HexFormat.of().parseHex("49454e44ae426082"))),
    JPEG(file -> starts(file, "ffd8ff") && file.size() > 20),
    GIF(file -> starts(file, "474946383961") && file.size() > 20),
    TIFF(file -> (starts(file, "49492a00") || starts(file, "4d4d002a")) && file.size() > 20),
    BMP(file -> starts(file, "424d") && file.size() > 20),
    FILM(Media::lastsASecond),
    OTHER_FILM(file -> file.size() > 100),
    OTHER(file -> true);

    private final Predicate<UploadedFile> check;

    Media(Predicate<UploadedFile> check) {
        this.check = check;
    }

    static Media of(String mimeType) {
        return switch (mimeType) {
            case "image/png" -> PNG;
            case "image/jpeg" -> JPEG;
            case "image/gif" -> GIF;
            case "image/tiff" -> TIFF;
            case "image/bmp" -> BMP;
            case "video/mp4", "video/quicktime" -> FILM;
            default -> mimeType.startsWith("video/") ? OTHER_FILM : OTHER;
        };
    }

    boolean readable(UploadedFile file) {
        return check.test(file);
    }

    private static boolean starts(UploadedFile file, String hex) {
        byte[] wanted = HexFormat.of().parseHex(hex);
        return Arrays.equals(file.head(wanted.length), wanted);
    }

    /** Of a film that is too big to be kept only the beginning is looked at. */
    private static boolean lastsASecond(UploadedFile file) {
        byte[] bytes = file.head(FileStore.KEPT_BYTES);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("ftyp", 4)) {
            return false;
        }
        int header = text.indexOf("mvhd");
        if (header < 0 || header + 24 > bytes.length) {
            return file.size() > bytes.length;
        }
        // After the name: version and flags, then two dates, the time scale and the duration, in four bytes each.
        ByteBuffer movie = ByteBuffer.wrap(bytes);
        return Integer.toUnsignedLong(movie.getInt(header + 20)) > Integer.toUnsignedLong(movie.getInt(header + 16));
    }
}
