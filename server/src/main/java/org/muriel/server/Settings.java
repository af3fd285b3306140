package org.muriel.server;

import java.nio.file.Path;
import org.muriel.api.agent.AgentCredential;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.api.project.DefaultEnvironments;
import org.muriel.change.outbound.AllowedAddresses;

/**
 * Everything about a server that an operator may choose.
 *
 * @param host address to listen on; whoever reaches it can try tokens, so the default is this machine alone
 * @param port 0 takes any free one
 * @param data folder that holds all that is kept
 * @param environmentKeys how the keys of a new project's environments are written
 * @param datafiles where datafiles can be had without a token
 * @param agentCredential what the decision service's routes ask for that concern other visitors
 * @param openMetrics whether measurements can be read without a token
 * @param eventDays how long events of visitors are kept after they arrived; 0 is for ever
 * @param rateLimit requests a minute that a token has; 0 is as many as come
 * @param webhookAddresses where webhooks may be sent
 */
public record Settings(
        String host,
        int port,
        Path data,
        DefaultEnvironments environmentKeys,
        DatafileAddresses datafiles,
        AgentCredential agentCredential,
        boolean openMetrics,
        int eventDays,
        int rateLimit,
        AllowedAddresses webhookAddresses) {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8080;
    public static final String DEFAULT_DATA = "data";

    public static Settings defaults() {
        return new Settings(
                DEFAULT_HOST,
                DEFAULT_PORT,
                Path.of(DEFAULT_DATA),
                DefaultEnvironments.CAPITALISED,
                DatafileAddresses.KEY,
                AgentCredential.KEY,
                false,
                0,
                0,
                AllowedAddresses.PUBLIC);
    }

    public Settings withPort(int newPort) {
        return new Settings(
                host,
                newPort,
                data,
                environmentKeys,
                datafiles,
                agentCredential,
                openMetrics,
                eventDays,
                rateLimit,
                webhookAddresses);
    }

    public Settings withData(Path newData) {
        return new Settings(
                host,
                port,
                newData,
                environmentKeys,
                datafiles,
                agentCredential,
                openMetrics,
                eventDays,
                rateLimit,
                webhookAddresses);
    }

    public Settings withDatafiles(DatafileAddresses newDatafiles) {
        return new Settings(
                host,
                port,
                data,
                environmentKeys,
                newDatafiles,
                agentCredential,
                openMetrics,
                eventDays,
                rateLimit,
                webhookAddresses);
    }

    public Settings withAgentCredential(AgentCredential newAgentCredential) {
        return new Settings(
                host,
                port,
                data,
                environmentKeys,
                datafiles,
                newAgentCredential,
                openMetrics,
                eventDays,
                rateLimit,
                webhookAddresses);
    }

    public Settings withWebhookAddresses(AllowedAddresses newAddresses) {
        return new Settings(
                host,
                port,
                data,
                environmentKeys,
                datafiles,
                agentCredential,
                openMetrics,
                eventDays,
                rateLimit,
                newAddresses);
    }

    public Settings withRateLimit(int newLimit) {
        return new Settings(
                host,
                port,
                data,
                environmentKeys,
                datafiles,
                agentCredential,
                openMetrics,
                eventDays,
                newLimit,
                webhookAddresses);
    }
}
