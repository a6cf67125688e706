package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that an image is refused, and why. */
final class Rejections {
    private Rejections() {}

    /** The message, for further assertions. */
    static AbstractStringAssert<?> assertRefused(ThrowingCallable action, DeadLetterReason reason) {
        ImageRejectedException e = catchThrowableOfType(ImageRejectedException.class, action);
        assertThat(e).as("refused as " + reason.code()).isNotNull();
        assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
        return assertThat(e.getMessage());
    }
}
