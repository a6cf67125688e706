package io.sightline.bench.contender.camel;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.util.NDImageUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import io.sightline.model.ModelInfo;

/** Picture to batch of one, probabilities to classes, in DJL's own terms. */
final class PictureTranslator implements Translator<Image, Classifications> {
    private final ModelInfo info;

    PictureTranslator(ModelInfo info) {
        this.info = info;
    }

    @Override
    public NDList processInput(TranslatorContext context, Image picture) {
        NDArray pixels = picture.toNDArray(context.getNDManager(), Image.Flag.COLOR);
        NDArray resized = NDImageUtils.resize(pixels, info.width(), info.height(), Image.Interpolation.BILINEAR)
                .toType(DataType.FLOAT32, false);
        resized.setName("image");
        return new NDList(resized);
    }

    @Override
    public Classifications processOutput(TranslatorContext context, NDList outputs) {
        NDArray probabilities = outputs.get("probabilities");
        return new Classifications(info.labels(), probabilities == null ? outputs.get(0) : probabilities);
    }
}
