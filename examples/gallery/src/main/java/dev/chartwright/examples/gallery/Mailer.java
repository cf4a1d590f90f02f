package dev.chartwright.examples.gallery;

import static dev.chartwright.workload.Settings.events;
import static dev.chartwright.workload.Settings.limits;
import static dev.chartwright.workload.Settings.requests;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.chart.SecretValue;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.resource.RabbitmqTrigger;
import dev.chartwright.resource.Trigger;
import dev.chartwright.workload.BackgroundWorker;

/** A worker that KEDA scales by the length of its queue, down to none. */
public final class Mailer implements ChartSource {
  @Override
  public Chart chart() {
    Values values = Values.create();
    SecretValue broker = values.secret("broker").key("url").describe("The address of the broker.");
    Value<String> queue = values.string("queue", "mails").describe("The queue of the worker.");
    Value<Integer> load =
        values.integer("messagesPerPod", 20).min(1).describe("Messages that one pod can hold.");
    return Chart.named("mailer")
        .version("1.0.0")
        .appVersion("2.3.0")
        .describe("Sends the mails of a queue.")
        .values(values)
        .main(
            BackgroundWorker.named("worker")
                .image("ghcr.io/acme/mailer")
                .env("QUEUE", queue)
                .env("BROKER_URL", broker.key("url"))
                .resources(requests("100m", "128Mi"), limits("1", "256Mi"))
                .autoscaling(
                    events(0, 20)
                        .on(
                            Trigger.rabbitmq()
                                .hostFromEnv("BROKER_URL")
                                .queueName(queue.asString())
                                .mode(RabbitmqTrigger.Mode.QUEUE_LENGTH)
                                .value(load.asString())))
                .isolated())
        .build();
  }
}
