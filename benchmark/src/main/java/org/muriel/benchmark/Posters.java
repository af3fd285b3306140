package org.muriel.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that each do one thing after the other for some seconds. */
final class Posters {
    private Posters() {}

    /** What one poster does again and again; closed by it at the end. */
    interface Poster extends AutoCloseable {
        void post(long number) throws Exception;

        @Override
        default void close() throws IOException {}
    }

    /** Makes the poster of an index. */
    @FunctionalInterface
    interface Recruiter {
        Poster poster(int index) throws Exception;
    }

    /** @param first number of the first post of each poster */
    static LoadClient.Load run(int posters, int seconds, long first, Recruiter recruiter) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(posters)) {
            long begin = System.nanoTime();
            long end = begin + seconds * 1_000_000_000L;
            List<Future<long[]>> parts = new ArrayList<>();
            for (int i = 0; i < posters; i++) {
                int index = i;
                parts.add(threads.submit(() -> latencies(recruiter, index, first, end)));
            }
            List<long[]> each = new ArrayList<>();
            for (Future<long[]> part : parts) {
                each.add(part.get());
            }
            double elapsed = (System.nanoTime() - begin) / 1e9;
            long[] all = each.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new LoadClient.Load(all.length / elapsed, all);
        }
    }

    private static long[] latencies(Recruiter recruiter, int index, long first, long end) throws Exception {
        long[] latencies = new long[1 << 16];
        int count = 0;
        try (Poster poster = recruiter.poster(index)) {
            for (long now = System.nanoTime(); now < end; count++) {
                poster.post(first + count);
                long done = System.nanoTime();
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, count * 2);
                }
                latencies[count] = done - now;
                now = done;
            }
        }
        return Arrays.copyOf(latencies, count);
    }
}
