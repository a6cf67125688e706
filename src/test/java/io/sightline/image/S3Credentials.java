package io.sightline.image;

/** Credentials as the SDK finds them, for this process. */
public final class S3Credentials {
    private S3Credentials() {}

    public static void set() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    public static void clear() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }
}
