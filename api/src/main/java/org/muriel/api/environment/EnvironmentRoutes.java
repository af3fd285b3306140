package org.muriel.api.environment;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.muriel.access.Right;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.api.datafile.Datafiles;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Resource;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.route.Route;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.project.Environment;

/** Environments (REST specification, 3). */
public final class EnvironmentRoutes {
    private final Resource<Environment> resource;
    private final SdkKeyRoutes sdkKeys;
    private final DatafileTokenRoutes datafileTokens;

    public EnvironmentRoutes(
            Catalog catalog,
            SecretKeys secretKeys,
            Datafiles datafiles,
            DatafileAddresses addresses,
            InstantSource clock) {
        this.resource = new Resource<>(catalog, new EnvironmentJson(secretKeys, datafiles, addresses));
        this.sdkKeys = new SdkKeyRoutes(catalog, resource, secretKeys, clock);
        this.datafileTokens = new DatafileTokenRoutes(catalog, resource, secretKeys);
    }

    public EntityCodec<Environment> codec() {
        return resource.codec();
    }

    public List<Route> routes() {
        return Stream.of(
                        resource.routes("environments", "environment", "Environments"),
                        sdkKeys.routes(),
                        datafileTokens.routes())
                .flatMap(List::stream)
                .map(it -> it.right() == Right.VIEW ? it : it.needing(Right.ADMINISTER))
                .toList();
    }
}
