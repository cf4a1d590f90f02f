package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ValueRules.VAL_10;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Lists that Kubernetes merges by a key, such as {@code env} by {@code name}: no key twice. Looks
 * into custom resources too, where they hold pods.
 */
public final class ListKeyCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      new Walk(object, findings).walk(object.tree(), "");
    }
    return findings;
  }

  private record Walk(RenderedObject object, List<Finding> findings) {

    void walk(Object node, String path) {
      if (node instanceof List<?> list) {
        int index = 0;
        for (Object item : list) {
          walk(item, Tree.item(path, index));
          index++;
        }
      } else if (node instanceof Map) {
        Map<String, Object> map = Tree.map(node);
        if (map.get("containers") instanceof List) {
          checkPod(map, path);
        }
        if (object.is("", "Service") && path.equals("spec")) {
          unique(map, path, "ports", "name", item -> Tree.at(item, "name"));
          unique(map, path, "ports", "port and protocol", item -> port(item, "port"));
        }
        if (object.is("", "ServiceAccount") && path.isEmpty()) {
          unique(map, path, "secrets", "name", item -> Tree.at(item, "name"));
          unique(map, path, "imagePullSecrets", "name", item -> Tree.at(item, "name"));
        }
        map.forEach((key, value) -> walk(value, Tree.below(path, key)));
      }
    }

    private void checkPod(Map<String, Object> spec, String path) {
      for (String list : List.of("volumes", "imagePullSecrets")) {
        unique(spec, path, list, "name", item -> Tree.at(item, "name"));
      }
      unique(spec, path, "hostAliases", "ip", item -> Tree.at(item, "ip"));
      unique(
          spec,
          path,
          "topologySpreadConstraints",
          "topologyKey and whenUnsatisfiable",
          item -> Tree.at(item, "topologyKey") + " " + Tree.at(item, "whenUnsatisfiable"));
      Map<Object, String> names = new HashMap<>();
      Map<Object, String> portNames = new HashMap<>();
      for (String list : List.of("initContainers", "containers")) {
        int index = 0;
        for (Object container : Tree.list(spec, list)) {
          String place = Tree.item(Tree.below(path, list), index);
          note(names, Tree.at(container, "name"), place, "container", "name");
          checkContainer(Tree.map(container), place, portNames);
          index++;
        }
      }
    }

    private void checkContainer(
        Map<String, Object> container, String path, Map<Object, String> portNames) {
      unique(container, path, "env", "name", item -> Tree.at(item, "name"));
      unique(container, path, "volumeMounts", "mountPath", item -> Tree.at(item, "mountPath"));
      unique(container, path, "volumeDevices", "devicePath", item -> Tree.at(item, "devicePath"));
      unique(
          container,
          path,
          "ports",
          "containerPort and protocol",
          item -> port(item, "containerPort"));
      int index = 0;
      for (Object port : Tree.list(container, "ports")) {
        // A port's name stands for it in the whole pod.
        note(portNames, Tree.at(port, "name"), Tree.item(path + ".ports", index), "port", "name");
        index++;
      }
    }

    private static Object port(Object item, String number) {
      Object port = Tree.at(item, number);
      return port == null ? null : port + "/" + Tree.text(item, "protocol").orElse("TCP");
    }

    private void unique(
        Map<String, Object> tree,
        String path,
        String list,
        String key,
        Function<Object, Object> keyOf) {
      Map<Object, String> first = new HashMap<>();
      int index = 0;
      for (Object item : Tree.list(tree, list)) {
        note(first, keyOf.apply(item), Tree.item(Tree.below(path, list), index), list, key);
        index++;
      }
    }

    private void note(
        Map<Object, String> first, Object value, String place, String list, String key) {
      if (value == null) {
        return;
      }
      String before = first.putIfAbsent(value, place);
      if (before != null) {
        findings.add(
            Finding.error(
                VAL_10,
                object.place(place),
                "the " + key + " " + value + " is given twice, first at " + before));
      }
    }
  }

  private static final Set<String> NOUNS = Set.of("container", "port");
}
