package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * {@code data:} URIs (RFC 2397): {@code data:[media type][;base64],data}. The media type is not
 * looked at; the decoder goes by the bytes.
 */
final class DataSource implements ImageSource {
    private final int maxBytes;

    DataSource(ImageLimits limits) {
        maxBytes = limits.maxBytes();
    }

    @Override
    public byte[] fetch(String uri, Deadline deadline) {
        int comma = uri.indexOf(',');
        if (comma < 0) {
            throw malformed("a data: URI needs a comma before its data");
        }
        String head = uri.substring("data:".length(), comma).strip().toLowerCase(Locale.ROOT);
        boolean base64 = head.endsWith(";base64");
        // An escaped byte takes three characters, so this many can never be few enough bytes.
        long fewest = (uri.length() - comma - 1L) / 3;
        if (fewest > (base64 ? maxBytes / 3L * 4 + 4 : maxBytes)) {
            throw LimitedReader.tooLarge("the data: URI", maxBytes);
        }
        byte[] text = unescape(uri, comma + 1);
        byte[] bytes = base64 ? decode(text) : text;
        if (bytes.length > maxBytes) {
            throw LimitedReader.tooLarge("the data: URI", maxBytes);
        }
        return bytes;
    }

    private static byte[] decode(byte[] text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw malformed("the data: URI is not valid base64 (" + e.getMessage() + ")");
        }
    }

    /** Resolves %XX and leaves out white space, which long URIs are sometimes folded with. */
    private static byte[] unescape(String uri, int start) {
        if (uri.indexOf('%', start) < 0) {
            return ascii(uri.substring(start).replaceAll("[ \t\r\n]", ""));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(uri.length() - start);
        for (int i = start; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                bytes.write(escaped(uri, i));
                i += 2;
            } else if (c > ' ') {
                bytes.write(ascii(c));
            }
        }
        return bytes.toByteArray();
    }

    private static int escaped(String uri, int at) {
        int high = at + 2 < uri.length() ? Character.digit(uri.charAt(at + 1), 16) : -1;
        int low = at + 2 < uri.length() ? Character.digit(uri.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw malformed("the data: URI has a % that two hexadecimal digits do not follow");
        }
        return high * 16 + low;
    }

    private static byte[] ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            ascii(text.charAt(i));
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int ascii(char c) {
        if (c > '~') {
            throw malformed("the data: URI has a character that is not ASCII; write it as %XX");
        }
        return c;
    }

    private static ImageRejectedException malformed(String message) {
        return new ImageRejectedException(DeadLetterReason.MALFORMED_EVENT, message);
    }
}
