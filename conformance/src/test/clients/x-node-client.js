// optimizely-x-node-client, which is told where the server is by a member of its own.
import OptimizelyClient from 'optimizely-x-node-client';
import { answerCalls } from './calls.js';

const [origin, accessToken] = process.argv.slice(2);
const client = new OptimizelyClient({ accessToken });
client.baseUrl = origin + '/v2/';
await answerCalls(client);
