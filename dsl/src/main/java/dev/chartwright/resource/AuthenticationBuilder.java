package dev.chartwright.resource;

import dev.chartwright.resource.AuthenticationSpec.AwsSecretManager;
import dev.chartwright.resource.AuthenticationSpec.AzureKeyVault;
import dev.chartwright.resource.AuthenticationSpec.BoundServiceAccountToken;
import dev.chartwright.resource.AuthenticationSpec.Environment;
import dev.chartwright.resource.AuthenticationSpec.GcpSecretManager;
import dev.chartwright.resource.AuthenticationSpec.HashiCorpVault;
import dev.chartwright.resource.AuthenticationSpec.OAuth2;
import dev.chartwright.resource.AuthenticationSpec.PodIdentity;
import dev.chartwright.resource.AuthenticationSpec.TargetRef;
import java.util.List;

/**
 * The sources of parameters that both kinds of trigger authentication share. A parameter carries
 * the name that the scaler knows it by, such as {@code host}.
 *
 * @param <B> the builder itself, so that calls can be chained
 */
public abstract sealed class AuthenticationBuilder<B extends AuthenticationBuilder<B>>
    extends ResourceBuilder<B>
    permits ClusterTriggerAuthentication.Builder, TriggerAuthentication.Builder {
  private List<TargetRef> secrets = List.of();
  private List<TargetRef> configMaps = List.of();
  private List<Environment> env = List.of();
  private PodIdentity podIdentity;
  private String filePath;
  private List<BoundServiceAccountToken> tokens = List.of();
  private HashiCorpVault hashiCorpVault;
  private AzureKeyVault azureKeyVault;
  private GcpSecretManager gcpSecretManager;
  private AwsSecretManager awsSecretManager;
  private OAuth2 oauth2;

  AuthenticationBuilder(String name) {
    super(name);
  }

  /** Takes a parameter from a key of a Secret. */
  public B secret(String parameter, String name, String key) {
    secrets = Immutable.plus(secrets, new TargetRef(parameter, name, key));
    return self();
  }

  /** Takes a parameter from a key of a ConfigMap. */
  public B configMap(String parameter, String name, String key) {
    configMaps = Immutable.plus(configMaps, new TargetRef(parameter, name, key));
    return self();
  }

  /** Takes a parameter from a variable of the workload's first container. */
  public B env(String parameter, String variable) {
    return env(parameter, variable, null);
  }

  /** Takes a parameter from a variable of a container of the workload. */
  public B env(String parameter, String variable, String container) {
    env = Immutable.plus(env, new Environment(parameter, variable, container));
    return self();
  }

  /** Acts as a cloud identity. Default: none. */
  public B podIdentity(PodIdentity podIdentity) {
    this.podIdentity = podIdentity;
    return self();
  }

  /** Takes parameters from a JSON file of the operator's pod. Not in KEDA 2.14. */
  public B filePath(String filePath) {
    this.filePath = filePath;
    return self();
  }

  /** Takes a parameter from a fresh token of a service account. Not in KEDA 2.14. */
  public B boundServiceAccountToken(String parameter, String serviceAccount) {
    tokens = Immutable.plus(tokens, new BoundServiceAccountToken(parameter, serviceAccount));
    return self();
  }

  /** Takes parameters from HashiCorp Vault. */
  public B hashiCorpVault(HashiCorpVault vault) {
    hashiCorpVault = vault;
    return self();
  }

  /** Takes parameters from Azure Key Vault. */
  public B azureKeyVault(AzureKeyVault vault) {
    azureKeyVault = vault;
    return self();
  }

  /** Takes parameters from Google Secret Manager. */
  public B gcpSecretManager(GcpSecretManager manager) {
    gcpSecretManager = manager;
    return self();
  }

  /** Takes parameters from AWS Secrets Manager. */
  public B awsSecretManager(AwsSecretManager manager) {
    awsSecretManager = manager;
    return self();
  }

  /** Obtains tokens by the client credentials flow. Not in KEDA 2.14. */
  public B oauth2(OAuth2 oauth2) {
    this.oauth2 = oauth2;
    return self();
  }

  final AuthenticationSpec spec() {
    return new AuthenticationSpec(
        secrets,
        configMaps,
        env,
        podIdentity,
        filePath,
        tokens,
        hashiCorpVault,
        azureKeyVault,
        gcpSecretManager,
        awsSecretManager,
        oauth2);
  }
}
