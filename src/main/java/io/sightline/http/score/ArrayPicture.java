package io.sightline.http.score;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.http.server.HttpException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A picture given as numbers, {@code [height][width][3]} of red, green and blue from 0 to 255, made into a PNG
 * so that it goes the same way as any other. Fractions are rounded.
 */
final class ArrayPicture {
    private ArrayPicture() {}

    /**
     * Encodes it.
     *
     * @param maxPixels most pixels it may have
     * @throws HttpException 400 if it is no such array
     */
    static byte[] png(JsonNode rows, String name, long maxPixels) {
        int height = rows.size();
        int width = height == 0 ? 0 : rows.get(0).size();
        if (width == 0 || (long) width * height > maxPixels) {
            throw wrong(name);
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            JsonNode row = rows.get(y);
            if (!row.isArray() || row.size() != width) {
                throw wrong(name);
            }
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb(row.get(x), name));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static int rgb(JsonNode pixel, String name) {
        if (!pixel.isArray() || pixel.size() != 3) {
            throw wrong(name);
        }
        int rgb = 0;
        for (JsonNode channel : pixel) {
            double value = channel.asDouble(-1);
            if (!channel.isNumber() || value < 0 || value > 255) {
                throw wrong(name);
            }
            rgb = rgb << 8 | (int) Math.round(value);
        }
        return rgb;
    }

    private static HttpException wrong(String name) {
        return new HttpException(
                400, name + " must be {\"b64\": …}, or an array [height][width][3] of numbers from 0 to 255");
    }
}
