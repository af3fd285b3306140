// The REST client inside @simonecoelhosfo/optimizely-mcp-server. It slows itself down to what the original allows;
// here it need not.
import { OptimizelyAPIHelper } from '@simonecoelhosfo/optimizely-mcp-server/dist/api/OptimizelyAPIHelper.js';
import { answerCalls } from './calls.js';

const [origin, token] = process.argv.slice(2);
const often = 1_000_000;
await answerCalls(
  new OptimizelyAPIHelper(token, {
    baseUrl: origin + '/v2',
    flagsUrl: origin + '/flags/v1',
    requestsPerMinute: often,
    requestsPerSecond: often,
  }),
);
