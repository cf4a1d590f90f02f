package dev.chartwright.resource;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.util.List;
import java.util.Map;

/**
 * The spec of both kinds of trigger authentication; the methods of {@link AuthenticationBuilder}
 * say what each part means.
 */
@JsonInclude(NON_EMPTY)
public record AuthenticationSpec(
    List<TargetRef> secretTargetRef,
    List<TargetRef> configMapTargetRef,
    List<Environment> env,
    PodIdentity podIdentity,
    String filePath,
    List<BoundServiceAccountToken> boundServiceAccountToken,
    HashiCorpVault hashiCorpVault,
    AzureKeyVault azureKeyVault,
    GcpSecretManager gcpSecretManager,
    AwsSecretManager awsSecretManager,
    OAuth2 oauth2)
    implements KubernetesResource {
  public AuthenticationSpec {
    secretTargetRef = Immutable.list(secretTargetRef);
    configMapTargetRef = Immutable.list(configMapTargetRef);
    env = Immutable.list(env);
    boundServiceAccountToken = Immutable.list(boundServiceAccountToken);
  }

  /**
   * A parameter from a Secret or ConfigMap.
   *
   * @param parameter the scaler's name for it
   * @param name the Secret or ConfigMap
   * @param key the key in it
   */
  @JsonInclude(NON_EMPTY)
  public record TargetRef(String parameter, String name, String key)
      implements KubernetesResource {}

  /**
   * A parameter from the environment of the workload.
   *
   * @param parameter the scaler's name for it
   * @param name the variable
   * @param containerName default: the first container
   */
  @JsonInclude(NON_EMPTY)
  public record Environment(String parameter, String name, String containerName)
      implements KubernetesResource {}

  /**
   * A parameter that is a token of a service account.
   *
   * @param parameter the scaler's name for it
   * @param serviceAccountName whose token it is
   */
  @JsonInclude(NON_EMPTY)
  public record BoundServiceAccountToken(String parameter, String serviceAccountName)
      implements KubernetesResource {}

  /** A cloud identity. Everything but the provider may be left out. */
  @JsonInclude(NON_EMPTY)
  public record PodIdentity(
      Provider provider,
      String identityId,
      String identityTenantId,
      String identityAuthorityHost,
      IdentityOwner identityOwner,
      String roleArn,
      String externalID)
      implements KubernetesResource {
    public static PodIdentity of(Provider provider) {
      return new PodIdentity(provider, null, null, null, null, null, null);
    }

    /** The client id of an Azure identity. Default: the operator's own. */
    public PodIdentity identityId(String identityId) {
      return new PodIdentity(
          provider,
          identityId,
          identityTenantId,
          identityAuthorityHost,
          identityOwner,
          roleArn,
          externalID);
    }

    /** The Azure tenant of the identity. Default: the operator's own. */
    public PodIdentity identityTenantId(String identityTenantId) {
      return new PodIdentity(
          provider,
          identityId,
          identityTenantId,
          identityAuthorityHost,
          identityOwner,
          roleArn,
          externalID);
    }

    /** The Azure authority that is asked for tokens. Default: the operator's own. */
    public PodIdentity identityAuthorityHost(String identityAuthorityHost) {
      return new PodIdentity(
          provider,
          identityId,
          identityTenantId,
          identityAuthorityHost,
          identityOwner,
          roleArn,
          externalID);
    }

    /** Whose AWS identity it is. Default: {@link IdentityOwner#KEDA}. */
    public PodIdentity identityOwner(IdentityOwner identityOwner) {
      return new PodIdentity(
          provider,
          identityId,
          identityTenantId,
          identityAuthorityHost,
          identityOwner,
          roleArn,
          externalID);
    }

    /** The AWS role to take on; excludes the identity of the workload. */
    public PodIdentity roleArn(String roleArn) {
      return new PodIdentity(
          provider,
          identityId,
          identityTenantId,
          identityAuthorityHost,
          identityOwner,
          roleArn,
          externalID);
    }

    /** The external id that the AWS role asks for. Not in KEDA 2.14. */
    public PodIdentity externalId(String externalId) {
      return new PodIdentity(
          provider,
          identityId,
          identityTenantId,
          identityAuthorityHost,
          identityOwner,
          roleArn,
          externalId);
    }

    /** The provider of an identity. */
    public enum Provider {
      AZURE_WORKLOAD("azure-workload"),
      GCP("gcp"),
      AWS("aws"),
      /** Deprecated by KEDA in favour of {@link #AWS}. */
      AWS_EKS("aws-eks"),
      NONE("none");

      private final String text;

      Provider(String text) {
        this.text = text;
      }

      @Override
      @JsonValue
      public String toString() {
        return text;
      }
    }

    /** Whose AWS identity is used. */
    public enum IdentityOwner {
      KEDA("keda"),
      WORKLOAD("workload");

      private final String text;

      IdentityOwner(String text) {
        this.text = text;
      }

      @Override
      @JsonValue
      public String toString() {
        return text;
      }
    }
  }

  /** A field that is never written down, only pointed to. */
  @JsonInclude(NON_EMPTY)
  public record SecretValue(ValueFrom valueFrom) implements KubernetesResource {
    /** The value under a key of a Secret. */
    public static SecretValue of(String name, String key) {
      return new SecretValue(new ValueFrom(new SecretKeyRef(name, key)));
    }

    /** The place of a value. */
    @JsonInclude(NON_EMPTY)
    public record ValueFrom(SecretKeyRef secretKeyRef) implements KubernetesResource {}

    /** A key of a Secret. */
    @JsonInclude(NON_EMPTY)
    public record SecretKeyRef(String name, String key) implements KubernetesResource {}
  }

  /**
   * HashiCorp Vault.
   *
   * @param address such as {@code https://vault.example:8200}
   * @param authentication how KEDA logs in
   * @param role the role for {@link Authentication#KUBERNETES}
   * @param mount the path of the authentication method
   * @param namespace default: none
   * @param credential what KEDA logs in with; a token in it would stand in the chart, so name a
   *     service account
   * @param secrets at least one
   */
  @JsonInclude(NON_EMPTY)
  public record HashiCorpVault(
      String address,
      Authentication authentication,
      String role,
      String mount,
      String namespace,
      Credential credential,
      List<Secret> secrets)
      implements KubernetesResource {
    public HashiCorpVault {
      secrets = Immutable.list(secrets);
    }

    /** The method with which KEDA logs in to Vault. */
    public enum Authentication {
      TOKEN("token"),
      KUBERNETES("kubernetes");

      private final String text;

      Authentication(String text) {
        this.text = text;
      }

      @Override
      @JsonValue
      public String toString() {
        return text;
      }
    }

    /**
     * What KEDA logs in with.
     *
     * @param token a literal token; never in a chart
     * @param serviceAccount the path of a token file in the operator's pod
     * @param serviceAccountName a service account whose token is requested
     */
    @JsonInclude(NON_EMPTY)
    public record Credential(String token, String serviceAccount, String serviceAccountName)
        implements KubernetesResource {}

    /**
     * A parameter from Vault.
     *
     * @param parameter the scaler's name for it
     * @param path the path of the secret
     * @param key the key in it
     * @param type default {@link SecretType#SECRET}
     * @param pkiData what to ask the PKI for; with {@link SecretType#PKI} only
     */
    @JsonInclude(NON_EMPTY)
    public record Secret(
        String parameter, String path, String key, SecretType type, PkiData pkiData)
        implements KubernetesResource {}

    /** The engine behind a path. */
    public enum SecretType {
      SECRET("secret"),
      SECRET_V2("secretV2"),
      PKI("pki");

      private final String text;

      SecretType(String text) {
        this.text = text;
      }

      @Override
      @JsonValue
      public String toString() {
        return text;
      }
    }

    /** The content of a certificate from Vault's PKI. */
    @JsonInclude(NON_EMPTY)
    public record PkiData(
        String commonName,
        String altNames,
        String ipSans,
        String uriSans,
        String otherSans,
        String ttl,
        String format)
        implements KubernetesResource {}
  }

  /**
   * Azure Key Vault.
   *
   * @param vaultUri the vault
   * @param cloud default: the public cloud
   * @param credentials an application; or else a pod identity
   * @param podIdentity an identity; or else credentials
   * @param secrets at least one
   */
  @JsonInclude(NON_EMPTY)
  public record AzureKeyVault(
      String vaultUri,
      Cloud cloud,
      Credentials credentials,
      PodIdentity podIdentity,
      List<Secret> secrets)
      implements KubernetesResource {
    public AzureKeyVault {
      secrets = Immutable.list(secrets);
    }

    /**
     * One of Azure's clouds.
     *
     * @param type such as {@code AzurePublicCloud} or {@code Private}
     * @param keyVaultResourceURL needed for a private cloud
     * @param activeDirectoryEndpoint needed for a private cloud
     */
    @JsonInclude(NON_EMPTY)
    public record Cloud(String type, String keyVaultResourceURL, String activeDirectoryEndpoint)
        implements KubernetesResource {}

    /** An Azure application. */
    @JsonInclude(NON_EMPTY)
    public record Credentials(String tenantId, String clientId, SecretValue clientSecret)
        implements KubernetesResource {}

    /**
     * A parameter from the vault.
     *
     * @param parameter the scaler's name for it
     * @param name the secret's name
     * @param version default: the newest
     */
    @JsonInclude(NON_EMPTY)
    public record Secret(String parameter, String name, String version)
        implements KubernetesResource {}
  }

  /**
   * Google Secret Manager.
   *
   * @param credentials a service account key; or else a pod identity
   * @param podIdentity an identity; or else credentials
   * @param secrets at least one
   */
  @JsonInclude(NON_EMPTY)
  public record GcpSecretManager(
      Credentials credentials, PodIdentity podIdentity, List<Secret> secrets)
      implements KubernetesResource {
    public GcpSecretManager {
      secrets = Immutable.list(secrets);
    }

    /** A Google service account key. */
    @JsonInclude(NON_EMPTY)
    public record Credentials(SecretValue clientSecret) implements KubernetesResource {}

    /**
     * A parameter from the manager.
     *
     * @param parameter the scaler's name for it
     * @param id the secret's id
     * @param version default: the newest
     */
    @JsonInclude(NON_EMPTY)
    public record Secret(String parameter, String id, String version)
        implements KubernetesResource {}
  }

  /**
   * AWS Secrets Manager.
   *
   * @param region such as {@code eu-west-1}
   * @param credentials an access key; or else a pod identity
   * @param podIdentity an identity; or else credentials
   * @param secrets at least one
   */
  @JsonInclude(NON_EMPTY)
  public record AwsSecretManager(
      String region, Credentials credentials, PodIdentity podIdentity, List<Secret> secrets)
      implements KubernetesResource {
    public AwsSecretManager {
      secrets = Immutable.list(secrets);
    }

    /** An AWS access key; the token is for a temporary one. */
    @JsonInclude(NON_EMPTY)
    public record Credentials(
        SecretValue accessKey, SecretValue accessSecretKey, SecretValue accessToken)
        implements KubernetesResource {}

    /**
     * A parameter from the manager.
     *
     * @param parameter the scaler's name for it
     * @param name the secret's name
     * @param secretKey the key in a secret that is a JSON object; default: the whole secret
     * @param versionId default: the newest
     * @param versionStage default: the current one
     */
    @JsonInclude(NON_EMPTY)
    public record Secret(
        String parameter, String name, String secretKey, String versionId, String versionStage)
        implements KubernetesResource {}
  }

  /**
   * The client credentials flow.
   *
   * @param tokenUrl where tokens are given out
   * @param clientId who asks
   * @param clientSecret with what
   * @param scopes for what; default: what the server grants
   * @param tokenUrlParams further parameters of the request
   */
  @JsonInclude(NON_EMPTY)
  public record OAuth2(
      Type type,
      String tokenUrl,
      String clientId,
      SecretValue clientSecret,
      List<String> scopes,
      Map<String, String> tokenUrlParams)
      implements KubernetesResource {
    public OAuth2 {
      scopes = Immutable.list(scopes);
      tokenUrlParams = Immutable.map(tokenUrlParams);
    }

    /** The flow; there is one. */
    public enum Type {
      CLIENT_CREDENTIALS("clientCredentials");

      private final String text;

      Type(String text) {
        this.text = text;
      }

      @Override
      @JsonValue
      public String toString() {
        return text;
      }
    }
  }
}
