package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.GkeRules.POO_11;
import static dev.chartwright.generator.rule.GkeRules.POO_18;
import static dev.chartwright.generator.rule.GkeRules.POO_22;
import static dev.chartwright.generator.rule.ObjectRules.NET_02;
import static dev.chartwright.generator.rule.ObjectRules.NET_03;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules about the network of the cluster and its address ranges. */
final class NetworkRules implements RuleFamily {
  private static final int LONGEST_NAME = 63;
  private static final int ADDRESSES_OF_A_NODE = 256;

  /** The first two and the last two of each subnet. */
  private static final int RESERVED_ADDRESSES = 4;

  private static final int ADDRESSES_OF_CONTROL_PLANE = 16;
  private static final long ALL_ADDRESSES = 1L << 32;

  @Override
  public Set<Rule> rules() {
    return Set.of(NET_02, NET_03, POO_11, POO_18, POO_22);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    Gke gke = fleet.gke();
    Network network = gke.network();
    names(gke, network, findings);
    Map<String, String> texts = new LinkedHashMap<>();
    if (!network.existing()) {
      texts.put("nodes", network.nodes());
    }
    if (!network.isShared()) {
      texts.put("pods", network.pods());
      texts.put("services", network.services());
    }
    texts.put("controlPlane", network.controlPlane());
    Map<String, Range> ranges = new LinkedHashMap<>();
    texts.forEach(
        (name, text) ->
            parsed("gke.network." + name, text, findings)
                .ifPresent(range -> add(name, range, ranges, findings)));
    long nodes = gke.allPools().stream().mapToLong(NodePool::maxNodes).sum();
    room("pods", ranges, nodes, nodes * ADDRESSES_OF_A_NODE, findings);
    room("nodes", ranges, nodes, nodes + RESERVED_ADDRESSES, findings);
    controlPlane(ranges.get("controlPlane"), findings);
    gke.authorizedNetworks().forEach(text -> authorized(text, findings));
  }

  private static void names(Gke gke, Network network, Findings findings) {
    if (!network.isShared() && network.name().contains("/")) {
      findings.add(path("gke.network.name", network.name(), "projects/HOST/global/networks/NAME"));
    } else {
      GoogleNames.check("gke.network.name", network.shortName(), LONGEST_NAME, findings);
    }
    if (network.subnet().contains("/") && (!network.isShared() || network.subnetHost().isEmpty())) {
      findings.add(
          path(
              "gke.network.subnet",
              network.subnet(),
              network.isShared()
                  ? network.subnetIn(gke.region())
                  : "the name of the subnet, or a network with its host project"));
    } else {
      GoogleNames.check("gke.network.subnet", network.shortSubnet(), LONGEST_NAME, findings);
    }
    GoogleNames.check("gke.network.podsRange", network.podsRange(), LONGEST_NAME, findings);
    GoogleNames.check("gke.network.servicesRange", network.servicesRange(), LONGEST_NAME, findings);
    network.host().ifPresent(host -> shared(gke, network, host, findings));
  }

  private static Finding path(String place, String written, String right) {
    return Finding.error(
            POO_22, Place.ofModel(place), "'" + written + "' is not a path in a host project")
        .fixedBy("write " + right);
  }

  /** A network of another project is made there, and its subnet is where the cluster is. */
  private static void shared(Gke gke, Network network, String host, Findings findings) {
    if (!network.existing()) {
      findings.add(
          Finding.error(
                  POO_22,
                  Place.ofModel("gke.network.name"),
                  "the network of the host project " + host + " is to be created")
              .fixedBy("write Network.existing(\"" + network.name() + "\")"));
    }
    if (gke.project().filter(host::equals).isPresent()) {
      findings.add(
          Finding.error(
                  POO_22,
                  Place.ofModel("gke.network.name"),
                  "the host project " + host + " is the project of the cluster")
              .because("the scripts would leave out Cloud NAT and the firewall rule")
              .fixedBy("write Network.existing(\"" + network.shortName() + "\")"));
    }
    String right = network.subnetIn(gke.region());
    if (network.subnetHost().isPresent() && !network.subnet().equals(right)) {
      findings.add(
          Finding.error(
                  POO_22,
                  Place.ofModel("gke.network.subnet"),
                  "the subnet "
                      + network.subnet()
                      + " is not in the region "
                      + gke.region()
                      + " of the host project "
                      + host)
              .fixedBy("write subnet(\"" + right + "\")"));
    }
    if (network.podsRange().equals(network.servicesRange())) {
      findings.add(
          Finding.error(
                  POO_22,
                  Place.ofModel("gke.network.servicesRange"),
                  "pods and services have the secondary range " + network.podsRange())
              .fixedBy("write secondaryRanges(\"pods\", \"services\") with two ranges"));
    }
  }

