package org.muriel.simulation.sending;

import com.optimizely.ab.Optimizely;
import com.optimizely.ab.config.Variation;
import com.optimizely.ab.event.internal.UserEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.muriel.simulation.rest.CannotGoOn;
import org.muriel.simulation.visitor.Traits;
import org.muriel.simulation.visitor.Visitor;

/** The official SDK, unmodified, on one datafile. What it would send is handed out instead. Not for several threads. */
final class Sdk implements AutoCloseable {
    private final List<UserEvent> made = new ArrayList<>();
    private final Optimizely optimizely;
    private final Set<String> attributes;

    Sdk(String datafile) {
        optimizely = Optimizely.builder()
                .withDatafile(datafile)
                .withEventProcessor(made::add)
                .build();
        if (!optimizely.isValid()) {
            throw new CannotGoOn("The SDK does not understand the server's datafile");
        }
        attributes = new HashSet<>(List.of(Traits.USER_AGENT));
        Optional.ofNullable(optimizely.getOptimizelyConfig())
                .ifPresent(config -> config.getAttributes().forEach(it -> attributes.add(it.getKey())));
    }

    /** @param variation its key */
    record Decided(String variation, UserEvent event) {}

    /** Decides an experiment for a visitor; nothing when the visitor stays out of it. */
    Optional<Decided> decide(String experiment, Visitor visitor) {
        made.clear();
        Optional<Variation> variation =
                Optional.ofNullable(optimizely.activate(experiment, visitor.id(), known(visitor.attributes())));
        return variation.map(it -> new Decided(it.getKey(), made.getFirst()));
    }

    /** @param event its key */
    UserEvent convert(String event, Visitor visitor, OptionalLong revenue) {
        made.clear();
        Map<String, Object> tags = new HashMap<>();
        revenue.ifPresent(cents -> {
            tags.put("revenue", cents);
            tags.put("value", cents / 100.0);
        });
        optimizely.track(event, visitor.id(), known(visitor.attributes()), tags);
        if (made.isEmpty()) {
            throw new CannotGoOn("The SDK does not find the event \"" + event + "\" in the server's datafile");
        }
        return made.getFirst();
    }

    @Override
    public void close() {
        optimizely.close();
    }

    /** Of an attribute that the project does not have it would complain with every visitor. */
    private Map<String, Object> known(Map<String, Object> all) {
        Map<String, Object> known = new HashMap<>(all);
        known.keySet().retainAll(attributes);
        return known;
    }
}
