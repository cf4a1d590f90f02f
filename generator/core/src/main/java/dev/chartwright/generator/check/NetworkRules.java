package dev.chartwright.generator.check;

import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.prover.ProverFleet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address ranges of the cluster. */
final class NetworkRules implements RuleFamily {
  private static final int ADDRESSES_OF_A_NODE = 256;

  @Override
  public Set<String> ids() {
    return Set.of("NET-02", "NET-03");
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    Network network = fleet.gke().network();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("nodes", network.nodes());
    texts.put("pods", network.pods());
    texts.put("services", network.services());
    texts.put("controlPlane", network.controlPlane());
    Map<String, Range> ranges = new LinkedHashMap<>();
    texts.forEach(
        (name, text) ->
            Range.parse(text)
                .ifPresentOrElse(
                    range -> add(name, range, ranges, findings),
                    () ->
                        findings.error(
                            "NET-03",
                            "gke.network." + name,
                            "'" + text + "' is not an address range",
                            "the network cannot be created",
                            "an address and a length, such as 10.0.0.0/20, with all further bits"
                                + " 0")));
    Range pods = ranges.get("pods");
    long nodes = fleet.gke().pools().stream().mapToLong(NodePool::maxNodes).sum();
    if (pods != null && pods.size() < nodes * ADDRESSES_OF_A_NODE) {
      findings.error(
          "NET-02",
          "gke.network.pods",
          network.pods() + " has addresses for " + pods.size() / ADDRESSES_OF_A_NODE + " nodes",
          "the pools may have " + nodes + " nodes and cannot grow to that",
          "a range of " + nodes * ADDRESSES_OF_A_NODE + " addresses or more");
    }
  }

  private static void add(String name, Range range, Map<String, Range> ranges, Findings findings) {
    for (Map.Entry<String, Range> other : ranges.entrySet()) {
      if (range.overlaps(other.getValue())) {
        findings.error(
            "NET-02",
            "gke.network." + name,
            range.text() + " overlaps " + other.getKey() + ", " + other.getValue().text(),
            "the cluster cannot be created",
            "ranges without a common address, such as those of Network.named(…)");
        break;
      }
    }
    ranges.put(name, range);
  }

  private record Range(String text, long first, long size) {
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

    boolean overlaps(Range other) {
      return first < other.first + other.size && other.first < first + size;
    }
  }
}
