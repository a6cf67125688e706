package io.sightline.http;

import java.util.Map;

/**
 * What one part of an instance says of itself.
 *
 * @param name the part
 * @param up whether it works
 * @param data why not, or what else is worth knowing
 */
public record HealthCheck(String name, boolean up, Map<String, String> data) {}
