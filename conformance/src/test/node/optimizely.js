// The official JavaScript SDK decides by the datafile at an address.
//
//   node optimizely.js URL SDK_KEY VISITORS
//
// VISITORS is JSON: [{"id": …, "attributes": {…}}, …]. Prints for each visitor a line of JSON, flag key → decision, and
// then, when a newer datafile has arrived, the same for the first visitor again.
import { createInstance, createPollingProjectConfigManager } from '@optimizely/optimizely-sdk';

const [url, sdkKey, visitors] = process.argv.slice(2);
const client = createInstance({
  projectConfigManager: createPollingProjectConfigManager({
    sdkKey,
    urlTemplate: url,
    autoUpdate: true,
    updateInterval: 1000,
  }),
});
const changed = new Promise((resolve) => {
  client.onReady().then(() => {
    const revision = client.getOptimizelyConfig().revision;
    client.notificationCenter.addNotificationListener('OPTIMIZELY_CONFIG_UPDATE', () => {
      if (client.getOptimizelyConfig().revision !== revision) {
        resolve();
      }
    });
  });
});

const decide = ({ id, attributes }) => {
  const decisions = client.createUserContext(id, attributes).decideAll();
  console.log(
    JSON.stringify(
      Object.fromEntries(
        Object.entries(decisions).map(([flag, { ruleKey, variationKey, enabled, variables }]) => [
          flag,
          { ruleKey, variationKey, enabled, variables },
        ]),
      ),
    ),
  );
};

await client.onReady();
const all = JSON.parse(visitors);
all.forEach(decide);
await changed;
decide(all[0]);
client.close();
