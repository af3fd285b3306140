package org.muriel.storage.sql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.muriel.experiment.catalog.ChangeQuery;

/** A question to the journal as SQL. Everything it asks for is in the index journal_of_project. */
final class JournalSearch {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    JournalSearch(ChangeQuery query) {
        where("project_id = :project", Map.of("project", query.projectId()));
        query.seqs().ifPresent(it -> conditions.add("seq IN " + numbers(it)));
        // entries have whole microseconds: a bound within one lies before the next
        query.from().ifPresent(it -> where("at >= :from", Map.of("from", Documents.write(up(it)))));
        query.until().ifPresent(it -> where("at < :until", Map.of("until", Documents.write(up(it)))));
        query.actors().ifPresent(it -> conditions.add("actor IN " + texts("actor", it)));
        query.types()
                .ifPresent(it -> conditions.add(
                        "(kind IN " + texts("kind", names(it)) + " OR entity_id IN " + numbers(it.entityIds()) + ")"));
        query.entityIds().ifPresent(it -> conditions.add("entity_id IN " + numbers(it)));
    }

    long count(Handle handle) {
        return bound(handle.createQuery("SELECT COUNT(*) FROM journal WHERE " + where()))
                .mapTo(Long.class)
                .one();
    }

    /** The rows of one page, the newest first. Which they are is found in the index alone. */
    Query page(Handle handle, long skip, int limit) {
        return bound(handle.createQuery("""
                        SELECT seq, at, actor, kind, entity_id, action, before, after, entity_revision, revisions
                        FROM journal WHERE seq IN (
                            SELECT seq FROM journal WHERE %s ORDER BY seq DESC LIMIT :limit OFFSET :skip)
                        ORDER BY seq DESC""".formatted(where())))
                .bind("limit", limit)
                .bind("skip", skip);
    }

    private String where() {
        return String.join(" AND ", conditions);
    }

    private void where(String condition, Map<String, Object> named) {
        conditions.add(condition);
        values.putAll(named);
    }

    private Query bound(Query query) {
        return query.bindMap(values);
    }

    private static Instant up(Instant time) {
        Instant cut = time.truncatedTo(ChronoUnit.MICROS);
        return cut.equals(time) ? cut : cut.plus(1, ChronoUnit.MICROS);
    }

    private static List<String> names(ChangeQuery.Types types) {
        return types.kinds().stream().map(Enum::name).toList();
    }

    private static String numbers(Collection<Long> numbers) {
        return list(numbers.stream().map(Object::toString).toList());
    }

    private String texts(String name, Collection<String> texts) {
        List<String> placeholders = new ArrayList<>();
        for (String text : texts) {
            String placeholder = name + placeholders.size();
            placeholders.add(":" + placeholder);
            values.put(placeholder, text);
        }
        return list(placeholders);
    }

    /** Nothing is among no values, which SQL has no list for. */
    private static String list(List<String> elements) {
        return elements.isEmpty() ? "(NULL)" : elements.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
