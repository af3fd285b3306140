package org.muriel.experiment.project;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;

/**
 * Where a project's experiments and features run, each place with a datafile of its own.
 *
 * @param key kept as created, unique and matched without regard to case
 * @param primary exactly one per project, from its creation on
 * @param restricted only publishers and above may start experiments here
 * @param priority order of display
 * @param datafileId identity of the datafile document
 * @param sdkKey names the datafile to SDKs: 22 characters of {@code [A-Za-z0-9]}, unguessable
 * @param formerKeys the latest of those it had before, the oldest first; each is accepted until it ends
 * @param datafileTokens with which the datafile can be had where only token holders get it
 */
public record Environment(
        long id,
        long projectId,
        String key,
        String name,
        String description,
        boolean archived,
        boolean primary,
        boolean restricted,
        Optional<Integer> priority,
        long datafileId,
        String sdkKey,
        List<FormerKey> formerKeys,
        List<DatafileToken> datafileTokens,
        Instant created,
        Instant lastModified)
        implements Entity {

    /** Of more nobody needs to know; the oldest are forgotten first, and end with it. */
    public static final int MOST_FORMER_KEYS = 20;

    /**
     * An SDK key whose place another has taken.
     *
     * @param number which key of the environment it was, from 1
     * @param made when it became the environment's key
     * @param replaced when another became it
     * @param ends until when it is accepted, exclusive
     */
    public record FormerKey(long number, String sdkKey, Instant made, Instant replaced, Instant ends) {
        public FormerKey endedAt(Instant now) {
            return new FormerKey(number, sdkKey, made, replaced, now);
        }
    }

    /**
     * A secret that gives its holder the datafile and nothing else; itself it is not kept.
     *
     * @param prefix its first characters, by which people know it again
     * @param hash SHA-256 in lower-case hex
     */
    public record DatafileToken(long id, String name, String prefix, String hash, Instant created) {}

    public Environment {
        formerKeys = List.copyOf(formerKeys);
        datafileTokens = List.copyOf(datafileTokens);
    }

    /** One that has its first SDK key and no tokens. */
    public Environment(
            long id,
            long projectId,
            String key,
            String name,
            String description,
            boolean archived,
            boolean primary,
            boolean restricted,
            Optional<Integer> priority,
            long datafileId,
            String sdkKey,
            Instant created,
            Instant lastModified) {
        this(
                id,
                projectId,
                key,
                name,
                description,
                archived,
                primary,
                restricted,
                priority,
                datafileId,
                sdkKey,
                List.of(),
                List.of(),
                created,
                lastModified);
    }

    /** Whether SDKs that know the environment by that key are answered at that time. */
    public boolean accepts(String candidate, Instant now) {
        return sdkKey.equals(candidate)
                || formerKeys.stream().anyMatch(it -> it.sdkKey().equals(candidate) && now.isBefore(it.ends()));
    }

    /** Its SDK key and all former ones that are known, ended or not. */
    public List<String> sdkKeys() {
        return Stream.concat(formerKeys.stream().map(FormerKey::sdkKey), Stream.of(sdkKey))
                .toList();
    }

    /** Which of its SDK keys the present one is, from 1. */
    public long keyNumber() {
        return formerKeys.isEmpty() ? 1 : formerKeys.getLast().number() + 1;
    }

    /** When the present SDK key became the environment's. */
    public Instant keyMade() {
        return formerKeys.isEmpty() ? created : formerKeys.getLast().replaced();
    }

    /** The environment with another SDK key; the present one is accepted for {@code overlap} more. */
    public Environment rekeyed(String newKey, Instant now, Duration overlap) {
        List<FormerKey> former = new ArrayList<>(formerKeys);
        former.add(new FormerKey(keyNumber(), sdkKey, keyMade(), now, now.plus(overlap)));
        int tooMany = Math.max(0, former.size() - MOST_FORMER_KEYS);
        return with(newKey, former.subList(tooMany, former.size()), datafileTokens);
    }

    /** The environment as it is to those who know it by {@code candidate}: they learn no other key. */
    public Environment knownBy(String candidate) {
        return with(candidate, formerKeys, datafileTokens);
    }

    public Environment withFormerKeys(List<FormerKey> keys) {
        return with(sdkKey, keys, datafileTokens);
    }

    public Environment withDatafileTokens(List<DatafileToken> tokens) {
        return with(sdkKey, formerKeys, tokens);
    }

    /** The same environment with another identity: as the one that has its project's first datafile, or from elsewhere. */
    public Environment identified(long newId, String newKey, boolean nowPrimary) {
        return new Environment(
                newId,
                projectId,
                key,
                name,
                description,
                archived,
                nowPrimary,
                restricted,
                priority,
                datafileId,
                newKey,
                formerKeys,
                datafileTokens,
                created,
                lastModified);
    }

    private Environment with(String newKey, List<FormerKey> former, List<DatafileToken> tokens) {
        return new Environment(
                id,
                projectId,
                key,
                name,
                description,
                archived,
                primary,
                restricted,
                priority,
                datafileId,
                newKey,
                former,
                tokens,
                created,
                lastModified);
    }

    @Override
    public Kind kind() {
        return Kind.ENVIRONMENT;
    }

    @Override
    public List<UniqueName> uniqueNames() {
        return List.of(UniqueName.anyCase("key", key));
    }
}
