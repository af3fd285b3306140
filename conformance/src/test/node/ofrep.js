// The OpenFeature SDKs for servers and for pages, each with its provider for remote evaluation.
//
//   node ofrep.js URL SDK_KEY VISITOR_ID ATTRIBUTES
//
// ATTRIBUTES is a JSON object. Prints three lines of JSON, each flag key → details of its evaluation: by the provider
// for servers, by that for pages, and by that for pages when it has told of a change.
import { OpenFeature as Server } from '@openfeature/server-sdk';
import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OpenFeature as Page, ProviderEvents } from '@openfeature/web-sdk';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';

const [baseUrl, sdkKey, targetingKey, attributes] = process.argv.slice(2);
const context = { targetingKey, ...JSON.parse(attributes) };

// Node has no EventSource and no page: this is as much of the two as the provider uses, over the real connection.
globalThis.EventSource = class extends EventTarget {
  #ending = new AbortController();
  readyState = 0;

  constructor(url) {
    super();
    this.#read(url).catch(() => {
      this.readyState = 2;
      this.dispatchEvent(new Event('error'));
    });
  }

  async #read(url) {
    const response = await fetch(url, { signal: this.#ending.signal, headers: { Accept: 'text/event-stream' } });
    if (!response.ok || !response.headers.get('content-type').startsWith('text/event-stream')) {
      throw new Error(`${response.status}`);
    }
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
    let text = '';
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const events = text.split('\n\n');
      text = events.pop();
      for (const event of events) {
        const data = event.split('\n').filter((line) => line.startsWith('data: ')).map((line) => line.slice(6));
        if (data.length > 0) {
          this.dispatchEvent(new MessageEvent('message', { data: data.join('\n') }));
        }
      }
    }
  }

  close() {
    this.readyState = 2;
    this.#ending.abort();
  }
};
globalThis.document = Object.assign(new EventTarget(), { visibilityState: 'visible' });

const evaluate = async (client, ...more) => ({
  f_split: await client.getBooleanDetails('f_split', false, ...more),
  'f_split.color': await client.getStringDetails('f_split.color', 'none', ...more),
  'f_split.n': await client.getNumberDetails('f_split.n', -1, ...more),
  'f_targeted.cfg': await client.getObjectDetails('f_targeted.cfg', {}, ...more),
  'f_rollout.ratio': await client.getNumberDetails('f_rollout.ratio', -1, ...more),
  'f_rollout.flag': await client.getBooleanDetails('f_rollout.flag', false, ...more),
  f_nowhere: await client.getBooleanDetails('f_nowhere', false, ...more),
});
const print = (evaluations) => console.log(JSON.stringify(evaluations));

await Server.setProviderAndWait(new OFREPProvider({ baseUrl, headers: [['X-API-Key', sdkKey]] }));
print(await evaluate(Server.getClient(), context));

await Page.setContext(context);
await Page.setProviderAndWait(
  new OFREPWebProvider({ baseUrl, headers: [['Authorization', `Bearer ${sdkKey}`]], cacheMode: 'disabled' }),
);
const changed = new Promise((resolve) => Page.addHandler(ProviderEvents.ConfigurationChanged, resolve));
print(await evaluate(Page.getClient()));
await changed;
print(await evaluate(Page.getClient()));
await Page.close();
await Server.close();
process.exit(0);
