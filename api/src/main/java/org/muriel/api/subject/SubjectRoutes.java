package org.muriel.api.subject;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.experiment.catalog.Receipt;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.privacy.Exports;
import org.muriel.privacy.SubjectRequest;
import org.muriel.privacy.SubjectRequests;

/** Subject access requests: for administrators of the account alone. */
public final class SubjectRoutes {
    static final String EXPORT = "/v2/x/subject-access-requests/{request_id}/export";

    private static final String TAG = "Subject Access Requests";
    private static final String ALL = "/v2/subject-access-requests";
    private static final String ID = "request_id";

    private final SubjectRequests requests;
    private final Desk desk;
    private final Exports exports;
    private final InstantSource clock;

    /** Takes what somebody asks for, durably. */
    @FunctionalInterface
    public interface Desk {
        /** @param receipt what to keep along, in the same transaction */
        SubjectRequest take(SubjectRequest.New wished, Function<SubjectRequest, Optional<Receipt>> receipt);
    }

    public SubjectRoutes(SubjectRequests requests, Desk desk, Exports exports, InstantSource clock) {
        this.requests = requests;
        this.desk = desk;
        this.exports = exports;
        this.clock = clock;
    }

    public List<Route> routes() {
        return Stream.of(
                        Route.of(
                                        "GET",
                                        ALL,
                                        "list_sar_requests_by_account",
                                        TAG,
                                        Parameter.paging(),
                                        Set.of(200, 400),
                                        this::list)
                                .described("Lists the requests of the account")
                                .answering(Schema.list(SubjectSchema.REQUEST)),
                        Route.of("POST", ALL, "create_sar_request", TAG, List.of(), Set.of(201, 400), this::create)
                                .described("Asks for what is kept of a person, or for its erasure")
                                .taking(SubjectSchema.REQUEST)
                                .answering(SubjectSchema.REQUEST),
                        Route.of(
                                        "GET",
                                        ALL + "/{" + ID + "}",
                                        "get_sar_request",
                                        TAG,
                                        List.of(),
                                        Set.of(200, 400, 404),
                                        call -> find(call)
                                                .map(it -> Reply.ok(
                                                        SubjectJson.write(it, clock.instant(), call.origin()))))
                                .described("Reads a request")
                                .answering(SubjectSchema.REQUEST),
                        Route.of("GET", EXPORT, "get_sar_export", TAG, List.of(), Set.of(200, 400, 404), this::export)
                                .described("Hands over what is kept of a person")
                                .answering(Schema.file("application/zip")))
                .map(it -> it.about(Route.Scope.ACCOUNT))
                .toList();
    }

    private Outcome<SubjectRequest> find(Call call) {
        long id = call.pathId(ID);
        return requests.find(id)
                .filter(it -> it.accountId() == call.caller().accountId())
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("subject access request", id)));
    }

    private Outcome<Reply> list(Call call) {
        var now = clock.instant();
        return Outcome.done(
                call.page(requests.list(call.caller().accountId()), it -> SubjectJson.write(it, now, call.origin())));
    }

    private Outcome<Reply> create(Call call) {
        return call.fields(true)
                .then(fields -> SubjectJson.read(fields, call.caller().accountId()))
                .map(wished -> shown(desk.take(wished, it -> call.receipt(() -> shown(it, call))), call));
    }

    private Reply shown(SubjectRequest request, Call call) {
        return Reply.created(SubjectJson.write(request, clock.instant(), call.origin()));
    }

    private Outcome<Reply> export(Call call) {
        return find(call).then(request -> {
            Optional<Path> file = request.hasExport(clock.instant()) ? exports.find(request.id()) : Optional.empty();
            return file.map(it -> Outcome.done(reply(request, it)))
                    .orElseGet(() ->
                            Outcome.refused(new Problem.NotFound("export of subject access request", request.id())));
        });
    }

    private static Reply reply(SubjectRequest request, Path file) {
        try {
            return new Reply.Stream(
                    200,
                    "application/zip",
                    new Pieces(Files.newInputStream(file)),
                    Map.of(
                            "Content-Length",
                            String.valueOf(Files.size(file)),
                            "Content-Disposition",
                            "attachment; filename=\"subject-access-request-" + request.id() + ".zip\"",
                            "Cache-Control",
                            "no-store"));
        } catch (IOException e) {
            throw new UncheckedIOException("an export cannot be read", e);
        }
    }

    /** A file, piece by piece. */
    private record Pieces(InputStream content) implements Reply.Source {
        private static final int BYTES = 128 * 1024;

        @Override
        public Optional<byte[]> next() {
            try {
                byte[] piece = content.readNBytes(BYTES);
                return piece.length == 0 ? Optional.empty() : Optional.of(piece);
            } catch (IOException e) {
                throw new UncheckedIOException("an export cannot be read on", e);
            }
        }

        @Override
        public void close() {
            try {
                content.close();
            } catch (IOException e) {
                throw new UncheckedIOException("an export cannot be closed", e);
            }
        }
    }
}
