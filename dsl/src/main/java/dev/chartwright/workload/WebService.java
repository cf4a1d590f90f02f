package dev.chartwright.workload;

import dev.chartwright.chart.tree.Expression;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Pods behind a Service: a Deployment, the Service, an account, a disruption budget, and on request
 * an autoscaler, an Ingress, a route of the Gateway API, a network policy, a monitor and a test.
 * Immutable.
 *
 * <p>By default two pods run, and a TCP connection to the first port tells whether a container
 * lives and is ready.
 */
public final class WebService extends Workload<WebService> {
  private WebService(WorkloadSettings settings) {
    super(settings);
  }

  /** A service of that name, which is also the name of the main container. */
  public static WebService named(String name) {
    return new WebService(
        named(
            name,
            settings -> {
              settings.replicas = 2;
              settings.budget = true;
              settings.serves = true;
              settings.servicePort = 80;
            }));
  }

  @Override
  WebService with(WorkloadSettings changed) {
    return new WebService(changed);
  }

  @Override
  WorkloadKind kind() {
    return WorkloadKind.DEPLOYMENT;
  }

  /** The port {@code http} of the container; the Service has it as port 80 by default. */
  public WebService port(int number) {
    return port("http", number);
  }

  /** The default of the value {@code service.port}: where the Service listens. */
  public WebService servicePort(int number) {
    return set(
        copy -> {
          copy.container.require(
              number >= 1 && number <= 65535,
              "servicePort",
              number + " is not the number of a port",
              "write a number from 1 to 65535");
          copy.servicePort = number;
        });
  }

  /** The default of the value {@code replicaCount}. */
  public WebService replicas(int number) {
    return pods(number);
  }

  /** The number of pods from the author's values, or one that is {@link Settings#fixed}. */
  public WebService replicas(Expression number) {
    return pods(number);
  }

  /**
   * An autoscaler on the usage of resources, which the value {@code autoscaling.enabled} switches
   * on.
   */
  public WebService autoscaling(int min, int max, Scaling.Metric... metrics) {
    return autoscaling(new Scaling.ByUsage(min, max, List.of(metrics)));
  }

  /** An autoscaler. */
  public WebService autoscaling(Scaling scaling) {
    return scaled(scaling);
  }

  /** An Ingress for a host, which the value {@code ingress.enabled} switches on. */
  public WebService ingress(String host) {
    return set(copy -> copy.ingress = Optional.of(host));
  }

  /**
   * A route of the Gateway API for a host, which the value {@code httpRoute.enabled} switches on.
   *
   * @param gateway the default of the name of the Gateway
   */
  public WebService route(String host, String gateway) {
    return set(copy -> copy.route = Optional.of(new WorkloadSettings.Route(host, gateway)));
  }

  /** Leaves out the PodDisruptionBudget, so that a node upgrade may end all pods at once. */
  public WebService withoutBudget() {
    return set(copy -> copy.budget = false);
  }

  /** A ServiceMonitor of the Prometheus operator, which a value switches on. */
  public WebService monitor(Monitor monitor) {
    return set(copy -> copy.monitor = Optional.of(monitor));
  }

  /**
   * A pod of {@code helm test} with the same image, which must end with 0.
   *
   * @param command makes the command from the address of the Service, such as {@code
   *     http://demo-web:80}
   */
  public WebService test(Function<String, List<String>> command) {
    return set(copy -> copy.test = Optional.of(command));
  }

  /** Changes the Deployment before the values are bound to its fields. */
  public WebService deployment(UnaryOperator<DeploymentBuilder> change) {
    return set(
        copy ->
            copy.edit(object -> change.apply(new DeploymentBuilder((Deployment) object)).build()));
  }

  /** Changes the Service before the values are bound to its fields. */
  public WebService service(UnaryOperator<ServiceBuilder> change) {
    return set(copy -> copy.serviceEdit = change);
  }
}
