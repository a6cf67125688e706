package io.sightline.demo;

import io.sightline.cnn.weights.PretrainedBackbone;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the demo is to show.
 *
 * @param photos a folder of photographs, a folder per class; null to render an inspection line
 * @param backbone what the model is trained on top of
 * @param httpPort for page, health and metrics; 0 takes a free one
 * @param work an empty folder for everything the demo writes
 */
public record DemoOptions(@Nullable Path photos, PretrainedBackbone backbone, int httpPort, Path work) {}
