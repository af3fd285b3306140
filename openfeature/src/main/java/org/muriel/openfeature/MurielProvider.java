package org.muriel.openfeature;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.EventProvider;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.ProviderEventDetails;
import dev.openfeature.sdk.Value;
import dev.openfeature.sdk.exceptions.GeneralError;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.Decider;
import org.muriel.decision.Ruleset;

/**
 * Gives OpenFeature what a datafile decides. The targeting key is the visitor id, the rest of the context are attributes.
 * A flag's key gives the boolean whether it is on, or as an object all its variables; {@code flag.variable} gives one
 * variable by its type. The same keys have the same values over OFREP.
 *
 * <p>The datafile comes from a URL, which is polled, or from {@link #update}. Safe for all threads.
 */
public final class MurielProvider extends EventProvider {
    private final Decider decider;
    private final Optional<Poll> poll;
    private volatile @Nullable Ruleset ruleset;
    private boolean initialized;

    private MurielProvider(Decider decider, Optional<Poll> poll) {
        this.decider = decider;
        this.poll = poll;
    }

    /**
     * A provider that decides by the datafiles which {@link #update} is given.
     *
     * @param decider with whatever profiles, overrides and listener of exposures the service wants
     */
    public static MurielProvider of(Decider decider) {
        return new MurielProvider(decider, Optional.empty());
    }

    /**
     * A provider that fetches its datafile, when OpenFeature initializes it and from then on, with {@code If-None-Match}.
     * It follows no redirect. A fetch that fails leaves the datafile in use and makes the provider stale until one
     * succeeds; if it is the first, the provider is in error until then.
     *
     * @param headers sent with each request, such as {@code Authorization}
     * @param interval from the end of one fetch to the next, above zero; SDKs take five minutes
     */
    public static MurielProvider polling(Decider decider, URI url, Map<String, String> headers, Duration interval) {
        return polling(decider, url, headers, interval, Poll.TIMEOUT);
    }

    static MurielProvider polling(
            Decider decider, URI url, Map<String, String> headers, Duration interval, Duration timeout) {
        return new MurielProvider(decider, Optional.of(new Poll(url, headers, interval, timeout)));
    }

    /**
     * Decides by another datafile from now on. One of the revision that is in use changes nothing, as in all SDKs.
     *
     * @throws org.muriel.decision.datafile.DatafileException if the bytes are no datafile; the one in use stays
     */
    public void update(byte[] datafile) {
        Ruleset next = Ruleset.of(datafile);
        Ruleset previous;
        boolean told;
        synchronized (this) {
            previous = ruleset;
            told = initialized;
            if (previous != null && previous.revision().equals(next.revision())) {
                return;
            }
            ruleset = next;
        }
        ProviderEventDetails details = ProviderEventDetails.builder()
                .message("datafile of revision " + next.revision())
                .eventMetadata(ImmutableMetadata.builder()
                        .addString("revision", next.revision())
                        .build())
                .build();
        if (previous != null) {
            emitProviderConfigurationChanged(details);
        } else if (told) {
            emitProviderReady(details); // Until now it was in error.
        }
    }

    @Override
    public Metadata getMetadata() {
        return () -> "muriel";
    }

    /** @throws GeneralError if there is no datafile; the provider is in error until there is one */
    @Override
    public void initialize(EvaluationContext context) {
        Optional<String> failure = poll.flatMap(it -> it.start(this));
        synchronized (this) {
            initialized = true;
            if (ruleset == null) {
                throw new GeneralError(
                        failure.orElse("there is no datafile yet: call update before setting the provider"));
            }
        }
    }

    @Override
    public void shutdown() {
        poll.ifPresent(Poll::stop);
        super.shutdown();
    }

    boolean isReady() {
        return ruleset != null;
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(String key, Boolean fallback, EvaluationContext context) {
        return evaluation(key, fallback, context, Kind.BOOLEAN);
    }

    @Override
    public ProviderEvaluation<String> getStringEvaluation(String key, String fallback, EvaluationContext context) {
        return evaluation(key, fallback, context, Kind.STRING);
    }

    @Override
    public ProviderEvaluation<Integer> getIntegerEvaluation(String key, Integer fallback, EvaluationContext context) {
        return evaluation(key, fallback, context, Kind.INTEGER);
    }

    @Override
    public ProviderEvaluation<Long> getLongEvaluation(String key, Long fallback, EvaluationContext context) {
        return evaluation(key, fallback, context, Kind.LONG);
    }

    @Override
    public ProviderEvaluation<Double> getDoubleEvaluation(String key, Double fallback, EvaluationContext context) {
        return evaluation(key, fallback, context, Kind.DOUBLE);
    }

    @Override
    public ProviderEvaluation<Value> getObjectEvaluation(String key, Value fallback, EvaluationContext context) {
        return evaluation(key, fallback, context, Kind.OBJECT);
    }

    private <T> ProviderEvaluation<T> evaluation(String key, T fallback, EvaluationContext context, Kind<T> kind) {
        Ruleset present = ruleset;
        return present == null
                ? Evaluations.failure(fallback, ErrorCode.PROVIDER_NOT_READY, "there is no datafile yet")
                : new Evaluations(decider, present).evaluation(key, fallback, context, kind);
    }
}
