package io.sightline.bench.contender.camel;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import io.sightline.bench.contender.Contender;
import io.sightline.bench.contender.Job;
import io.sightline.bench.contender.Wire;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.model.Bundle;
import io.sightline.model.ModelInfo;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The DJL component between Kafka endpoints, with a model and a translator of one's own, as its guide has it. */
public final class CamelDjl implements Contender {
    private static final String EVENT = "event";

    @Override
    public void start(Job job) throws Exception {
        TensorFlowEngine.start();
        ModelInfo info = Bundle.read(job.model()).info();
        Wire wire = new Wire(info);
        ZooModel<NDList, NDList> model = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optModelPath(job.model())
                .optEngine("TensorFlow")
                .optTranslator(new NoopTranslator())
                .build()
                .loadModel();
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("model", model);
        camel.getRegistry().bind("translator", new PictureTranslator(info));
        String from = "kafka:" + job.images() + "?brokers=" + job.bootstrapServers() + "&groupId=" + job.prefix()
                + "camel&autoOffsetReset=earliest&consumersCount="
                + Runtime.getRuntime().availableProcessors()
                + "&keyDeserializer=" + ByteArrayDeserializer.class.getName()
                + "&valueDeserializer=" + ByteArrayDeserializer.class.getName();
        String to = "kafka:" + job.predictions() + "?brokers=" + job.bootstrapServers()
                + "&keySerializer=" + ByteArraySerializer.class.getName()
                + "&valueSerializer=" + ByteArraySerializer.class.getName();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from)
                        .process(CamelDjl::fetch)
                        .convertBodyTo(Image.class)
                        .to("djl:cv/image_classification?model=model&translator=translator")
                        .process(exchange -> write(wire, info, exchange))
                        .to(to);
            }
        });
        camel.start();
    }

    private static void fetch(Exchange exchange) {
        Wire.Event event = Wire.event(exchange.getIn().getBody(byte[].class));
        exchange.setProperty(EVENT, event);
        exchange.getIn().setBody(event.fetch());
    }

    private static void write(Wire wire, ModelInfo info, Exchange exchange) {
        Classifications classes = exchange.getIn().getBody(Classifications.class);
        float[] probabilities = new float[info.labels().size()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (float) classes.get(info.labels().get(i)).getProbability();
        }
        exchange.getIn().setBody(wire.prediction(exchange.getProperty(EVENT, Wire.Event.class), probabilities));
    }
}
