package dev.chartwright.workload;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.not;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Part;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The account of a component's pods, and its rights at the API server.
 *
 * @param rbac whether the rights are granted; nothing where there are none
 * @param template the named template of the account's name
 */
record Account(
    Part part,
    List<Access> rights,
    Optional<WorkloadSettings.Bound> bound,
    Value<Boolean> create,
    Value<String> name,
    Value<Map<String, String>> annotations,
    Optional<Value<Boolean>> rbac,
    NamedTemplate template) {
  /** Tools write the name of an account into labels, which have at most 63 characters. */
  private static final int LONGEST_NAME = 63;

  private static final String API_GROUP = "rbac.authorization.k8s.io";

  static Account declare(Part part, List<Access> rights, Optional<WorkloadSettings.Bound> bound) {
    Values values = part.values();
    values.section("serviceAccount", "The account of the pods.");
    Value<Boolean> create =
        values.flag("serviceAccount.create", true).describe("Create the ServiceAccount.");
    Value<Map<String, String>> annotations =
        values
            .annotations("serviceAccount.annotations", Map.of())
            .example(Map.of("example.com/identity", "web"))
            .describe("Annotations of the ServiceAccount.");
    Value<String> name =
        values
            .dnsName("serviceAccount.name", "")
            .length(0, LONGEST_NAME)
            .describe(
                part.isMain()
                    ? "Name of the ServiceAccount; empty for the full name of the release, or for"
                        + " `default` if none is created."
                    : "Name of an existing ServiceAccount, if none is created; empty for"
                        + " `default`.");
    Optional<Value<Boolean>> rbac = Optional.empty();
    if (!rights.isEmpty() || bound.isPresent()) {
      rbac =
          Optional.of(
              values
                  .flag("rbac.create", true)
                  .describe("Grant the account its rights, by roles and their bindings."));
    }
    NamedTemplate template =
        new NamedTemplate(
            part.template("serviceAccountName"),
            "The name of the account of the " + part.name() + " pods.",
            part.isMain()
                ? choose(name)
                    .then(name.asString())
                    .otherwise(choose(create).then(part.objectName()).otherwise("default"))
                // Two components could be given one name, and would both create the account.
                : choose(create)
                    .then(part.objectName())
                    .otherwise(choose(name).then(name.asString()).otherwise("default")));
    return new Account(part, rights, bound, create, name, annotations, rbac, template);
  }

  /** The name of the account, as a token. */
  String accountName() {
    return template.text(true).asString();
  }

  boolean hasRights() {
    return rbac.isPresent();
  }

  Manifest account() {
    return Manifest.of(
            part.file("serviceaccount"),
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(accountName())
                .endMetadata()
                .withAutomountServiceAccountToken(false)
                .build())
        .append("metadata.annotations", annotations)
        .onlyWhen(create.isSet());
  }

  /** What grants the rights: in the namespace, in the cluster, or in both. */
  List<Manifest> roles() {
    List<Manifest> all = new ArrayList<>();
    List<PolicyRule> inNamespace = rules(false);
    if (!inNamespace.isEmpty()) {
      all.add(role(inNamespace));
      all.add(binding());
    }
    List<PolicyRule> inCluster = rules(true);
    if (!inCluster.isEmpty()) {
      all.add(clusterRole(inCluster));
      all.add(clusterBinding("clusterrolebinding", clusterName(), clusterName()));
    }
    bound.ifPresent(
        role -> {
          String name = Templating.clusterName(part.isMain() ? "bound" : part.name() + "-bound");
          all.add(
              clusterBinding("clusterrolebinding-bound", name, role.role()).onlyWhen(role.when()));
        });
    if (!all.isEmpty()) {
      all.set(0, ofOwnAccount(all.get(0))); // Then nothing is installed.
    }
    return all.stream().map(each -> each.onlyWhen(rbac.orElseThrow().isSet())).toList();
  }

  /** Every pod of the namespace that names no account has the account {@code default}. */
  private Manifest ofOwnAccount(Manifest manifest) {
    return manifest.failsWhen(
        not(create).and(not(name)),
        name.path()
            + " is empty and "
            + create.path()
            + " is false: the rights would go to the account 'default' of all pods in the namespace."
            + " Set "
            + name.path()
            + ", or set "
            + rbac.orElseThrow().path()
            + " to false.");
  }

  private List<PolicyRule> rules(boolean clusterWide) {
    return rights.stream()
        .filter(right -> right.isClusterWide() == clusterWide)
        .map(Access::rule)
        .toList();
  }

  private Manifest role(List<PolicyRule> rules) {
    return Manifest.of(
        part.file("role"),
        new RoleBuilder()
            .withNewMetadata()
            .withName(part.objectName())
            .endMetadata()
            .withRules(rules)
            .build());
  }

  private Manifest binding() {
    return Manifest.of(
        part.file("rolebinding"),
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(part.objectName())
            .endMetadata()
            .withNewRoleRef()
            .withApiGroup(API_GROUP)
            .withKind("Role")
            .withName(part.objectName())
            .endRoleRef()
            .addNewSubject()
            .withKind("ServiceAccount")
            .withName(accountName())
            .endSubject()
            .build());
  }

  private Manifest clusterRole(List<PolicyRule> rules) {
    return Manifest.of(
        part.file("clusterrole"),
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(clusterName())
            .endMetadata()
            .withRules(rules)
            .build());
  }

  private Manifest clusterBinding(String file, String name, String role) {
    return Manifest.of(
        part.file(file),
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewRoleRef()
            .withApiGroup(API_GROUP)
            .withKind("ClusterRole")
            .withName(role)
            .endRoleRef()
            .addNewSubject()
            .withKind("ServiceAccount")
            .withName(accountName())
            .withNamespace(namespace())
            .endSubject()
            .build());
  }

  private String clusterName() {
    return part.isMain() ? Templating.clusterName() : Templating.clusterName(part.name());
  }

  private static String namespace() {
    return Templating.releaseNamespace().asString();
  }
}
