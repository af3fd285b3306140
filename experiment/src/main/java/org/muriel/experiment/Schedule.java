package org.muriel.experiment;

import java.util.Optional;

/** When an experiment is to start and to stop, as it was written; the bounds are local times of the zone. */
public record Schedule(Optional<String> startTime, Optional<String> stopTime, String timeZone) {}
