package dev.chartwright.generator.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The attributes of Terraform against the declaration, field by field. */
class ModuleFactsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("fleets")
  void theModuleSaysWhatTheModelSays(String name, Infrastructure infrastructure) {
    SortedMap<String, String> model = model(infrastructure);
    SortedMap<String, String> terraform = ModuleFacts.of(infrastructure);
    print(name, model, terraform);

    assertThat(terraform).isEqualTo(model);
  }

  static Stream<Arguments> fleets() {
    return Fleets.all().entrySet().stream()
        .map(fleet -> Arguments.of(fleet.getKey(), fleet.getValue()));
  }

  /** Taken from the declaration alone, without anything of this package. */
  private static SortedMap<String, String> model(Infrastructure infrastructure) {
    SortedMap<String, String> facts = new TreeMap<>();
    Gke gke = infrastructure.gke();
    network(gke, facts);
    if (gke.privateNodes()) {
      facts.put("cluster privateNodes", "true");
      facts.put("network controlPlane", gke.network().controlPlane());
      facts.put("firewall name", infrastructure.firewall().name());
      facts.put("firewall source", infrastructure.firewall().source());
      facts.put("firewall target", infrastructure.nodeTag());
      facts.put("firewall ports", joined(infrastructure.firewall().ports().stream()));
      facts.put("router", infrastructure.router());
      facts.put("nat", infrastructure.nat());
    }
    facts.put("cluster name", gke.cluster());
    facts.put("cluster location", gke.location());
    facts.put("cluster labels", joined(infrastructure.labels()));
    facts.put("cluster releaseChannel", gke.releaseChannel().name());
    facts.put("cluster nodeLocations", String.join(", ", gke.nodeLocations()));
    facts.put("cluster authorizedNetworks", String.join(", ", gke.authorizedNetworks()));
    if (gke.workloadIdentity()) {
      facts.put("cluster workloadPool", gke.project().orElse("${var.project_id}") + ".svc.id.goog");
    }
    if (infrastructure.filestore()) {
      facts.put("cluster filestore", "true");
    }
    gke.maintenanceWindow()
        .ifPresent(
            window -> {
              facts.put("cluster maintenance recurrence", window.recurrence());
              // Worked out by hand: the first day of the window in the week of 6 January 2025.
              boolean weekends = window.recurrence().endsWith("SA,SU");
              facts.put(
                  "cluster maintenance start",
                  weekends ? "2025-01-11T02:00:00Z" : "2025-01-08T22:30:00Z");
              facts.put(
                  "cluster maintenance end",
                  weekends ? "2025-01-11T10:00:00Z" : "2025-01-09T06:30:00Z");
            });
    infrastructure
        .nodeAccount()
        .ifPresent(
            account -> {
              facts.put("account id", account.id());
              facts.put("account roles", String.join(", ", account.roles()));
            });
    infrastructure.apis().forEach(api -> facts.put("api " + api, "enabled"));
    infrastructure.pools().forEach(pool -> pool(pool, infrastructure, facts));
    return facts;
  }

  private static void network(Gke gke, SortedMap<String, String> facts) {
    Network network = gke.network();
    facts.put("network name", network.name());
    facts.put("network subnet", network.subnet());
    facts.put("network region", gke.region());
    facts.put("network pods", network.pods());
    facts.put("network services", network.services());
    if (!network.existing()) {
      facts.put("network nodes", network.nodes());
    }
  }

  private static void pool(
      NodePool pool, Infrastructure infrastructure, SortedMap<String, String> facts) {
    String key = "pool " + pool.name() + " ";
    facts.put(key + "minNodes", "" + pool.minNodes());
    facts.put(key + "maxNodes", "" + pool.maxNodes());
    facts.put(key + "maxSurge", "" + pool.maxSurge());
    facts.put(key + "maxUnavailable", "" + pool.maxUnavailable());
    facts.put(key + "machine", pool.machineType());
    facts.put(key + "disk GB", "" + pool.disk().gigabytes());
    facts.put(key + "disk type", pool.diskType().toString());
    facts.put(key + "spot", "" + pool.spot());
    facts.put(key + "tags", infrastructure.nodeTag());
    facts.put(
        key + "metadata",
        infrastructure.gke().workloadIdentity() ? "GKE_METADATA" : "GCE_METADATA");
    if (!pool.nodeLabels().isEmpty()) {
      facts.put(key + "labels", joined(pool.nodeLabels()));
    }
    if (!pool.taints().isEmpty()) {
      facts.put(
          key + "taints",
          joined(
              pool.taints().stream()
                  .map(each -> each.key() + "=" + each.value() + ":" + each.effect().gke())));
    }
  }

  private static String joined(Map<String, String> map) {
    return joined(map.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()));
  }

  private static String joined(Stream<?> values) {
    return values.map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static void print(
      String name, SortedMap<String, String> model, SortedMap<String, String> terraform) {
    TreeSet<String> keys = new TreeSet<>(model.keySet());
    keys.addAll(terraform.keySet());
    System.out.println(name + ": what the model declares, what Terraform asks for");
    for (String key : keys) {
      System.out.printf(
          "  %-40s %-45s %s%n",
          key, model.getOrDefault(key, "-"), terraform.getOrDefault(key, "-"));
    }
  }
}
