package org.muriel.experiment.exclusion;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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
 */
public record ExclusionGroup(
        long id,
        long projectId,
        String name,
        String description,
        boolean archived,
        List<Member> members,
        List<Range> ranges,
        Instant created,
        Instant lastModified)
        implements Entity {

    /** @param weight the experiment's share of the group's traffic */
    public record Member(long experimentId, Share weight) {}

    public ExclusionGroup {
        members = List.copyOf(members);
        SequencedMap<Long, Integer> totals = new LinkedHashMap<>();
        members.forEach(it -> totals.put(it.experimentId(), it.weight().basisPoints()));
        ranges = new Allocation(ranges)
                .withTotals(totals, Share.EVERYONE.basisPoints())
                .ranges();
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
