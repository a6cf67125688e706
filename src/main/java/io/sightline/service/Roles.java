package io.sightline.service;

import io.sightline.config.HttpSettings;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.stream.classify.ClassifyStreams;
import io.sightline.stream.learn.LearnStreams;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;

/**
 * What an instance does.
 *
 * @param classify images to predictions
 * @param learn feedback to examples, and training
 * @param registry whether models come from the registry
 * @param page whether those that classify offer the page
 */
record Roles(boolean classify, boolean learn, boolean registry, boolean page) {

    /**
     * Those of the settings.
     *
     * @throws ConfigException if learning is wanted without the registry
     */
    static Roles from(Settings settings) {
        List<String> names = settings.getList(Settings.ROLES);
        Roles roles = new Roles(
                names.contains("classify"),
                names.contains("learn"),
                settings.getBoolean(Settings.MODEL_REGISTRY),
                settings.getBoolean(HttpSettings.PAGE));
        if (roles.learn && !roles.registry) {
            throw new ConfigException(
                    Settings.ROLES, names, "learning needs the registry: set model.registry=true, or roles=classify");
        }
        return roles;
    }

    /** Topics that must be there, without prefix. */
    Set<String> topics() {
        Set<String> topics = new TreeSet<>(ClassifyStreams.TOPICS);
        if (learn) {
            topics.addAll(LearnStreams.TOPICS);
        }
        if (classify && page) {
            topics.add(EventTopics.FEEDBACK); // the page shows what has been labelled
        }
        if (registry) {
            topics.addAll(List.of(EventTopics.MODELS, EventTopics.MODEL_EVENTS));
        }
        return topics;
    }

    /** Their names, those of the topologies that do the work. */
    List<String> names() {
        return classify && learn ? List.of("classify", "learn") : List.of(classify ? "classify" : "learn");
    }
}
