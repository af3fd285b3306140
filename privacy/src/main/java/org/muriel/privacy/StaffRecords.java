package org.muriel.privacy;

import java.util.Optional;

/** What is kept of the people who work with this server. Thread-safe. */
public interface StaffRecords {
    /** All that is kept of whoever has the address, as JSON; nothing when nobody has. */
    Optional<String> describe(String email);

    /** Removes what is personal of whoever has the address; nothing happens when nobody has. */
    void erase(String email);
}
