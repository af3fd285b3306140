package org.muriel.api.decision;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.muriel.api.datafile.Datafiles;
import org.muriel.decision.Decider;

/** The environments that can be asked for decisions, by SDK key, and what is remembered for each. Thread-safe. */
public final class Environments {
    private final Datafiles datafiles;
    private final ProfileMemory profiles = new ProfileMemory();
    private final Map<Long, Decider> deciders = new ConcurrentHashMap<>();

    public Environments(Datafiles datafiles) {
        this.datafiles = datafiles;
    }

    /** The environment as its datafile has it now. */
    public Optional<ServedEnvironment> find(String sdkKey) {
        return datafiles.find(sdkKey).map(datafile -> {
            long id = datafile.environment().id();
            return new ServedEnvironment(
                    datafile,
                    deciders.computeIfAbsent(id, it -> new Decider()),
                    profiles.of(id),
                    () -> datafiles.accepts(sdkKey));
        });
    }

    /** Forgets overrides and profiles of an environment. */
    public void forget(ServedEnvironment environment) {
        long id = environment.datafile().environment().id();
        deciders.remove(id);
        profiles.forget(id);
    }
}
