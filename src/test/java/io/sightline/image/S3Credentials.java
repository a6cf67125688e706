package io.sightline.image;

/** Credentials as the SDK finds them, for this process. */
final class S3Credentials {
    private S3Credentials() {}

    static void set() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    static void clear() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }
}
