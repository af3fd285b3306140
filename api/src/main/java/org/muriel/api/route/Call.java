package org.muriel.api.route;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.muriel.access.Answer;
import org.muriel.access.Credential;
import org.muriel.access.Person;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Times;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Receipt;
import org.muriel.experiment.problem.Outcome;

/** A request that has found its route: its parameters are checked, and its caller is known unless the route is public. */
public final class Call {
    private final Request request;
    private final Instant now;
    private final Map<String, String> path;
    private final Query query;
    private final Optional<Credential.Valid> caller;
    private final byte[] body;
    private final Optional<IdempotencyKey> idempotencyKey;

    private Call(
            Request request,
            Instant now,
            Map<String, String> path,
            Query query,
            Optional<Credential.Valid> caller,
            byte[] body,
            Optional<IdempotencyKey> idempotencyKey) {
        this.request = request;
        this.now = now;
        this.path = path;
        this.query = query;
        this.caller = caller;
        this.body = body;
        this.idempotencyKey = idempotencyKey;
    }

    Call(
            Request request,
            Instant now,
            Map<String, String> path,
            Query query,
            Optional<Credential.Valid> caller,
            byte[] body) {
        this(request, now, path, query, caller, body, Optional.empty());
    }

    /** This call, whose answer is to be kept under the key. */
    Call keptUnder(IdempotencyKey key) {
        return new Call(request, now, path, query, caller, body, Optional.of(key));
    }

    /** Leaves the receipt of the answer in the write that causes it, if the caller wants one. */
    public void keep(Draft draft, Supplier<Reply> reply) {
        idempotencyKey.ifPresent(it -> draft.keep(it.receipt(reply.get())));
    }

    /** The receipt of the answer, for what is made elsewhere than in the catalog, if the caller wants one. */
    public Optional<Receipt> receipt(Supplier<Reply> reply) {
        return idempotencyKey.map(it -> it.receipt(reply.get()));
    }

    /** The same for what is made of people and tokens. */
    public Optional<Answer> answer(Supplier<Reply> reply) {
        return receipt(reply).map(it -> new Answer(it.id(), it.answer()));
    }

    /** As it came, such as {@code POST /v2/features?project_id=1}. */
    public String line() {
        return request.method() + " " + target();
    }

    /** Path and query as they came, such as {@code /v2/features?project_id=1}. */
    public String target() {
        return request.path() + (request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery());
    }

    public Person caller() {
        return credential().person();
    }

    /** What the caller came with. */
    public Credential.Valid credential() {
        return caller.orElseThrow(() -> new IllegalStateException("a public route has no caller"));
    }

    /** When the request came. */
    public Instant now() {
        return now;
    }

    /** Scheme and host as the client called it: what links in answers begin with. */
    public String origin() {
        return request.origin();
    }

    public Request.Headers headers() {
        return request.headers();
    }

    /** Who waits for the answer. */
    public Request.Peer peer() {
        return request.peer();
    }

    /** A header of the request, its first value; the name's case makes no difference. */
    public Optional<String> header(String name) {
        return request.headers().first(name);
    }

    /** An id of the path. */
    public long pathId(String name) {
        return Long.parseLong(pathText(name));
    }

    public String pathText(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no " + name);
        }
        return value;
    }

    /** A required id of the query. */
    public long id(String name) {
        return idIfGiven(name).orElseThrow(() -> new IllegalStateException("the route does not require " + name));
    }

    public Optional<Long> idIfGiven(String name) {
        return text(name).map(Long::valueOf);
    }

    public Optional<String> text(String name) {
        return query.last(name);
    }

    /** Of a parameter that may be given several times, every value in order. */
    public List<String> texts(String name) {
        return query.all(name);
    }

    /** Of a list in the query, every value. */
    public List<String> list(String name) {
        return query.list(name);
    }

    /** Of a list of ids in the query, each once. */
    public Set<Long> ids(String name) {
        return query.list(name).stream().map(Long::valueOf).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public Optional<Boolean> truth(String name) {
        return text(name).map(Parameters::truth);
    }

    public Optional<Instant> time(String name) {
        return text(name).flatMap(Times::parse);
    }

    /** What was sent, empty when nothing was; belongs to the call. */
    public byte[] body() {
        return body;
    }

    /** @param creating whether required members must be in the body */
    public Outcome<Fields> fields(boolean creating) {
        return Fields.parse(body, creating);
    }

    /** One page of a collection, with the links to its neighbours (REST specification, 1.9). */
    public <T> Reply page(List<T> all, Function<? super T, JsonObject> write) {
        int from = (int) Math.min(skipped(), all.size());
        return page(all.size(), all.subList(from, Math.min(from + perPage(), all.size())), write);
    }

    /**
     * One page of a collection that is not at hand as a whole.
     *
     * @param all how many there are on all pages
     * @param shown those of this page: after {@link #skipped}, at most {@link #perPage}
     */
    public <T> Reply page(long all, List<T> shown, Function<? super T, JsonObject> write) {
        Reply reply = Reply.json(200, JsonObject.array(shown, write));
        int pages = Math.clamp(Math.ceilDiv(all, perPage()), 1, Integer.MAX_VALUE);
        String links = links(pageNumber(), perPage(), pages);
        return links.isEmpty() ? reply : reply.with("Link", links);
    }

    /** How many of a collection are on the pages before this one. */
    public long skipped() {
        return (pageNumber() - 1L) * perPage();
    }

    public int perPage() {
        return Parameters.cappedInt(text("per_page").orElse("25"));
    }

    private int pageNumber() {
        return Parameters.cappedInt(text("page").orElse("1"));
    }

    private String links(int page, int perPage, int pages) {
        StringBuilder links = new StringBuilder();
        if (page > 1 && pages > 1) {
            link(links, Math.min(page - 1, pages), perPage, "prev");
        }
        if (page < pages) {
            link(links, page + 1, perPage, "next");
            link(links, pages, perPage, "last");
        }
        return links.toString();
    }

    private void link(StringBuilder links, int page, int perPage, String relation) {
        links.append(links.isEmpty() ? "" : ", ")
                .append(String.format(
                        Locale.ROOT,
                        "<%s%s?%s>; rel=%s",
                        origin(),
                        request.path(),
                        query.onPage(page, perPage),
                        relation));
    }
}
