/**
 * The dialect of the stand-alone decision service (SDK contract, 6), below {@code /v1} with the SDK key in a header.
 * Start at {@link org.muriel.api.agent.AgentRoutes}. Another service's words stay in here.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.agent;
