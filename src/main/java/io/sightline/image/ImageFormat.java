package io.sightline.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Formats told apart by their first bytes; names and content types are not trusted. */
enum ImageFormat {
    JPEG("JPEG", true),
    PNG("PNG", true),
    GIF("GIF", true),
    BMP("BMP", true),
    WEBP("WebP", true),
    TIFF("TIFF", true),
    AVIF_HEIC("AVIF or HEIC", false),
    JPEG_2000("JPEG 2000", false),
    ICO("ICO", false),
    PDF("PDF", false),
    HTML("HTML", false),
    SVG("SVG", false),
    UNKNOWN("unknown", false);

    /** Comments and declarations may stand before the first element of an SVG. */
    private static final int TEXT_HEAD = 4096;

    private final String title;
    private final boolean supported;

    ImageFormat(String title, boolean supported) {
        this.title = title;
        this.supported = supported;
    }

    /** The name people know it by. */
    String title() {
        return title;
    }

    boolean supported() {
        return supported;
    }

    static ImageFormat of(byte[] bytes) {
        if (starts(bytes, 0, 0xff, 0xd8, 0xff)) {
            return JPEG;
        }
        if (starts(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return PNG;
        }
        if (starts(bytes, 0, 'G', 'I', 'F', '8', '7', 'a') || starts(bytes, 0, 'G', 'I', 'F', '8', '9', 'a')) {
            return GIF;
        }
        if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')) {
            return WEBP;
        }
        if (starts(bytes, 0, 'I', 'I', 42, 0) || starts(bytes, 0, 'M', 'M', 0, 42)) {
            return TIFF;
        }
        if (starts(bytes, 0, 'B', 'M')) {
            return BMP;
        }
        return refused(bytes);
    }

    private static ImageFormat refused(byte[] bytes) {
        if (starts(bytes, 4, 'f', 't', 'y', 'p')) {
            return AVIF_HEIC;
        }
        if (starts(bytes, 4, 'j', 'P', ' ', ' ') || starts(bytes, 0, 0xff, 0x4f, 0xff, 0x51)) {
            return JPEG_2000;
        }
        if (starts(bytes, 0, 0, 0, 1, 0)) {
            return ICO;
        }
        if (starts(bytes, 0, '%', 'P', 'D', 'F')) {
            return PDF;
        }
        String text = new String(bytes, 0, Math.min(bytes.length, TEXT_HEAD), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        if (text.contains("<svg")) {
            return SVG;
        }
        return text.contains("<html") || text.contains("<!doctype html") ? HTML : UNKNOWN;
    }

    private static boolean starts(byte[] bytes, int at, int... magic) {
        if (bytes.length < at + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[at + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
