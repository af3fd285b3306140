/** What is compared between variations and how it is summed. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.metric;
