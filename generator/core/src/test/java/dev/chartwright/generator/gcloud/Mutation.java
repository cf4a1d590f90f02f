package dev.chartwright.generator.gcloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command with one mistake in it. Immutable.
 *
 * @param kind the sort of mistake
 * @param mistake what is wrong, for people
 * @param arguments what follows the word gcloud
 */
record Mutation(Kind kind, String mistake, List<String> arguments) {
  /** Flags whose values are one of a few words. */
  private static final Set<String> ENUMERATED =
      Set.of(
          "--subnet-mode",
          "--bgp-routing-mode",
          "--direction",
          "--release-channel",
          "--addons",
          "--autoscaling-profile",
          "--disk-type",
          "--location-policy",
          "--workload-metadata");

  /** What cannot be done without saying to what. */
  private static final Set<String> NAMED =
      Set.of("create", "describe", "delete", "get-credentials", "add-iam-policy-binding");

  /** Flags that each of these commands cannot be without. */
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "subnets create", List.of("--network", "--range", "--region"),
          "routers create", List.of("--network", "--region"),
          "nats create", List.of("--router", "--region", "--nat-all-subnet-ip-ranges"),
          "firewall-rules create", List.of("--allow"),
          "projects add-iam-policy-binding", List.of("--member", "--role"),
          "clusters create",
              List.of("--zone", "--maintenance-window-start", "--maintenance-window-recurrence"),
          "node-pools create", List.of("--cluster", "--zone"),
          "clusters get-credentials", List.of("--zone"));

  /** Values that no command may carry, by the flag. */
  private static final Map<String, List<String>> WRONG =
      Map.ofEntries(
          Map.entry(
              "--node-taints",
              List.of(
                  "highmem=true:NoSchedul",
                  "highmem=true:NO_SCHEDULE",
                  "highmem=true:noschedule",
                  "highmem:true=NoSchedule",
                  "highmem=true",
                  "=true:NoSchedule")),
          Map.entry(
              "--range", List.of("10.0.0.0", "10.0.0.0/40", "10.0.0.1/20", "10.0.0.300/20", "ten")),
          Map.entry(
              "--secondary-range",
              List.of(
                  "pods=10.0.0.0/14,services=10.8.0.0/20", "pods=10.4.0.0/14,services", "pods")),
          Map.entry("--source-ranges", List.of("172.16.0.0/280", "everywhere")),
          Map.entry("--allow", List.of("tcp:https", "tcp:99999999")),
          Map.entry("--machine-type", List.of("c3d-highmen-180", "e2-standard-5")),
          Map.entry("--disk-type", List.of("hyperdisk-extreme", "pd_balanced")),
          Map.entry("--disk-size", List.of("300TBs", "5", "-300")),
          Map.entry("--num-nodes", List.of("-1", "1.5")),
          Map.entry("--total-max-nodes", List.of("-2")),
          Map.entry("--total-min-nodes", List.of("99")),
          Map.entry("--max-surge-upgrade", List.of("-1")),
          Map.entry("--zone", List.of("europe-west1-x")),
          Map.entry("--network", List.of("no-such-network", "Prover_Net")),
          Map.entry("--subnetwork", List.of("no-such-subnet")),
          Map.entry("--cluster", List.of("no-such-cluster")),
          Map.entry("--router", List.of("no-such-router")),
          Map.entry("--region", List.of("mars-north1")),
          Map.entry("--cluster-secondary-range-name", List.of("pod")),
          Map.entry("--services-secondary-range-name", List.of("service")),
          Map.entry("--master-ipv4-cidr", List.of("172.16.0.0/20", "172.16.0.0")),
          Map.entry("--master-authorized-networks", List.of("192.0.2.0/33")),
          Map.entry("--workload-pool", List.of("other-project.svc.id.goog", "fleet-project")),
          Map.entry("--maintenance-window-start", List.of("sometime")),
          Map.entry("--labels", List.of("Fleet=zero", "fleet=Zero Prover", "fleet")),
          Map.entry("--image-type", List.of("COS_CONTAINERDD")),
          Map.entry("--service-account", List.of("nobody@fleet-project.iam.gserviceaccount.com")),
          Map.entry("--role", List.of("container.defaultNodeServiceAccount")),
          Map.entry("--member", List.of("nobody@fleet-project.iam.gserviceaccount.com")));

  /** Every mistake that we think of for this command. */
  static List<Mutation> of(List<String> command) {
    List<Mutation> all = new ArrayList<>();
    String verbs = String.join(" ", words(command));
    for (int i = 0; i < command.size(); i++) {
      String word = command.get(i);
      if (!word.startsWith("--")) {
        // What is created may have any name.
        if (i == 0 || !command.get(i - 1).equals("create")) {
          all.add(new Mutation(Kind.MISSPELT, word, with(command, i, word + "s" + word.charAt(0))));
        }
        if (i > 0 && NAMED.contains(command.get(i - 1))) {
          all.add(new Mutation(Kind.DROPPED, word, without(command, i)));
        }
        continue;
      }
      String flag = word.replaceFirst("=.*", "");
      String value = word.contains("=") ? word.substring(word.indexOf('=') + 1) : "";
      if (flag.equals("--project") || flag.equals("--quiet")) {
        continue;
      }
      all.add(
          new Mutation(Kind.MISSPELT, flag, with(command, i, word.replaceFirst(flag, flag + "z"))));
      if (!value.isEmpty()) {
        all.add(new Mutation(Kind.NO_VALUE, flag, with(command, i, flag)));
      }
      if (value.matches("\\d+")) {
        all.add(new Mutation(Kind.NO_NUMBER, flag, with(command, i, flag + "=two")));
      }
      if (ENUMERATED.contains(flag)) {
        all.add(new Mutation(Kind.NO_CHOICE, word + "x", with(command, i, word + "x")));
      }
      for (String wrong : WRONG.getOrDefault(flag, List.of())) {
        all.add(
            new Mutation(
                Kind.WRONG_VALUE, flag + "=" + wrong, with(command, i, flag + "=" + wrong)));
      }
      if (REQUIRED.entrySet().stream()
          .anyMatch(
              required ->
                  verbs.endsWith(required.getKey()) && required.getValue().contains(flag))) {
        all.add(new Mutation(Kind.DROPPED, flag, without(command, i)));
      }
    }
    return all;
  }

  private static List<String> words(List<String> command) {
    return command.stream().takeWhile(word -> !word.startsWith("--")).toList();
  }

  private static List<String> with(List<String> command, int index, String word) {
    List<String> changed = new ArrayList<>(command);
    changed.set(index, word);
    return List.copyOf(changed);
  }

  private static List<String> without(List<String> command, int index) {
    return Stream.concat(
            command.subList(0, index).stream(), command.subList(index + 1, command.size()).stream())
        .toList();
  }

  /** The sort of mistake. */
  enum Kind {
    MISSPELT,
    DROPPED,
    NO_VALUE,
    NO_NUMBER,
    NO_CHOICE,
    WRONG_VALUE
  }
}
