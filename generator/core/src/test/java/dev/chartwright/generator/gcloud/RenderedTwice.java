package dev.chartwright.generator.gcloud;

import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.terraform.ModuleFacts;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The same fleet three times: as declared, as gcloud sent it, as Terraform would. */
final class RenderedTwice {
  /** What a fact of the table is called in that of Terraform; pools begin with their name. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("network name", "network name"),
          Map.entry("subnet name", "network subnet"),
          Map.entry("subnet addresses of nodes", "network nodes"),
          Map.entry("router name", "router"),
          Map.entry("NAT name", "nat"),
          Map.entry("firewall name", "firewall name"),
          Map.entry("firewall from", "firewall source"),
          Map.entry("firewall to", "firewall target"),
          Map.entry("firewall ports", "firewall ports"),
          Map.entry("account id", "account id"),
          Map.entry("account roles", "account roles"),
          Map.entry("cluster name", "cluster name"),
          Map.entry("cluster location", "cluster location"),
          Map.entry("cluster labels", "cluster labels"),
          Map.entry("cluster release channel", "cluster releaseChannel"),
          Map.entry("cluster private nodes", "cluster privateNodes"),
          Map.entry("cluster addresses of the control plane", "network controlPlane"),
          Map.entry("cluster authorized networks", "cluster authorizedNetworks"),
          Map.entry("cluster Filestore", "cluster filestore"),
          Map.entry("cluster maintenance days", "cluster maintenance recurrence"),
          Map.entry("cluster maintenance from", "cluster maintenance start"),
          Map.entry("cluster maintenance to", "cluster maintenance end"));

  private static final Map<String, String> POOL_NAMES =
      Map.ofEntries(
          Map.entry("machineType", "machine"),
          Map.entry("diskType", "disk type"),
          Map.entry("diskSizeGb", "disk GB"),
          Map.entry("taints", "taints"),
          Map.entry("labels", "labels"),
          Map.entry("spot", "spot"),
          Map.entry("tags", "tags"),
          Map.entry("workloadMetadataConfig", "metadata"),
          Map.entry("autoscaling.totalMinNodeCount", "minNodes"),
          Map.entry("autoscaling.totalMaxNodeCount", "maxNodes"),
          Map.entry("upgradeSettings.maxSurge", "maxSurge"),
          Map.entry("upgradeSettings.maxUnavailable", "maxUnavailable"));

  private RenderedTwice() {}

  /** One fact, three times. */
  record Row(String fact, String declared, String sent, String terraform) {
    boolean isEqual() {
      return declared.equals(sent) && declared.equals(terraform);
    }
  }

  /** The facts that both renderings have; all of a pool's and of the network's are among them. */
  static List<Row> compare(Infrastructure infrastructure, List<SentFleet.Row> sent) {
    SortedMap<String, String> terraform = ModuleFacts.of(infrastructure);
    List<Row> rows = new ArrayList<>();
    for (SentFleet.Row row : sent) {
      String fact = row.what() + " " + row.name();
      String name =
          row.what().startsWith("pool ")
              ? POOL_NAMES.containsKey(row.name())
                  ? row.what() + " " + POOL_NAMES.get(row.name())
                  : null
              : NAMES.get(fact);
      if (name != null) {
        // Terraform leaves out what is empty.
        rows.add(
            new Row(
                fact,
                plain(row.declared()),
                plain(row.sent()),
                plain(terraform.getOrDefault(name, ""))));
      } else if (fact.equals("subnet addresses of pods and services")) {
        Map<String, String> ranges = new TreeMap<>();
        for (String range : List.of("pods", "services")) {
          ranges.put(range, terraform.get("network " + range));
        }
        rows.add(new Row(fact, plain(row.declared()), plain(row.sent()), plain(ranges.toString())));
      }
    }
    return List.copyOf(rows);
  }

  static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder(line("", "declared", "sent by gcloud", "Terraform"));
    rows.forEach(row -> text.append(line(row.fact(), row.declared(), row.sent(), row.terraform())));
    return text.toString();
  }

  private static String line(String fact, String declared, String sent, String terraform) {
    return String.format("%-52s %-42s %-42s %s%n", fact, declared, sent, terraform);
  }

  /** Without what only tells how a list, a map, a protocol or a time is written. */
  private static String plain(String text) {
    String bare =
        Arrays.stream(text.replaceAll("^[\\[{]|[\\]}]$", "").replace("tcp:", "").split(", ", -1))
            .sorted()
            .collect(Collectors.joining(", "));
    return bare.matches("\\d{4}-\\d\\d-\\d\\dT.*Z") ? OffsetDateTime.parse(bare).toString() : bare;
  }
}
