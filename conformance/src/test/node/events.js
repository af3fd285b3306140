// The official JavaScript SDK decides for visitors and tells what they did.
//
//   node events.js SERVER SDK_KEY VISITORS
//
// Prints the uuid of each event it sends as a line, and ends when all of them are answered.
import {
  createBatchEventProcessor,
  createInstance,
  createPollingProjectConfigManager,
  eventDispatcher,
} from '@optimizely/optimizely-sdk';

const [server, sdkKey, visitors] = process.argv.slice(2);
const dispatcher = {
  dispatchEvent: async (event) => {
    const answer = await eventDispatcher.dispatchEvent({ ...event, url: `${server}/v1/events` });
    if (answer.statusCode === 204) {
      event.params.visitors.forEach((visitor) =>
        visitor.snapshots.forEach((snapshot) => snapshot.events.forEach(({ uuid }) => console.log(uuid))),
      );
    }
    return answer;
  },
};
const client = createInstance({
  projectConfigManager: createPollingProjectConfigManager({
    sdkKey,
    urlTemplate: `${server}/datafiles/%s.json`,
  }),
  eventProcessor: createBatchEventProcessor({ eventDispatcher: dispatcher, closingEventDispatcher: dispatcher }),
});
await client.onReady();
for (let i = 0; i < Number(visitors); i++) {
  client.activate('checkout', `visitor-${i}`);
  client.track('purchase', `visitor-${i}`, {}, { revenue: 4200 + i, value: 0.5 });
}
await client.close();
