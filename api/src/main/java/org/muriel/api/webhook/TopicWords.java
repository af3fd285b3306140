package org.muriel.api.webhook;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.muriel.experiment.webhook.Topic;

/** The wire words of topics, such as {@code project.flag_updated}. */
final class TopicWords {
    private static final String PREFIX = "project.";

    private TopicWords() {}

    static String word(Topic topic) {
        return PREFIX + topic.name().toLowerCase(Locale.ROOT);
    }

    static Optional<Topic> find(String word) {
        return Stream.of(Topic.values()).filter(it -> word(it).equals(word)).findFirst();
    }

    static String expected() {
        return "one of "
                + String.join(
                        ", ", Stream.of(Topic.values()).map(TopicWords::word).toList());
    }
}
