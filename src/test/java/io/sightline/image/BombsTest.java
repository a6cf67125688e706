package io.sightline.image;

import static io.sightline.event.DeadLetterReason.CORRUPT_IMAGE;
import static io.sightline.event.DeadLetterReason.TOO_LARGE;
import static io.sightline.event.DeadLetterReason.UNSUPPORTED_FORMAT;
import static io.sightline.image.Rejections.assertRefused;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Small files that ask for much: memory, time, or a connection. */
class BombsTest {
    private static ImageDecoder decoder;

    @BeforeAll
    static void start() {
        decoder = new ImageDecoder(ImageLimits.defaults());
    }

    @AfterAll
    static void stop() {
        decoder.close();
    }

    @Test
    void aStripOfTwoGigabytesIsNotBelieved() {
        for (int compression : new int[] {5, 8, 32773, 32946}) {
            byte[] tiff = TiffFile.grey(1000, 1000, compression)
                    .with(TiffFile.STRIP_BYTE_COUNTS, Integer.MAX_VALUE)
                    .bytes(new byte[500]);

            assertThat(refusal(tiff)).as("compression " + compression).isEqualTo("corrupt-image");
        }
    }

    @Test
    void stripsThatLieOnTopOfEachOtherAreReadAFewTimesOnly() {
        int rows = 10_000;
        byte[] data = Arrays.copyOf(deflated(new byte[1000]), 300_000);
        byte[] tiff = TiffFile.grey(1000, rows, 8).strips(rows, data).bytes(data);

        assertRefused(() -> decoder.decode(tiff, 8, 8, true), CORRUPT_IMAGE).contains("overlap");
    }

    @Test
    void anOrdinaryPictureIsReadAsOftenAsItsReaderLikes() {
        int rows = 1000;
        byte[] data = deflated(new byte[1000]);
        byte[] tiff = TiffFile.grey(1000, rows, 8).strips(rows, data).bytes(data);

        assertThat(decoder.decode(tiff, 8, 8, true).rgb()).containsOnly(0f);
    }

    @Test
    void aJpegOfThousandsOfScansIsNotDecoded() {
        byte[] jpeg = progressive();
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 1, 63, 16};
        ByteArrayOutputStream slow = new ByteArrayOutputStream();
        slow.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 200; i++) {
            slow.writeBytes(scan);
        }
        slow.write(0xff);
        slow.write(0xd9);

        assertThat(decoder.decode(jpeg, 8, 8, true).rgb()).isNotEmpty();
        assertRefused(() -> decoder.decode(slow.toByteArray(), 8, 8, true), UNSUPPORTED_FORMAT)
                .contains("scans");
    }

    @Test
    void whatStandsBehindAJpegDoesNotCount() {
        ByteArrayOutputStream motionPhoto = new ByteArrayOutputStream();
        motionPhoto.writeBytes(TestPictures.jpeg(40, 30));
        for (int i = 0; i < 1000; i++) {
            motionPhoto.writeBytes(new byte[] {(byte) 0xff, (byte) 0xda, 1, 2, 3});
        }

        assertThat(decoder.decode(motionPhoto.toByteArray(), 8, 8, true).rgb()).isNotEmpty();
    }

    @Test
    void directoriesWithinDirectoriesLeaveAPictureUpright() {
        byte[] exif = TiffFile.nested(3_500);
        byte[] jpeg = TestPictures.withExif(TestPictures.jpeg(40, 30), exif);

        assertThat(TestPictures.quarters(decoder.decode(jpeg, 8, 8, true))).isEqualTo("red green blue yellow");
        assertThat(Orientation.of(TiffFile.nested(1_000_000), ImageFormat.TIFF)).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void metadataCannotMakeAConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            byte[] xmp = ("<!DOCTYPE x [<!ENTITY % e SYSTEM \"http://127.0.0.1:" + server.getLocalPort()
                            + "/x\">%e;]><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/>")
                    .getBytes(US_ASCII);
            byte[] exif =
                    TiffFile.empty().with(TiffFile.XMP, 1, xmp.length, xmp).bytes(new byte[0]);

            decoder.decode(TestPictures.withExif(TestPictures.jpeg(40, 30), exif), 8, 8, true);
            Orientation.of(exif, ImageFormat.TIFF);

            assertThat(connections(server)).isZero();
        }
    }

    @Test
    void aHeaderThatPromisesTooMuchIsEnough() {
        byte[] jpeg = TestPictures.jpeg(40, 30);
        for (int at = 0; at + 8 < jpeg.length; at++) {
            if ((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == 0xc0) {
                Arrays.fill(jpeg, at + 5, at + 9, (byte) 0xf0);
            }
        }
        assertRefused(() -> decoder.decode(jpeg, 8, 8, true), TOO_LARGE).contains("image.max.pixels");
        byte[] webp = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
        Arrays.fill(webp, 26, 30, (byte) 0x3f);
        assertRefused(() -> decoder.decode(webp, 8, 8, true), TOO_LARGE).contains("WebP");
        byte[] bmp = ByteBuffer.allocate(54)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .put("BM".getBytes(US_ASCII))
                .putInt(54)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(20_000)
                .putInt(-20_000)
                .putShort((short) 1)
                .putShort((short) 1)
                .array();
        assertThat(refusal(bmp)).isIn("too-large", "corrupt-image");
    }

    @Test
    void aPageOfTextThatUnpacksToGigabytesIsLeftOut() {
        byte[] bomb = deflated(new byte[64 << 20]);
        byte[] png =
                TestPictures.encode(TestPictures.quarters(40, 30, java.awt.image.BufferedImage.TYPE_INT_RGB), "png");
        byte[] text = ByteBuffer.allocate(bomb.length + 3)
                .put(new byte[] {'a', 0, 0})
                .put(bomb)
                .array();
        int header = 33;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(png, 0, header);
        for (int i = 0; i < 20; i++) {
            all.writeBytes(chunk("zTXt", text));
        }
        all.write(png, header, png.length - header);

        assertThat(TestPictures.quarters(decoder.decode(all.toByteArray(), 8, 8, true)))
                .isEqualTo("red green blue yellow");
    }

    private static String refusal(byte[] picture) {
        try {
            decoder.decode(picture, 8, 8, true);
            return "decoded";
        } catch (io.sightline.event.ImageRejectedException e) {
            return e.reason().code();
        }
    }

    private static int connections(ServerSocket server) throws Exception {
        try {
            server.accept().close();
            return 1;
        } catch (SocketTimeoutException none) {
            return 0;
        }
    }

    private static byte[] progressive() {
        return TestPictures.progressiveJpeg(400, 300);
    }

    private static byte[] chunk(String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(US_ASCII));
        crc.update(data);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(type.getBytes(US_ASCII))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] out = new byte[data.length / 100 + 1000];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }
}
