package io.sightline.registry;

/** Told of chunks as they come and go on the models topic. */
interface ChunkListener {
    /** For who needs the hashes only. */
    ChunkListener NONE = new ChunkListener() {
        @Override
        public void came(String sha256, byte[] bytes) {}

        @Override
        public void went(String sha256) {}
    };

    /** A chunk whose bytes have its hash. */
    void came(String sha256, byte[] bytes);

    /** No model has the chunk any more. */
    void went(String sha256);
}
