package org.muriel.server;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.muriel.access.Access;
import org.muriel.api.attribution.AttributionRoutes;
import org.muriel.api.route.Route;
import org.muriel.api.subject.StaffAccounts;
import org.muriel.api.subject.SubjectJson;
import org.muriel.api.subject.SubjectRoutes;
import org.muriel.event.intake.RecentEvents;
import org.muriel.event.loader.Erasure;
import org.muriel.event.loader.Loader;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.privacy.EventSide;
import org.muriel.privacy.Exports;
import org.muriel.privacy.SubjectDesk;
import org.muriel.privacy.SubjectRequests;
import org.muriel.storage.duckdb.DuckEventStore;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.SqlStorage;
import org.muriel.storage.sql.eventlog.SqliteEventLog;

/** All that answers people who ask what is kept of them. */
record Privacy(SubjectDesk desk, List<Route> routes) implements AutoCloseable {

    static Privacy start(
            DataFolder folder,
            SqlStorage storage,
            Access access,
            Catalog catalog,
            SqliteEventLog log,
            Loader loader,
            DuckEventStore store,
            RecentEvents recent,
            InstantSource clock) {
        SubjectRequests requests = storage.subjectRequests();
        Exports exports = new Exports(folder.folder("subject-exports"));
        SubjectDesk desk = SubjectDesk.start(
                new SubjectDesk.Parts(
                        requests,
                        catalog,
                        new EventSide(store, new Erasure(log), recent, log::end, loader::loaded),
                        new StaffAccounts(access),
                        exports,
                        new SubjectJson()),
                clock);
        return new Privacy(
                desk,
                Stream.concat(
                                new SubjectRoutes(requests, desk::submit, exports, clock).routes().stream(),
                                new AttributionRoutes(store).routes().stream())
                        .toList());
    }

    @Override
    public void close() {
        desk.close();
    }
}
