/**
 * What is told while it happens: {@link org.muriel.api.stream.Broadcast} passes notices from whoever has some to
 * whoever listens. Knows neither what a dialect calls a notice nor how a connection is held open.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.stream;
