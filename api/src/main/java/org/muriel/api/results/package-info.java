/** Results, time series, CSV, report and share link (REST specification, 10 to 13). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.results;
