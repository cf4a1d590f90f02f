package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.ObjectRules.SEC_07;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pods get a token for the API server only where their account has a role. */
public final class AccountTokenCheck implements RenderCheck {
  private static final String FIELD = "automountServiceAccountToken";
  private static final Set<String> BINDINGS = Set.of("RoleBinding", "ClusterRoleBinding");

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (PodTemplate pods : render.pods()) {
      String account = Tree.text(pods.spec().map(), "serviceAccountName").orElse("default");
      if (isMounted(pods, account, render) && !hasRole(account, render)) {
        findings.add(
            Finding.warning(
                SEC_07,
                pods.owner().place(Tree.below(pods.spec().path(), FIELD)),
                "the pods get a token for the API server, and their account has no role here"));
      }
    }
    return findings;
  }

  /** The pods have the first word, then their account; that of another chart is not known. */
  private static boolean isMounted(PodTemplate pods, String account, Render render) {
    Object own = Tree.at(pods.spec().map(), FIELD);
    if (own != null) {
      return Boolean.TRUE.equals(own);
    }
    Optional<RenderedObject> object =
        render.objects().stream()
            .filter(each -> each.is("", "ServiceAccount") && each.name().equals(account))
            .findFirst();
    return object.isPresent() && !Boolean.FALSE.equals(Tree.at(object.get().tree(), FIELD));
  }

  private static boolean hasRole(String account, Render render) {
    return render.objects().stream()
        .filter(each -> each.group().equals("rbac.authorization.k8s.io"))
        .filter(each -> BINDINGS.contains(each.kind()))
        .flatMap(each -> Tree.list(each.tree(), "subjects").stream())
        .anyMatch(
            subject ->
                Tree.text(subject, "kind").filter("ServiceAccount"::equals).isPresent()
                    && Tree.text(subject, "name").filter(account::equals).isPresent());
  }
}
