package org.muriel.experiment.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of visitors when one allocation takes the place of another, in buckets of 10 000. Visitors are spread evenly
 * over buckets, so a bucket is a ten-thousandth of them.
 *
 * @param stays with who had them before
 * @param joins had by nobody before
 * @param leaves had by nobody afterwards
 * @param switches from one holder to another
 */
public record Moves(int stays, int joins, int leaves, int switches) {

    public static Moves between(Allocation before, Allocation after) {
        List<Optional<Long>> old = holders(before);
        List<Optional<Long>> fresh = holders(after);
        int stays = 0;
        int joins = 0;
        int leaves = 0;
        int switches = 0;
        for (int bucket = 0; bucket < Share.EVERYONE.basisPoints(); bucket++) {
            Optional<Long> had = old.get(bucket);
            Optional<Long> has = fresh.get(bucket);
            if (had.equals(has)) {
                stays += had.isPresent() ? 1 : 0;
            } else if (had.isEmpty()) {
                joins++;
            } else if (has.isEmpty()) {
                leaves++;
            } else {
                switches++;
            }
        }
        return new Moves(stays, joins, leaves, switches);
    }

    private static List<Optional<Long>> holders(Allocation allocation) {
        List<Optional<Long>> holders = new ArrayList<>();
        for (Range range : allocation.ranges()) {
            while (holders.size() < range.end()) {
                holders.add(range.holder());
            }
        }
        while (holders.size() < Share.EVERYONE.basisPoints()) {
            holders.add(Optional.empty());
        }
        return holders;
    }
}
