package io.sightline.cnn.weights;

import io.sightline.cnn.Backbone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the weights files that Keras' authors publish.
 *
 * @param path where it is, from the address of all of them on
 * @param md5 its MD5 in lower-case hexadecimal, as Keras checks it; null where Keras publishes none
 */
record OfficialFile(String path, @Nullable String md5) {
    private static final String KERNELS = "_weights_tf_dim_ordering_tf_kernels";
    private static final List<Integer> MOBILENET_V2_SIZES = List.of(96, 128, 160, 192, 224);

    /** The file that Keras takes for a backbone. */
    static OfficialFile of(Backbone kind, double alpha, int imageSize, boolean top) {
        return switch (kind) {
            case VGG16 ->
                file("vgg16/vgg16", top, "64373286793e3c8b2b4e3219cbf3544b", "6d6bbae143d832006294945121d1f1fc");
            case VGG19 ->
                file("vgg19/vgg19", top, "cbe5617147190e668d6c5d5026f83318", "253f8cb515780f3b799900260a226db6");
            case RESNET50 ->
                file("resnet/resnet50", top, "2cb95161c43110f7111970584f804107", "4d473c1dd8becc155b73f8504c6f6626");
            case INCEPTION_V3 ->
                file(
                        "inception_v3/inception_v3",
                        top,
                        "9a0d58056eeedaa3f26cb7ebd46da564",
                        "bcbd6486424b2319ff4ef7d526e38f63");
            case MOBILENET_V2 -> mobileNetV2(alpha, imageSize, top);
        };
    }

    /** Its name in the cache. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static OfficialFile file(String path, boolean top, String md5WithTop, String md5WithoutTop) {
        return new OfficialFile(path + KERNELS + (top ? ".h5" : "_notop.h5"), top ? md5WithTop : md5WithoutTop);
    }

    /** As Keras chooses: the file trained at the picture's size if there is one, else that for 224. */
    private static OfficialFile mobileNetV2(double alpha, int imageSize, boolean top) {
        int rows = MOBILENET_V2_SIZES.contains(imageSize) ? imageSize : 224;
        return new OfficialFile(
                "mobilenet_v2/mobilenet_v2" + KERNELS + "_" + alpha + "_" + rows + (top ? ".h5" : "_no_top.h5"), null);
    }
}
