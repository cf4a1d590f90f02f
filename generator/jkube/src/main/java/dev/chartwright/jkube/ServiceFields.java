package dev.chartwright.jkube;

import dev.chartwright.workload.WebService;
import io.fabric8.ianaservicehelper.Helper;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What JKube says about the Service in front of the pods. Not for use by several threads. */
final class ServiceFields {
  private final Fields fields;
  private final List<Port> ports = new ArrayList<>();
  private int first;

  /**
   * A port of the container that the Service leads to.
   *
   * @param name of the container's port
   */
  record Port(String name, int number) {}

  ServiceFields(
      Service service, Deployment deployment, List<String> refused, Consumer<String> notes) {
    fields = Fields.of(service);
    fields.take("apiVersion");
    fields.take("kind");
    fields.take("status");
    Metadata.take(fields.in("metadata"));
    fields.take("spec", "selector");
    fields
        .text("spec", "type")
        .filter(type -> !type.equals("ClusterIP"))
        .ifPresent(
            type ->
                notes.accept(
                    "The Service has the type ClusterIP. For the type that JKube describes, set the value"
                        + " service.type to "
                        + type
                        + "."));
    List<ContainerPort> open =
        deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getPorts();
    for (Fields port : fields.list("spec", "ports")) {
      int number = port.number("port").orElse(0);
      String name = port.text("name").orElse("http");
      String target = port.text("targetPort").orElse(Integer.toString(number));
      port.take("protocol")
          .filter(protocol -> !protocol.asText().equals("TCP"))
          .ifPresent(
              protocol ->
                  refused.add("Service port " + name + " is not TCP: " + protocol.asText()));
      Port inside = inside(open, target, name);
      if (ports.isEmpty() && isRegistered(inside)) {
        inside = new Port("http", inside.number());
      }
      if (ports.isEmpty()) {
        first = number;
      } else if (inside.number() != number) {
        refused.add(
            "Service port "
                + name
                + " is "
                + number
                + " and leads to "
                + inside.number()
                + ": only the first port may change its number");
      }
      ports.add(inside);
      port.names()
          .forEach(field -> refused.add("Service port " + name + " has the field " + field));
    }
    fields.take("spec", "ports");
  }

  private static Port inside(List<ContainerPort> open, String target, String name) {
    Optional<ContainerPort> found =
        open.stream()
            .filter(
                each ->
                    target.equals(each.getName())
                        || target.equals(String.valueOf(each.getContainerPort())))
            .findFirst();
    return new Port(
        found.map(ContainerPort::getName).orElse(name),
        found.map(ContainerPort::getContainerPort).orElseGet(() -> number(target)));
  }

  /** JKube names ports after the register of IANA, where 8081 is {@code sunproxyadmin}. */
  private static boolean isRegistered(Port port) {
    try {
      return Helper.serviceNames(port.number(), "tcp").contains(port.name());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static int number(String target) {
    return target.matches("\\d{1,5}") ? Integer.parseInt(target) : 0;
  }

  List<Port> ports() {
    return List.copyOf(ports);
  }

  /** The ports and the rest of the Service, in a component. */
  WebService in(WebService component) {
    WebService web = component;
    for (Port port : ports) {
      web = web.port(port.name(), port.number());
    }
    return web.servicePort(first).service(this::over);
  }

  private ServiceBuilder over(ServiceBuilder service) {
    return new ServiceBuilder(fields.over(service.build(), Service.class));
  }
}
