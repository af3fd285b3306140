package org.muriel.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process has of the machine's memory, as Linux counts it: heap, databases and everything else. */
final class ProcessMemory {
    private static final Pattern NOW = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern MOST = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private ProcessMemory() {}

    /** @return kB, that is 1024 bytes each */
    static long now(long pid) throws IOException {
        return found(NOW, pid);
    }

    /** @return kB, the most there ever was */
    static long most(long pid) throws IOException {
        return found(MOST, pid);
    }

    private static long found(Pattern pattern, long pid) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        if (!matcher.find()) {
            throw new IOException("the memory of process " + pid + " is not told");
        }
        return Long.parseLong(matcher.group(1));
    }
}
