/** Load runs against a real server process, from {@link org.muriel.benchmark.RestLoad} on, and micro-benchmarks. */
@org.jspecify.annotations.NullMarked
package org.muriel.benchmark;
