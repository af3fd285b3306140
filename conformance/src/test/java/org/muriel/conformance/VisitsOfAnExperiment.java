package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Visits of many visitors to one experiment, with everything that goes wrong in practice: events that come twice, in any
 * order, before the first decision, of a holdback, of another environment, while the experiment is paused, and of visitors
 * who see a second variation. Repeatable from a seed.
 */
final class VisitsOfAnExperiment {
    private final Random random;
    private final CheckoutIds ids;
    private final Instant start;
    private final Instant changed;
    private final Instant end;
    private int uuids;

    /** Numbers of the project under test, as texts of the wire. */
    record CheckoutIds(
            long account,
            long project,
            String campaign,
            String experiment,
            String original,
            String green,
            String purchase,
            String view,
            String plan,
            String developmentRevision) {}

    /** @param changed from when on one in five visitors sees the second variation, instead of every other */
    VisitsOfAnExperiment(long seed, CheckoutIds ids, Instant start, Instant changed, Instant end) {
        this.random = new Random(seed);
        this.ids = ids;
        this.start = start;
        this.changed = changed;
        this.end = end;
    }

    void send(Client client, int visitors) {
        List<String> production = new ArrayList<>();
        List<String> development = new ArrayList<>();
        for (int number = 0; number < visitors; number++) {
            visit("visitor-" + number, random.nextInt(30) == 0 ? development : production);
        }
        Collections.shuffle(production, random);
        post(client, "no revision of ours", production);
        post(client, "no revision of ours", production.subList(0, visitors / 20));
        post(client, ids.developmentRevision(), development);
    }

    private void post(Client client, String revision, List<String> visits) {
        for (int from = 0; from < visits.size(); from += 500) {
            String body = """
                    {"client_name": "java-sdk", "client_version": "4.2.2", "account_id": "%d", "project_id": "%d",
                    "revision": "%s", "anonymize_ip": true, "enrich_decisions": true, "visitors": [%s]}""".formatted(
                            ids.account(),
                            ids.project(),
                            revision,
                            String.join(",", visits.subList(from, Math.min(visits.size(), from + 500))));
            assertThat(SentEvents.post(client, body).status()).isEqualTo(204);
        }
    }

    private void visit(String visitor, List<String> sent) {
        long first = start.toEpochMilli()
                + (long) (random.nextDouble() * Duration.between(start, end).toMillis());
        boolean early = first < changed.toEpochMilli();
        boolean green = random.nextInt(10) < (early ? 5 : 2);
        boolean pro = random.nextInt(3) == 0;
        sent.add(decision(visitor, first, green, random.nextInt(40) == 0, pro));
        if (random.nextInt(4) == 0) {
            sent.add(decision(visitor, first + between(Duration.ofHours(8)), green, false, !pro));
        }
        if (random.nextInt(60) == 0) {
            sent.add(decision(visitor, first + between(Duration.ofHours(2)), !green, false, pro));
        }
        if (random.nextInt(60) == 0) {
            sent.add(decision(visitor, first, !green, false, pro)); // at the very same moment
        }
        int views = random.nextInt(4);
        for (int earlier = 0; earlier < views + random.nextInt(2); earlier++) {
            sent.add(event(visitor, first - between(Duration.ofDays(7)), ids.view(), "view", ""));
        }
        for (int view = 0; view < views; view++) {
            long at = first - between(Duration.ofHours(1)) / 4 + between(Duration.ofHours(view + 1));
            sent.add(event(visitor, at, ids.view(), "view", ""));
            if (random.nextInt(100) < (green ? 38 : 26)) {
                String revenue = random.nextInt(10) == 0 ? "" : ", \"revenue\": " + (100 + random.nextInt(9900));
                sent.add(event(visitor, at + between(Duration.ofMinutes(50)), ids.purchase(), "purchase", revenue));
            }
        }
    }

    private String decision(String visitor, long at, boolean green, boolean holdback, boolean pro) {
        return """
                {"visitor_id": "%s", "attributes": [{"entity_id": "%s", "key": "plan", "type": "custom", "value": "%s"}],
                "snapshots": [{"decisions": [{"campaign_id": "%s", "experiment_id": "%s", "variation_id": "%s",
                "is_campaign_holdback": %b}], "events": [{"entity_id": "%s", "key": "campaign_activated",
                "timestamp": %d, "uuid": "%s"}]}]}""".formatted(
                        visitor,
                        ids.plan(),
                        pro ? "pro" : "free",
                        ids.campaign(),
                        ids.experiment(),
                        green ? ids.green() : ids.original(),
                        holdback,
                        ids.campaign(),
                        at,
                        uuid());
    }

    private String event(String visitor, long at, String id, String key, String revenue) {
        return """
                {"visitor_id": "%s", "attributes": [], "snapshots": [{"events": [{"entity_id": "%s", "key": "%s",
                "timestamp": %d, "uuid": "%s"%s}]}]}""".formatted(visitor, id, key, at, uuid(), revenue);
    }

    private String uuid() {
        return "%08x-%d".formatted(random.nextInt(), uuids++);
    }

    private long between(Duration most) {
        return (long) (random.nextDouble() * most.toMillis());
    }
}
