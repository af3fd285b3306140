package org.muriel.api.environment;

import java.util.List;
import org.muriel.access.Right;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.api.datafile.Datafiles;
import org.muriel.api.entity.Resource;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.route.Route;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.project.Environment;

/** Environments (REST specification, 3). */
public final class EnvironmentRoutes {
    private final Resource<Environment> resource;

    public EnvironmentRoutes(Catalog catalog, SecretKeys secretKeys, Datafiles datafiles, DatafileAddresses addresses) {
        this.resource = new Resource<>(catalog, new EnvironmentJson(secretKeys, datafiles, addresses));
    }

    public List<Route> routes() {
        return resource.routes("environments", "environment", "Environments").stream()
                .map(it -> it.right() == Right.VIEW ? it : it.needing(Right.ADMINISTER))
                .toList();
    }
}
