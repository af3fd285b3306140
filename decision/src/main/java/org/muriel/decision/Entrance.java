package org.muriel.decision;

import java.util.Optional;
import org.muriel.decision.audience.Condition;
import org.muriel.decision.bucketing.Bucketer;
import org.muriel.decision.bucketing.Traffic;
import org.muriel.decision.datafile.Datafile.Experiment;
import org.muriel.decision.datafile.Datafile.Group;

/**
 * Who enters an experiment, and which of its variations traffic gives them: what is the same for all flags that use it.
 *
 * @param audience resolved
 * @param bucketer by the experiment's id
 * @param traffic its targets are places in the experiment's list of variations; with a bandit the only target, 0, is the
 *     bandit's share
 * @param membership absent outside of exclusion groups
 */
record Entrance(
        Experiment experiment,
        Condition audience,
        boolean running,
        Bucketer bucketer,
        Traffic traffic,
        Optional<Membership> membership) {

    /** The place of an experiment in the list of its exclusion group. */
    record Membership(GroupTraffic group, int place) {}

    /** A group's line of traffic, whose targets are places in its list of experiments. */
    record GroupTraffic(Group group, Bucketer bucketer, Traffic traffic) {
        static GroupTraffic of(Group group) {
            Traffic traffic = Traffic.of(group.traffic(), group.experiments(), Experiment::id);
            return new GroupTraffic(group, new Bucketer(group.id()), traffic);
        }
    }
}
