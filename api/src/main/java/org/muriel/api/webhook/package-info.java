/** Webhooks, what they are sent, and what became of it (REST specification, 20). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.webhook;