  private static Optional<Range> parsed(String path, String text, Findings findings) {
    Optional<Range> range = Range.parse(text);
    if (range.isEmpty()) {
      findings.add(
          Finding.error(NET_03, Place.ofModel(path), "'" + text + "' is not an address range"));
    }
    return range;
  }

  private static void room(
      String name, Map<String, Range> ranges, long nodes, long needed, Findings findings) {
    Range range = ranges.get(name);
    if (range != null && range.size() < needed) {
      findings.add(
          Finding.error(
                  NET_02,
                  Place.ofModel("gke.network." + name),
                  range.text() + " has " + range.size() + " addresses")
              .because("the pools may grow to " + nodes + " nodes, which need more addresses")
              .fixedBy("use a range of " + needed + " addresses or more"));
    }
  }

  private static void controlPlane(Range range, Findings findings) {
    if (range != null && range.size() != ADDRESSES_OF_CONTROL_PLANE) {
      findings.add(
          Finding.error(
                  NET_03,
                  Place.ofModel("gke.network.controlPlane"),
                  range.text() + " has " + range.size() + " addresses")
              .fixedBy("use a range of exactly 16 addresses, such as 172.16.0.0/28"));
    }
  }

  /** A range of clients may be public, but must not be all addresses. */
  private static void authorized(String text, Findings findings) {
    Optional<Range> range = parsed("gke.authorizedNetworks", text, findings);
    if (range.isPresent() && range.get().size() == ALL_ADDRESSES) {
      findings.add(
          Finding.warning(
              POO_18, Place.ofModel("gke.authorizedNetworks"), text + " is every address"));
    }
  }

  private static void add(String name, Range range, Map<String, Range> ranges, Findings findings) {
    if (!range.isPrivate()) {
      findings.add(
          Finding.error(
                  NET_03,
                  Place.ofModel("gke.network." + name),
                  range.text() + " is not a private range")
              .because("traffic to the owners of these addresses does not leave the cluster")
              .fixedBy("use a part of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10"));
    }
    for (Map.Entry<String, Range> other : ranges.entrySet()) {
      if (range.overlaps(other.getValue())) {
        findings.add(
            Finding.error(
                    NET_02,
                    Place.ofModel("gke.network." + name),
                    range.text() + " overlaps " + other.getKey() + ", " + other.getValue().text())
                .because("the cluster cannot be created")
                .fixedBy("use ranges without a common address, such as those of Network.named(…)"));
        break;
      }
    }
    ranges.put(name, range);
  }

  private record Range(String text, long first, long size) {
    private static final List<String> PRIVATE =
        List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10");
    private static final Pattern CIDR =
        Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    static Optional<Range> parse(String text) {
      Matcher matcher = CIDR.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      long first = 0;
      for (int part = 1; part <= 4; part++) {
        long octet = Long.parseLong(matcher.group(part));
        if (octet > 255) {
          return Optional.empty();
        }
        first = first * 256 + octet;
      }
      int length = Integer.parseInt(matcher.group(5));
      if (length > 32) {
        return Optional.empty();
      }
      long size = 1L << (32 - length);
      return first % size == 0 ? Optional.of(new Range(text, first, size)) : Optional.empty();
    }

    boolean isPrivate() {
      return PRIVATE.stream()
          .map(text -> parse(text).orElseThrow())
          .anyMatch(whole -> whole.first <= first && first + size <= whole.first + whole.size);
    }

    boolean overlaps(Range other) {
      return first < other.first + other.size && other.first < first + size;
    }
  }
}
