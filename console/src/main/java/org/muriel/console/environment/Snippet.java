package org.muriel.console.environment;

import java.util.List;

/**
 * Code that makes an SDK read its datafile from this server and send its events here (SDK contract, 8).
 *
 * @param id as it stands in the address
 * @param name of the language or program
 */
public record Snippet(String id, String name, String code) {
    /** What JavaScript and React have in common. */
    private static final String JAVASCRIPT_CLIENT = """
            const here = {
              dispatchEvent: (event) =>
                eventDispatcher.dispatchEvent({ ...event, url: "ORIGIN/v1/events" }),
            };
            const optimizely = createInstance({
              projectConfigManager: createPollingProjectConfigManager({
                sdkKey: "KEY", urlTemplate: "ORIGIN/datafiles/%s.json", autoUpdate: true,
              }),
              eventProcessor: createBatchEventProcessor({ eventDispatcher: here, closingEventDispatcher: here }),
            });""";

    /** @param origin of this server, such as {@code http://127.0.0.1:8080} */
    static List<Snippet> all(String origin, String sdkKey) {
        return List.of(
                        new Snippet("javascript", "JavaScript and Node", """
                                import {
                                  createInstance, createPollingProjectConfigManager, createBatchEventProcessor, eventDispatcher,
                                } from "@optimizely/optimizely-sdk";

                                JAVASCRIPT_CLIENT
                                await optimizely.onReady();
                                const decision = optimizely.createUserContext("visitor-1", { plan: "pro" }).decide("FLAG");
                                """),
                        new Snippet("java", "Java", """
                                var configs = HttpProjectConfigManager.builder()
                                    .withSdkKey("KEY")
                                    .withFormat("ORIGIN/datafiles/%s.json")
                                    .build();
                                var sender = AsyncEventHandler.builder().build();
                                EventHandler here = event -> sender.dispatchEvent(new LogEvent(
                                    event.getRequestMethod(), "ORIGIN/v1/events", event.getRequestParams(), event.getEventBatch()));
                                var events = BatchEventProcessor.builder().withEventHandler(here).build();
                                var optimizely = Optimizely.builder().withConfigManager(configs).withEventProcessor(events).build();
                                var decision = optimizely.createUserContext("visitor-1", Map.of("plan", "pro")).decide("FLAG");
                                """),
                        new Snippet("python", "Python", """
                                from optimizely import optimizely
                                from optimizely.config_manager import PollingConfigManager
                                from optimizely.event.event_processor import BatchEventProcessor
                                from optimizely.event_dispatcher import EventDispatcher

                                class Here:
                                    @staticmethod
                                    def dispatch_event(event):
                                        event.url = "ORIGIN/v1/events"
                                        EventDispatcher.dispatch_event(event)

                                client = optimizely.Optimizely(
                                    config_manager=PollingConfigManager(
                                        sdk_key="KEY", url_template="ORIGIN/datafiles/{sdk_key}.json"),
                                    event_processor=BatchEventProcessor(event_dispatcher=Here))
                                decision = client.create_user_context("visitor-1", {"plan": "pro"}).decide("FLAG")
                                """),
                        new Snippet("go", "Go", """
                                configs := config.NewPollingProjectConfigManager("KEY",
                                    config.WithDatafileURLTemplate("ORIGIN/datafiles/%s.json"))
                                events := event.NewBatchEventProcessor(event.WithEventEndPoint("ORIGIN/v1/events"))
                                optimizely, err := (&client.OptimizelyFactory{}).Client(
                                    client.WithConfigManager(configs), client.WithEventProcessor(events))
                                user := optimizely.CreateUserContext("visitor-1", map[string]interface{}{"plan": "pro"})
                                decision := user.Decide("FLAG", nil)
                                """),
                        new Snippet("react", "React", """
                                import {
                                  createInstance, createPollingProjectConfigManager, createBatchEventProcessor, OptimizelyProvider,
                                } from "@optimizely/react-sdk";
                                import { eventDispatcher } from "@optimizely/optimizely-sdk";

                                JAVASCRIPT_CLIENT
                                // <OptimizelyProvider optimizely={optimizely} user={{ id: "visitor-1" }}>…</OptimizelyProvider>
                                """),
                        new Snippet("ruby", "Ruby", """
                                class Here < Optimizely::EventDispatcher
                                  def dispatch_event(event)
                                    super(Optimizely::Event.new(event.http_verb, "ORIGIN/v1/events", event.params, event.headers))
                                  end
                                end

                                configs = Optimizely::HTTPProjectConfigManager.new(
                                  sdk_key: "KEY", url_template: "ORIGIN/datafiles/%s.json")
                                client = Optimizely::Project.new(config_manager: configs, event_dispatcher: Here.new)
                                decision = client.create_user_context("visitor-1", { "plan" => "pro" }).decide("FLAG")
                                """),
                        new Snippet("php", "PHP", """
                                class Here extends Optimizely\\Event\\Dispatcher\\DefaultEventDispatcher {
                                    public function dispatchEvent(Optimizely\\Event\\LogEvent $event) {
                                        parent::dispatchEvent(new Optimizely\\Event\\LogEvent(
                                            "ORIGIN/v1/events", $event->getParams(), $event->getHttpVerb(), $event->getHeaders()));
                                    }
                                }

                                $configs = new Optimizely\\ProjectConfigManager\\HTTPProjectConfigManager(
                                    "KEY", null, "ORIGIN/datafiles/%s.json");
                                $client = new Optimizely\\Optimizely(null, new Here(), null, null, false, null, $configs);
                                $decision = $client->createUserContext("visitor-1", ["plan" => "pro"])->decide("FLAG");
                                """),
                        new Snippet("csharp", "C#", """
                                class Here : IEventDispatcher {
                                    private readonly HttpClientEventDispatcher45 sender = new HttpClientEventDispatcher45();
                                    public ILogger Logger { get; set; }
                                    public void DispatchEvent(LogEvent e) => sender.DispatchEvent(
                                        new LogEvent("ORIGIN/v1/events", e.Params, e.HttpVerb, e.Headers));
                                }

                                var configs = new HttpProjectConfigManager.Builder()
                                    .WithSdkKey("KEY").WithFormat("ORIGIN/datafiles/{0}.json").Build();
                                var events = new BatchEventProcessor.Builder().WithEventDispatcher(new Here()).Build();
                                var client = new Optimizely(configs, eventProcessor: events);
                                var decision = client.CreateUserContext("visitor-1").Decide("FLAG");
                                """),
                        new Snippet("openfeature", "OpenFeature", """
                                # Any OpenFeature SDK with its OFREP provider, whatever the language:
                                #   base URL: ORIGIN
                                #   header:   Authorization: Bearer KEY
                                curl -H 'Authorization: Bearer KEY' -H 'Content-Type: application/json' \\
                                  -d '{"context": {"targetingKey": "visitor-1", "plan": "pro"}}' \\
                                  ORIGIN/ofrep/v1/evaluate/flags/FLAG
                                """),
                        new Snippet("http", "Any language, by HTTP", """
                                curl -H 'X-Optimizely-SDK-Key: KEY' -H 'Content-Type: application/json' \\
                                  -d '{"userId": "visitor-1", "userAttributes": {"plan": "pro"}}' \\
                                  'ORIGIN/v1/decide?keys=FLAG'
                                curl -H 'X-Optimizely-SDK-Key: KEY' -H 'Content-Type: application/json' \\
                                  -d '{"userId": "visitor-1"}' \\
                                  'ORIGIN/v1/track?eventKey=EVENT'
                                """),
                        new Snippet("agent", "An agent of yours", """
                                # An agent that you run already reads and sends here with two settings:
                                OPTIMIZELY_CLIENT_DATAFILEURLTEMPLATE=ORIGIN/datafiles/%s.json
                                OPTIMIZELY_CLIENT_EVENTURL=ORIGIN/v1/events
                                """))
                .stream()
                .map(it -> new Snippet(
                        it.id(),
                        it.name(),
                        it.code()
                                .replace("JAVASCRIPT_CLIENT", JAVASCRIPT_CLIENT)
                                .replace("ORIGIN", origin)
                                .replace("KEY", sdkKey)))
                .toList();
    }
}
