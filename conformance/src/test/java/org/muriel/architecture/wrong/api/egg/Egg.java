package org.muriel.architecture.wrong.api.egg;

import java.util.List;
import org.muriel.architecture.wrong.api.hen.Hen;

/** The other half. */
public record Egg(List<Hen> of) {
    public Hen first() {
        return of.getFirst();
    }
}
