package org.muriel.api.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.muriel.api.route.Dialect;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.experiment.problem.Outcome;

/** Measurements, as Prometheus collects them. */
public final class MetricsRoutes {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> text;
    private final boolean open;

    /**
     * @param text all measurements at this moment, in Prometheus' text format
     * @param open whether anybody may read them
     */
    public MetricsRoutes(Supplier<String> text, boolean open) {
        this.text = text;
        this.open = open;
    }

    public List<Route> routes() {
        return List.of(new Route(
                        List.of("GET"),
                        "/metrics",
                        "get_metrics",
                        "Operation",
                        open ? Route.Allows.ANYBODY : Route.Allows.TOKEN_HOLDERS,
                        List.of(),
                        Set.of(200),
                        Dialect.REST,
                        call -> Outcome.done(
                                new Reply.Content(200, TEXT, text.get().getBytes(UTF_8), Map.of())))
                .about(Route.Scope.CALLER));
    }
}
