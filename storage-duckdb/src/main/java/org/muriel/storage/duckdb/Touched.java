package org.muriel.storage.duckdb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.muriel.result.EventStore;

/** The visitors whose share of some looks may be another than it was. */
final class Touched {
    private Touched() {}

    /**
     * Notes in {@link KeptLooks#TOUCHED} the visitors of the experiment of whom anything was loaded since the log had
     * come to a position, who did something from a time on, or whose observation has ended since then.
     *
     * @param sessions whether sessions are counted, which are made of whatever a visitor did
     * @param ofTheProject what the environment leaves of a project's events in a table
     * @param until the last look of then
     */
    static Sql since(
            EventStore.Query query,
            List<MetricSql> metrics,
            boolean sessions,
            Function<String, Sql> ofTheProject,
            Instant until,
            long position) {
        long end = query.times().getLast().toEpochMilli();
        Sql decisions = Sql.format(
                "{} AND e.experiment_id = {}",
                ofTheProject.apply("e"),
                Sql.of("?", query.experiment().id()));
        Sql exposures = sessions ? ofTheProject.apply("e") : decisions;
        Sql loaded = Sql.of("position >= ?", position);
        Sql happened = Sql.of("happened_at >= ? AND happened_at < ?", until.toEpochMilli(), end);
        List<Sql> touched = new ArrayList<>();
        for (Sql since : List.of(loaded, happened)) { // apart, so that each can skip what is far from it
            touched.add(Sql.format("SELECT e.visitor FROM exposure e WHERE {} AND {}", exposures, since));
            touched.add(
                    Sql.format("SELECT c.visitor FROM conversion c WHERE {} AND {}", ofTheProject.apply("c"), since));
        }
        for (MetricSql metric : metrics) {
            metric.observed()
                    .ifPresent(it -> touched.add(Sql.format(
                            "SELECT e.visitor FROM exposure e WHERE {} AND {}",
                            decisions,
                            Sql.of(
                                    "e.happened_at > ? AND e.happened_at <= ?",
                                    until.minus(it).toEpochMilli(),
                                    end - it.toMillis()))));
        }
        return Sql.format(
                "INSERT INTO " + KeptLooks.TOUCHED + " SELECT DISTINCT visitor FROM ({}) AS changed WHERE visitor IN"
                        + " (SELECT e.visitor FROM exposure e WHERE {})",
                Sql.join(" UNION ALL ", touched),
                decisions);
    }
}
