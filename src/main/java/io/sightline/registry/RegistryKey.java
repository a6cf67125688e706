package io.sightline.registry;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a record on the models topic: {@code <name>/chunks/<sha256>}, {@code
 * <name>/versions/<n>} or {@code <name>/aliases/champion}.
 */
record RegistryKey(String model, Kind kind, String id) {
    static final String CHAMPION = "champion";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N} ._-]{0,199}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern KEY = Pattern.compile("([^/]+)/(chunks|versions|aliases)/([^/]+)");

    enum Kind {
        CHUNKS,
        VERSIONS,
        ALIASES
    }

    static RegistryKey chunk(String model, String sha256) {
        return new RegistryKey(model, Kind.CHUNKS, sha256);
    }

    static RegistryKey version(String model, int version) {
        return new RegistryKey(model, Kind.VERSIONS, String.valueOf(version));
    }

    static RegistryKey champion(String model) {
        return new RegistryKey(model, Kind.ALIASES, CHAMPION);
    }

    /** Reads a record's key; empty if it is none of the registry's. */
    static Optional<RegistryKey> read(byte[] key) {
        Matcher parts = KEY.matcher(new String(key, StandardCharsets.UTF_8));
        if (!parts.matches() || !NAME.matcher(parts.group(1)).matches()) {
            return Optional.empty();
        }
        Kind kind = switch (parts.group(2)) {
            case "chunks" -> Kind.CHUNKS;
            case "versions" -> Kind.VERSIONS;
            default -> Kind.ALIASES;
        };
        String id = parts.group(3);
        boolean known = switch (kind) {
            case CHUNKS -> Chunks.isHash(id);
            case VERSIONS -> NUMBER.matcher(id).matches();
            case ALIASES -> id.equals(CHAMPION);
        };
        return known ? Optional.of(new RegistryKey(parts.group(1), kind, id)) : Optional.empty();
    }

    /**
     * Makes sure that a model's name can be part of a key, and of a path.
     *
     * @throws RegistryException saying what may be in a name
     */
    static void requireName(String model) {
        if (!NAME.matcher(model).matches()) {
            throw new RegistryException("the registry cannot take a model by the name \"" + model
                    + "\": names have at most 200 letters, digits, spaces, `.`, `_` and `-`, and begin with one of the"
                    + " first two or `_`; change it in model.json");
        }
    }

    int number() {
        return Integer.parseInt(id);
    }

    byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return model + "/" + kind.name().toLowerCase(java.util.Locale.ROOT) + "/" + id;
    }
}
