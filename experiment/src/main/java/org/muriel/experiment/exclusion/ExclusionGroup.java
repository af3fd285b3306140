package org.muriel.experiment.exclusion;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.traffic.Allocation;
import org.muriel.experiment.traffic.Range;
import org.muriel.experiment.traffic.Share;

/**
 * Experiments of which a visitor enters at most one. An experiment is in at most one group that is not archived.
 *
 * @param members in their order; together at most the whole traffic, and who is in nobody's share enters none
 * @param ranges which buckets of the group each member has: a member that leaves leaves a gap, and no other moves
 * @param policy what it does; absent: it excludes
 */
public record ExclusionGroup(
        long id,
        long projectId,
        String name,
        String description,
        boolean archived,
        List<Member> members,
        List<Range> ranges,
        Optional<Policy> policy,
        Instant created,
        Instant lastModified)
        implements Entity {

    /** @param weight the experiment's share of the group's traffic */
    public record Member(long experimentId, Share weight) {}

    public enum Policy {
        /** A visitor enters at most one of its experiments. */
        RANDOM,
        /** It only holds its experiments together: a visitor may enter each. Brought by imports. */
        OVERLAPPING
    }

    /** A group that excludes. */
    public ExclusionGroup(
            long id,
            long projectId,
            String name,
            String description,
            boolean archived,
            List<Member> members,
            List<Range> ranges,
            Instant created,
            Instant lastModified) {
        this(id, projectId, name, description, archived, members, ranges, Optional.empty(), created, lastModified);
    }

    public ExclusionGroup {
        policy = policy.filter(it -> it != Policy.RANDOM);
        members = List.copyOf(members);
        SequencedMap<Long, Integer> totals = new LinkedHashMap<>();
        members.forEach(it -> totals.put(it.experimentId(), it.weight().basisPoints()));
        ranges = new Allocation(ranges)
                .withTotals(totals, Share.EVERYONE.basisPoints())
                .ranges();
    }

    public boolean isOverlapping() {
        return policy.equals(Optional.of(Policy.OVERLAPPING));
    }

    public boolean has(long experimentId) {
        return members.stream().anyMatch(it -> it.experimentId() == experimentId);
    }

    @Override
    public Kind kind() {
        return Kind.GROUP;
    }

    @Override
    public List<UniqueName> uniqueNames() {
        return List.of();
    }
}
