package org.muriel.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.muriel.experiment.Variation;

/** An event store in which nothing has happened. */
public final class EmptyEventStore implements EventStore {
    @Override
    public List<Look> looks(Query query) {
        int metrics = query.experiment().design().metrics().size();
        Map<Long, Arm> arms = new HashMap<>();
        for (Variation variation : query.experiment().design().variations()) {
            arms.put(variation.id(), new Arm(0, Collections.nCopies(metrics, Cell.EMPTY)));
        }
        List<Look> looks = new ArrayList<>();
        query.times().forEach(time -> looks.add(new Look(time, arms)));
        return looks;
    }
}
