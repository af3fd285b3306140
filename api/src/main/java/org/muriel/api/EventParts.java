package org.muriel.api;

import org.muriel.api.arrival.ArrivalRoutes;
import org.muriel.api.export.ExportRoutes;
import org.muriel.api.ledger.LedgerRoutes;
import org.muriel.api.metrics.MetricsRoutes;
import org.muriel.event.EventIntake;
import org.muriel.result.EventStore;
import org.muriel.result.Impressions;
import org.muriel.result.Irregularities;

/**
 * What the API has to do with events of visitors: where they are handed over, what is made of them, the account of
 * them, and the way out.
 */
public record EventParts(
        EventIntake intake,
        EventStore store,
        Irregularities.Counter irregularities,
        Impressions impressions,
        LedgerRoutes ledger,
        ExportRoutes export,
        MetricsRoutes metrics,
        ArrivalRoutes.Arriving arriving) {}
