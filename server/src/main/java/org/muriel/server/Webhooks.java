package org.muriel.server;

import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.muriel.access.Access;
import org.muriel.api.rights.GuardedCatalog;
import org.muriel.api.webhook.WebhookMessages;
import org.muriel.api.webhook.WebhookRoutes;
import org.muriel.change.delivery.Courier;
import org.muriel.change.delivery.Deliveries;
import org.muriel.change.delivery.Dispatch;
import org.muriel.change.delivery.Retries;
import org.muriel.change.delivery.Secrets;
import org.muriel.change.outbound.AllowedAddresses;
import org.muriel.change.outbound.PinnedPost;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.storage.sql.SqlStorage;

/** All that tells webhooks of changes. */
record Webhooks(Dispatch dispatch, Courier courier, WebhookRoutes routes) implements AutoCloseable {

    static Webhooks start(
            Catalog catalog,
            Access access,
            SqlStorage storage,
            AllowedAddresses allowed,
            InstantSource clock,
            SecureRandom random) {
        Deliveries deliveries = storage.deliveries();
        Secrets secrets = new Secrets(storage.key("webhooks", () -> {
            byte[] key = new byte[Secrets.KEY_BYTES];
            random.nextBytes(key);
            return key;
        }));
        Courier courier = Courier.start(
                catalog,
                deliveries,
                secrets,
                new PinnedPost(allowed, InetAddress::getAllByName, Webhooks::usualTrust),
                new Retries(random),
                clock);
        Dispatch dispatch = Dispatch.start(catalog, deliveries, new WebhookMessages(), clock, courier::wake);
        return new Webhooks(
                dispatch,
                courier,
                new WebhookRoutes(
                        new GuardedCatalog(catalog, access), deliveries, secrets, allowed, courier::wake, clock));
    }

    private static SSLContext usualTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java cannot speak TLS", e);
        }
    }

    @Override
    public void close() {
        dispatch.close();
        courier.close();
    }
}
