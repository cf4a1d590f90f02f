package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.ChartRules.GEN_02;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * References of objects that are not pods: bindings for the whole cluster, the Services of webhooks
 * and of APIs, and the one that gives the pods of a StatefulSet their names.
 */
public final class ClusterReferenceCheck implements RenderCheck {
  private static final String RBAC = "rbac.authorization.k8s.io";

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (object.is(RBAC, "ClusterRoleBinding") || object.is(RBAC, "RoleBinding")) {
        checkRole(object, render, findings);
      }
      if (object.is(RBAC, "ClusterRoleBinding")) {
        checkSubjects(object, render, findings);
      }
      if (object.group().equals("admissionregistration.k8s.io")) {
        int index = 0;
        for (Object webhook : Tree.list(object.tree(), "webhooks")) {
          String path = Tree.item("webhooks", index) + ".clientConfig.service";
          Object service = Tree.at(webhook, "clientConfig", "service");
          checkService(object, path, service, render, findings);
          index++;
        }
      }
      if (object.is("apiextensions.k8s.io", "CustomResourceDefinition")) {
        String[] path = {"spec", "conversion", "webhook", "clientConfig", "service"};
        Object service = Tree.at(object.tree(), path);
        checkService(object, String.join(".", path), service, render, findings);
      }
      if (object.is("apiregistration.k8s.io", "APIService")) {
        Object service = Tree.at(object.tree(), "spec", "service");
        checkService(object, "spec.service", service, render, findings);
      }
      if (object.is("apps", "StatefulSet")) {
        checkGoverning(object, render, findings);
      }
    }
    return findings;
  }

  private static void checkRole(RenderedObject binding, Render render, List<Finding> findings) {
    String name = Tree.text(binding.tree(), "roleRef", "name").orElse("");
    boolean isClusterRole =
        Tree.text(binding.tree(), "roleRef", "kind").orElse("").equals("ClusterRole");
    if (isClusterRole
        && render.owns(name)
        && render.find(RBAC, "ClusterRole", name).isEmpty()
        && !SecretMakers.make("ClusterRole", name, render)) {
      findings.add(ReferenceCheck.missing(binding, "roleRef.name", "ClusterRole", name));
    }
  }

  private static void checkSubjects(RenderedObject binding, Render render, List<Finding> findings) {
    int index = 0;
    for (Object subject : Tree.list(binding.tree(), "subjects")) {
      boolean isHere =
          Tree.text(subject, "namespace").filter(render.namespace()::equals).isPresent();
      if (isHere && Tree.text(subject, "kind").orElse("").equals("ServiceAccount")) {
        ReferenceCheck.requires(
            binding,
            Tree.item("subjects", index) + ".name",
            "ServiceAccount",
            Tree.text(subject, "name").orElse(""),
            render,
            findings);
      }
      index++;
    }
  }

  private static void checkService(
      RenderedObject object, String path, Object service, Render render, List<Finding> findings) {
    boolean isHere = Tree.text(service, "namespace").filter(render.namespace()::equals).isPresent();
    if (isHere) {
      String name = Tree.text(service, "name").orElse("");
      ReferenceCheck.requires(object, path + ".name", "Service", name, render, findings);
    }
  }

  private static void checkGoverning(RenderedObject object, Render render, List<Finding> findings) {
    String name = Tree.text(object.tree(), "spec", "serviceName").orElse("");
    Optional<RenderedObject> service =
        ReferenceCheck.requires(object, "spec.serviceName", "Service", name, render, findings);
    boolean isTold =
        findings.stream().anyMatch(each -> each.place().equals(object.place("spec.serviceName")));
    if (service.isEmpty()
        && !name.isEmpty()
        && !isTold
        && !SecretMakers.make("Service", name, render)) {
      findings.add(
          Finding.warning(
              GEN_02,
              object.place("spec.serviceName"),
              "this chart renders no Service " + name,
              "the pods get no DNS names unless the Service is created elsewhere",
              "render the Service, or name one that exists"));
    }
  }
}
