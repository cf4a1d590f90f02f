package dev.chartwright.generator.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.generator.manifest.KeyOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyOrderTest {

  /** Maps as the manuals of Kubernetes and of the operators write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiVersion kind metadata spec",
        "apiVersion kind metadata data",
        "name namespace labels annotations",
        "path pathType backend",
        "path port scheme",
        "host http",
        "ingressClassName tls rules",
        "name port targetPort protocol",
        "name containerPort protocol",
        "from ports",
        "to ports",
        "podSelector policyTypes ingress egress",
        "accessModes resources storageClassName",
        "provisioner parameters reclaimPolicy allowVolumeExpansion volumeBindingMode",
        "apiGroups resources verbs",
        "requests limits",
        "cpu memory ephemeral-storage",
        "maxUnavailable selector",
        "replicas strategy selector template",
        "serviceName replicas updateStrategy selector template volumeClaimTemplates",
        "schedule concurrencyPolicy jobTemplate",
        "scaleTargetRef minReplicas maxReplicas metrics behavior",
        "type value periodSeconds",
        "stabilizationWindowSeconds policies selectPolicy",
        "host protocol queueName mode value activationValue",
        "parameter name key",
        "name mountPath subPath readOnly",
        "key operator value effect",
        "key operator values",
        "name value",
        "name valueFrom",
        "httpGet initialDelaySeconds periodSeconds timeoutSeconds failureThreshold",
        "runAsNonRoot runAsUser runAsGroup fsGroup fsGroupChangePolicy seccompProfile",
        "maxSkew topologyKey whenUnsatisfiable labelSelector",
        "weight podAffinityTerm",
        "initContainers containers volumes"
      })
  void keysComeInTheOrderOfTheManuals(String keys) {
    List<String> ordered = List.of(keys.split(" "));
    assertThat(ordered.stream().sorted().sorted(KeyOrder.HUMAN)).containsExactlyElementsOf(ordered);
  }

  @Test
  void keysOfNoListComeBetweenTheListsByName() {
    assertThat(List.of("spec", "zone", "name", "area").stream().sorted(KeyOrder.HUMAN))
        .containsExactly("name", "area", "zone", "spec");
  }

  @Test
  void aKeyThatIsListedTwiceIsRefused() {
    assertThatThrownBy(() -> KeyOrder.ranks(List.of("host", "path", "host"), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'host'");
    assertThatThrownBy(() -> KeyOrder.ranks(List.of("host"), List.of("spec", "host")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'host'");
  }
}
