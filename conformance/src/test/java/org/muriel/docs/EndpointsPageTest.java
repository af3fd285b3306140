package org.muriel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.access.Access;
import org.muriel.access.PersonalToken;
import org.muriel.api.Api;
import org.muriel.api.EventParts;
import org.muriel.api.agent.AgentCredential;
import org.muriel.api.arrival.ArrivalRoutes;
import org.muriel.api.attribution.AttributionRoutes;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.api.datafile.Datafiles;
import org.muriel.api.decision.Reporting;
import org.muriel.api.export.ExportFolder;
import org.muriel.api.export.ExportRoutes;
import org.muriel.api.ledger.LedgerRoutes;
import org.muriel.api.metrics.MetricsRoutes;
import org.muriel.api.project.DefaultEnvironments;
import org.muriel.api.route.RateLimits;
import org.muriel.api.route.Route;
import org.muriel.api.stream.Broadcast;
import org.muriel.api.subject.SubjectRoutes;
import org.muriel.api.system.SystemRoutes;
import org.muriel.api.webhook.WebhookRoutes;
import org.muriel.change.delivery.Secrets;
import org.muriel.change.outbound.AllowedAddresses;
import org.muriel.event.EventBatch;
import org.muriel.event.intake.RecentEvents;
import org.muriel.event.ledger.Ledger;
import org.muriel.event.ledger.Loads;
import org.muriel.event.ledger.Receipts;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.privacy.Exports;
import org.muriel.privacy.SubjectRequests;
import org.muriel.storage.duckdb.DuckEventStore;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.SqlStorage;
import org.muriel.testkit.DiscardingIntake;

/** {@code docs/endpoints.md} names every route of the API and no other. */
class EndpointsPageTest {
    private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void its_table_is_that_of_the_api(@TempDir Path data) {
        try (DataFolder folder = DataFolder.open(data);
                SqlStorage storage = SqlStorage.open(folder);
                DuckEventStore store = DuckEventStore.open(folder.path().resolve("events.duckdb"))) {
            Access access = storage.access(TIME, UUID::randomUUID);
            access.setUp(PersonalToken.generate(new SecureRandom()));
            Catalog catalog = storage.catalog(TIME);
            Api api = new Api(
                    catalog,
                    access,
                    new EventParts(
                            new DiscardingIntake(),
                            store,
                            store,
                            store,
                            new LedgerRoutes(
                                    catalog,
                                    new Ledger(
                                            period -> new Loads(1, List.of()),
                                            (position, period) -> new Receipts(1, List.of())),
                                    (project, most) -> List.of()),
                            new ExportRoutes(catalog, store, new ExportFolder(folder.folder("exports"))),
                            new MetricsRoutes(() -> "", false),
                            new ArrivalRoutes.Arriving(new RecentEvents(), store.arrivals(), () -> 0)),
                    new Datafiles(catalog, TIME),
                    DatafileAddresses.PROJECT,
                    AgentCredential.KEY,
                    new Reporting(
                            new DiscardingIntake(), EventBatch.Client.of("muriel", "test"), TIME, UUID::randomUUID),
                    new Broadcast(),
                    DefaultEnvironments.CAPITALISED,
                    more(catalog, storage, folder, store),
                    RateLimits.off(),
                    TIME,
                    new SecureRandom());

            assertThat(Page.of(Repository.text(Path.of("docs/endpoints.md"))).table("## Routes"))
                    .map(row -> row.subList(0, 2))
                    .isEqualTo(api.routes().stream()
                            .map(it -> List.of(it.methods().getFirst(), it.template()))
                            .toList());
        }
    }

    private static List<Route> more(Catalog catalog, SqlStorage storage, DataFolder folder, DuckEventStore store) {
        SubjectRequests requests = storage.subjectRequests();
        return Stream.of(
                        new WebhookRoutes(
                                        catalog,
                                        storage.deliveries(),
                                        new Secrets(new byte[Secrets.KEY_BYTES]),
                                        AllowedAddresses.PUBLIC,
                                        () -> {},
                                        TIME)
                                .routes(),
                        new SubjectRoutes(
                                        requests,
                                        (it, receipt) -> requests.add(it, TIME.instant(), receipt),
                                        new Exports(folder.folder("subject-exports")),
                                        TIME)
                                .routes(),
                        new AttributionRoutes(store).routes(),
                        new SystemRoutes(
                                        () -> {
                                            throw new IllegalStateException("nobody asks");
                                        },
                                        List::of)
                                .routes())
                .flatMap(List::stream)
                .toList();
    }
}
