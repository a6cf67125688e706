package io.sightline.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.sightline.event.Json;
import io.sightline.model.SafeTensors;
import io.sightline.model.SafeTensors.Tensor;
import io.sightline.training.fit.EpochResult;
import io.sightline.training.fit.FitState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a training after its last whole epoch, in a file that is replaced by one rename. What
 * was trained how is kept with it, so that no other training goes on from it by mistake.
 */
public final class Checkpoint {
    private static final String VARIABLES = "variables/";
    private static final String MOMENTS = "moments/";
    private static final String BEST = "best/";

    private final Path file;
    private final Map<String, String> identity;

    /**
     * Prepares; nothing is read yet.
     *
     * @param file of the checkpoint
     * @param identity of the training: everything that must be the same for it to go on
     */
    public Checkpoint(Path file, Map<String, String> identity) {
        this.file = file;
        this.identity = Map.copyOf(identity);
    }

    /** Whether an earlier training left one. */
    public boolean exists() {
        return Files.isRegularFile(file);
    }

    /** Replaces the checkpoint. */
    public void save(FitState state) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        put(tensors, VARIABLES, state.variables());
        put(tensors, MOMENTS, state.moments());
        put(tensors, BEST, state.best());
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            new SafeTensors(metadata(state), tensors).write(partial);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CheckpointException("cannot write the checkpoint " + file + ": " + e, e);
        }
    }

    /**
     * What an earlier training of the same identity left.
     *
     * @throws CheckpointException if it was another training, naming what differs, or the file is
     *     damaged
     */
    public Optional<FitState> load() {
        if (!exists()) {
            return Optional.empty();
        }
        try {
            SafeTensors stored = SafeTensors.read(file);
            checkIdentity(stored.metadata());
            return Optional.of(state(stored));
        } catch (IOException | IllegalArgumentException e) {
            throw new CheckpointException(
                    "the checkpoint " + file + " is damaged (" + e.getMessage() + "); train without --resume", e);
        }
    }

    /**
     * Makes room for another training's. The old one can be had back by giving the file its name again.
     *
     * @return where it is now; it replaces the one set aside before
     */
    public Path setAside() {
        Path aside = file.resolveSibling(file.getFileName() + ".old");
        try {
            return Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CheckpointException("cannot set the checkpoint " + file + " aside: " + e, e);
        }
    }

    /** Removes it, if there is one. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CheckpointException("cannot delete the checkpoint " + file + ": " + e, e);
        }
    }

    private Map<String, String> metadata(FitState state) throws JsonProcessingException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("identity", Json.mapper().writeValueAsString(identity));
        metadata.put("phase", state.phase().name());
        metadata.put("epochs", String.valueOf(state.epochs()));
        metadata.put("steps", String.valueOf(state.steps()));
        metadata.put("bestEpoch", String.valueOf(state.bestEpoch()));
        metadata.put("bestLoss", String.valueOf(state.bestLoss()));
        metadata.put("history", Json.mapper().writeValueAsString(state.history()));
        return metadata;
    }

    private void checkIdentity(Map<String, String> metadata) throws JsonProcessingException {
        Map<String, String> stored =
                Json.mapper().readValue(required(metadata, "identity"), new TypeReference<Map<String, String>>() {});
        List<String> different = new ArrayList<>();
        identity.forEach((name, value) -> {
            // what only one of them has goes with something that both have, such as the strategy
            if (stored.containsKey(name) && !value.equals(stored.get(name))) {
                different.add(name + " was " + stored.get(name) + " and is " + value);
            }
        });
        if (different.isEmpty() && !stored.keySet().equals(identity.keySet())) {
            different.add("it had the settings " + stored.keySet() + " and there are " + identity.keySet());
        }
        if (!different.isEmpty()) {
            throw new CheckpointException("the training that was cut short in " + file.getParent()
                    + " was another: "
                    + String.join("; ", different.stream().sorted().toList())
                    + ". Give the same settings, or train without --resume");
        }
    }

    private static FitState state(SafeTensors stored) throws JsonProcessingException {
        Map<String, String> metadata = stored.metadata();
        return new FitState(
                EpochResult.Phase.valueOf(required(metadata, "phase")),
                Integer.parseInt(required(metadata, "epochs")),
                Long.parseLong(required(metadata, "steps")),
                list(stored.tensors(), VARIABLES),
                list(stored.tensors(), MOMENTS),
                list(stored.tensors(), BEST),
                Integer.parseInt(required(metadata, "bestEpoch")),
                Double.parseDouble(required(metadata, "bestLoss")),
                Json.mapper().readValue(required(metadata, "history"), new TypeReference<List<EpochResult>>() {}));
    }

    private static String required(Map<String, String> metadata, String name) {
        String value = metadata.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }

    private static void put(Map<String, Tensor> tensors, String prefix, List<float[]> arrays) {
        for (int i = 0; i < arrays.size(); i++) {
            tensors.put(prefix + i, new Tensor.F32(arrays.get(i)));
        }
    }

    private static List<float[]> list(Map<String, Tensor> tensors, String prefix) {
        List<float[]> arrays = new ArrayList<>();
        while (tensors.get(prefix + arrays.size()) instanceof Tensor.F32 array) {
            arrays.add(array.values());
        }
        return arrays;
    }
}
