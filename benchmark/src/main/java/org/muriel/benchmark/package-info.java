/** Load runs against a real server process. Start at {@link org.muriel.benchmark.RestLoad}. */
@org.jspecify.annotations.NullMarked
package org.muriel.benchmark;
