package io.sightline.bench.measure;

import io.sightline.bench.contender.Contender;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A contender as it is started.
 *
 * @param name for people
 * @param note what it is, in a sentence
 * @param guarantee {@code exactly once}, {@code at least once} or {@code none}
 * @param type class of the {@link Contender}
 * @param classpath of its process
 * @param jvmOptions that its libraries need besides those of all
 * @param settings of its job
 */
public record Spec(
        String name,
        String note,
        String guarantee,
        String type,
        String classpath,
        List<String> jvmOptions,
        Map<String, String> settings) {
    public Spec {
        jvmOptions = List.copyOf(jvmOptions);
        settings = Map.copyOf(settings);
    }

    /** One on the class path of this process. */
    public static Spec own(String name, String note, String guarantee, Class<? extends Contender> type) {
        return new Spec(
                name, note, guarantee, type.getName(), System.getProperty("java.class.path"), List.of(), Map.of());
    }

    /** The same with one more setting. */
    public Spec with(String setting, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(setting, value);
        return new Spec(name, note, guarantee, type, classpath, jvmOptions, more);
    }

    /** The same under another name. */
    public Spec named(String newName, String newNote, String newGuarantee) {
        return new Spec(newName, newNote, newGuarantee, type, classpath, jvmOptions, settings);
    }
}
