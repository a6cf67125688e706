package io.sightline.model;

import io.sightline.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bundle ready to classify. One that differs from another only in its head, as a retrained model does,
 * can use what TensorFlow has loaded for the other: then only the head is new, it is computed here, and
 * there is nothing to load and to warm up.
 *
 * <p>Threading notes: any number of threads, of all models that share a backbone.
 */
public final class ServingModel implements Classifier {
    private static final Logger logger = LoggerFactory.getLogger(ServingModel.class);

    /** Larger graphs, which must be read into memory to be compared, are loaded anew. */
    private static final long COMPARED_BYTES = 256L << 20;

    private final Bundle bundle;
    private final Shared shared;
    private final @Nullable Head head;
    private final @Nullable String backbone;

    /** What TensorFlow has loaded, and how many models use it. */
    private record Shared(SavedModelClassifier engine, Precision precision, AtomicInteger users) {}

    private ServingModel(Bundle bundle, Shared shared, @Nullable Head head, @Nullable String backbone) {
        this.bundle = bundle;
        this.shared = shared;
        this.head = head;
        this.backbone = backbone;
    }

    /**
     * Loads a bundle.
     *
     * @throws ModelException if TensorFlow cannot load it
     */
    public static ServingModel load(Bundle bundle, Precision precision) {
        return new ServingModel(
                bundle,
                new Shared(SavedModelClassifier.load(bundle, precision), precision, new AtomicInteger(1)),
                null,
                graph(bundle).map(BundleGraph::backboneSha256).orElse(null));
    }

    /**
     * Another bundle on what is loaded already. This one's files need not be there any more.
     *
     * @return empty if its backbone is not this one's, or it cannot be told
     */
    public Optional<ServingModel> withHeadOf(Bundle other) {
        if (backbone == null) {
            return Optional.empty();
        }
        return graph(other)
                .filter(graph -> graph.backboneSha256().equals(backbone))
                .map(graph -> {
                    ServingModel sharing = new ServingModel(other, shared, graph.head(), backbone);
                    shared.users().incrementAndGet();
                    return sharing;
                });
    }

    /** What its backbone computes with. */
    public Precision precision() {
        return shared.precision();
    }

    @Override
    public ModelInfo info() {
        return bundle.info();
    }

    @Override
    public List<float[]> classify(List<Pixels> pictures) {
        if (head == null) {
            return shared.engine().classify(pictures);
        }
        return shared.engine().features(pictures).stream()
                .map(head::probabilities)
                .toList();
    }

    @Override
    public void close() {
        if (shared.users().decrementAndGet() == 0) {
            shared.engine().close();
        }
    }

    /** The graph of a bundle that `train` wrote; others have no head that could be told from the rest. */
    private static Optional<BundleGraph> graph(Bundle bundle) {
        try {
            return Files.size(bundle.folder().resolve(Bundle.SAVED_MODEL)) > COMPARED_BYTES
                    ? Optional.empty()
                    : Optional.of(BundleGraph.read(bundle));
        } catch (IOException e) {
            throw new ModelException("cannot read " + bundle.folder() + ": " + e, e);
        } catch (ModelException e) {
            logger.debug("{} shares its backbone with no other model: {}", bundle.folder(), e.getMessage());
            return Optional.empty();
        }
    }
}
