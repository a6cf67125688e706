package io.sightline.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationSpecTest {
    @Test
    void readsStepsInAnyOrder() {
        AugmentationSpec spec = AugmentationSpec.parse("rotation=0.1, flip ,hue=0.05,crop=0.9,cutout=0.25");

        assertThat(spec).isEqualTo(new AugmentationSpec(Flip.HORIZONTAL, 0.1, 0, 0, 0, 0, 0, 0.05, 0.9, 0.25));
    }

    @Test
    void aPresetMayHaveChangesAfterIt() {
        AugmentationSpec preset = AugmentationSpec.parse("default");
        AugmentationSpec changed = AugmentationSpec.parse("default,hue=0,flip=none,cutout=0.2");

        assertThat(changed.rotation()).isEqualTo(preset.rotation()).isPositive();
        assertThat(changed.hue()).isZero();
        assertThat(changed.flip()).isEqualTo(Flip.NONE);
        assertThat(changed.cutout()).isEqualTo(0.2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "light", "default", "strong", "flip=vertical,crop=0.5", "cutout=0.1"})
    void whatIsPrintedCanBeReadAgain(String text) {
        AugmentationSpec spec = AugmentationSpec.parse(text);

        assertThat(AugmentationSpec.parse(spec.toString())).isEqualTo(spec);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flip,rotate=0.1 | there is no rotate; there are flip, rotation, zoom",
                "heavy | there is no heavy; there are none, light, default, strong",
                "rotation | rotation has no value; it must be from 0 to 0.5, a share of a full turn",
                "rotation=30 | rotation is 30; it must be from 0 to 0.5, a share of a full turn",
                "zoom=1 | zoom is 1; it must be from 0 to below 1",
                "crop=0 | crop is 0; it must be over 0 to 1",
                "flip=diagonal | flip is diagonal; it must be one of none, horizontal, vertical",
                "brightness=0,2 | there is no 2",
                "rotation=0.1,light | there is no light",
            })
    void aWrongSpecIsToldWithWhatThereIs(String text, String message) {
        assertThatThrownBy(() -> AugmentationSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("augmentation \"" + text + "\"")
                .hasMessageContaining(message);
    }
}
