package io.sightline.training;

import io.sightline.model.Bundle;

/**
 * A trained model.
 *
 * @param bundle as written
 * @param outcome how it was trained and how good it is
 */
public record TrainingResult(Bundle bundle, TrainingOutcome outcome) {}
