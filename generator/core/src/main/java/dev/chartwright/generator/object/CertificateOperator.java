package dev.chartwright.generator.object;

import dev.chartwright.generator.yaml.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** cert-manager: the Secret of a {@code Certificate}. */
public final class CertificateOperator implements Operator {
  private static final List<String> STORES = List.of("jks", "pkcs12");

  @Override
  public List<RenderedObject> children(RenderedObject object) {
    if (!object.is("cert-manager.io", "Certificate")) {
      return List.of();
    }
    return Tree.text(object.tree(), "spec", "secretName")
        .map(
            name ->
                RenderedObject.of(
                    object.source(),
                    Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Secret",
                        "metadata",
                        Map.of("name", name),
                        "data",
                        keys(Tree.map(object.tree(), "spec")))))
        .stream()
        .toList();
  }

  private static Map<String, Object> keys(Map<String, Object> spec) {
    Map<String, Object> keys = new LinkedHashMap<>();
    List.of("tls.crt", "tls.key", "ca.crt", "tls-combined.pem", "key.der")
        .forEach(key -> keys.put(key, ""));
    Map<String, Object> stores = Tree.map(spec, "keystores");
    for (String store : STORES) {
      if (stores.containsKey(store)) {
        String end = store.equals("jks") ? "jks" : "p12";
        keys.put("keystore." + end, "");
        keys.put("truststore." + end, "");
      }
    }
    return keys;
  }
}
