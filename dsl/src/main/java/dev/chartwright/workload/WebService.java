package dev.chartwright.workload;

import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.Condition;
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
          copy.servicePortValue = Optional.empty();
        });
  }

  /**
   * Where the Service listens, from the author's values, such as for the address of the Service.
   */
  public WebService servicePort(Value<Integer> number) {
    return set(copy -> copy.servicePortValue = Optional.of(number));
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
    return set(
        copy -> {
          if (isHost(copy, "ingress", host)) {
            copy.ingress = Optional.of(host);
          }
        });
  }

  /**
   * A route of the Gateway API for a host, which the value {@code httpRoute.enabled} switches on.
   *
   * @param gateway the default of the name of the Gateway
   */
  public WebService route(String host, String gateway) {
    return route(new WorkloadSettings.Route(WorkloadSettings.Route.HTTP, host, gateway, ""));
  }

  /**
   * A route of the Gateway API for gRPC, which the value {@code grpcRoute.enabled} switches on.
   *
   * @param gateway the default of the name of the Gateway
   * @param port the name of the port that it leads to
   */
  public WebService grpcRoute(String host, String gateway, String port) {
    return route(new WorkloadSettings.Route(WorkloadSettings.Route.GRPC, host, gateway, port));
  }

  private WebService route(WorkloadSettings.Route route) {
    return set(
        copy -> {
          boolean isFirst =
              copy.routes.stream().noneMatch(each -> each.kind().equals(route.kind()));
          once(copy, isFirst, "route", "the " + route.kind());
          copy.container.require(
              route.gateway().matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?"),
              "route",
              "'" + route.gateway() + "' is not a valid name of a Gateway",
              "use lower-case letters, digits, dots and hyphens");
          if (isHost(copy, "route", route.host()) && isFirst) {
            copy.routes = ContainerSettings.plus(copy.routes, route);
          }
        });
  }

  /**
   * Users set the rest of the Service too: its labels, node port and addresses, who may reach its
   * load balancer, and how requests are distributed.
   */
  public WebService adjustableService() {
    return set(copy -> copy.adjustableService = true);
  }

  /** Leaves out the PodDisruptionBudget, so that a node upgrade may end all pods at once. */
  public WebService withoutBudget() {
    return set(copy -> copy.budget = false);
  }

  /** A ServiceMonitor of the Prometheus operator, which a value switches on. */
  public WebService monitor(Monitor monitor) {
    return monitored(monitor);
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

  /**
   * A pod of {@code helm test} with a container of its own, which must end with 0. It finds the
   * Service in the variables {@code SERVICE_HOST} and {@code SERVICE_PORT}, and its further ports
   * in variables such as {@code SERVICE_PORT_ADMIN}. Its values stand below {@code tests}.
   */
  public WebService test(SideContainer container) {
    return test(container, Condition.always());
  }

  /** A test that is there only under a condition. */
  public WebService test(SideContainer container, Condition when) {
    String name = container.container().name;
    return set(
        copy -> {
          boolean isFirst =
              copy.tests.stream().noneMatch(each -> each.container().container().name.equals(name));
          once(copy, isFirst, "test", "the test '" + name + "'");
          if (isFirst) {
            copy.tests =
                ContainerSettings.plus(
                    copy.tests, new WorkloadSettings.ContainerTest(container, when));
          }
        });
  }

  /** Changes the Deployment before the values are bound to its fields. */
  public WebService deployment(UnaryOperator<DeploymentBuilder> change) {
    return set(
        copy ->
            copy.edit(object -> change.apply(new DeploymentBuilder((Deployment) object)).build()));
  }

  /** Changes the Service before the values are bound to its fields. */
  public WebService service(UnaryOperator<ServiceBuilder> change) {
    return set(copy -> copy.editService(change));
  }

  private static boolean isHost(WorkloadSettings copy, String place, String host) {
    boolean is = Exposure.HOST.complaint(host).isEmpty();
    copy.container.require(
        is,
        place,
        "'" + host + "' is not the name of a host",
        "write a name without a scheme, such as shop.example.com or *.example.com");
    return is;
  }
}
