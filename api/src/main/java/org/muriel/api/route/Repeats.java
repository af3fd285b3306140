package org.muriel.api.route;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.problem.Outcome;

/**
 * Carries out a request with an {@code Idempotency-Key} once, and answers it again as often as it comes, for a day at
 * least. Whatever makes something hands the receipt to the write itself, so that both become durable or neither. Refused
 * requests leave none: they have changed nothing. Thread-safe.
 */
public final class Repeats {
    private static final int KEY_REUSED = 422;

    /** Two requests with one key come one after the other; of others only few wait without need. */
    private static final int LOCKS = 64;

    private final Catalog catalog;
    private final List<ReentrantLock> locks =
            IntStream.range(0, LOCKS).mapToObj(it -> new ReentrantLock()).toList();

    public Repeats(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The route, minding the header if it makes something in the configuration API. */
    public Route minded(Route route) {
        boolean makes = route.methods().contains("POST")
                && route.template().startsWith("/v2/")
                && route.allows() == Route.Allows.TOKEN_HOLDERS;
        return makes ? route.handledBy(call -> handle(call, route.handler()), KEY_REUSED) : route;
    }

    private Outcome<Reply> handle(Call call, Route.Handler handler) {
        Optional<String> header = call.header(IdempotencyKey.HEADER);
        return header.isEmpty()
                ? handler.handle(call)
                : IdempotencyKey.of(header.get(), call).then(it -> handle(call, handler, it));
    }

    private Outcome<Reply> handle(Call call, Route.Handler handler, IdempotencyKey key) {
        ReentrantLock lock = locks.get(Math.floorMod(key.id().hashCode(), LOCKS));
        lock.lock();
        try {
            Optional<byte[]> kept = catalog.receipt(key.id());
            return kept.isPresent() ? key.answer(kept.get()) : first(call, handler, key);
        } finally {
            lock.unlock();
        }
    }

    private Outcome<Reply> first(Call call, Route.Handler handler, IdempotencyKey key) {
        Outcome<Reply> outcome = handler.handle(call.keptUnder(key));
        if (outcome instanceof Outcome.Done<Reply>(Reply reply)
                && isSuccess(reply)
                && catalog.receipt(key.id()).isEmpty()) {
            // it has made nothing, or nothing more when it comes again, as with people
            var _ = catalog.write(call.caller().id(), draft -> {
                draft.keep(key.receipt(reply));
                return Outcome.done(reply);
            });
        }
        return outcome;
    }

    private static boolean isSuccess(Reply reply) {
        return reply.status() / 100 == 2 && (reply instanceof Reply.Content || reply instanceof Reply.Empty);
    }
}
