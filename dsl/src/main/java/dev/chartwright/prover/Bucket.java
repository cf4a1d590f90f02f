package dev.chartwright.prover;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bucket that gets the proofs of final blocks, as objects {@code <chain>/<number>-<hash>.zkproof}
 * and {@code .json} that are created and never replaced. The scripts and the Terraform module
 * create the bucket, an account for the leader that may create and read objects, and its binding to
 * the leader's pod by Workload Identity, so that no key is needed.
 *
 * @param name the name of the bucket, which is unique in all of Google Cloud
 * @param chain the id of the chain, with which the names of objects begin; empty for the chain that
 *     the fleet follows, or else Ethereum mainnet
 * @param location the region or multi-region of the bucket, such as {@code EU}; empty for the
 *     region of the cluster
 * @param account the id of the account that the leader acts as, 6 to 30 characters; empty for
 *     {@code <cluster>-proofs}
 * @param findings the findings of settings that were left out
 */
public record Bucket(
    String name,
    Optional<Long> chain,
    Optional<String> location,
    Optional<String> account,
    List<Finding> findings) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]");
  private static final Pattern LOCATION = Pattern.compile("[A-Za-z][A-Za-z0-9-]{1,39}");
  private static final Pattern ACCOUNT = Pattern.compile("[a-z][-a-z0-9]{4,28}[a-z0-9]");
  private static final long MOST_CHAINS = Integer.MAX_VALUE;

  public Bucket {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(chain, "chain");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(account, "account");
    findings = List.copyOf(findings);
  }

  /** A bucket of Cloud Storage. */
  public static Bucket gcs(String name) {
    Bucket bucket =
        new Bucket(name, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    return NAME.matcher(name).matches() && !name.startsWith("goog")
        ? bucket
        : bucket.without(
            "name",
            "'" + name + "' is not the name of a bucket",
            "use 3 to 63 lower-case letters, digits, hyphens and underscores, such as"
                + " my-company-proofs");
  }

  /** Sets the id of the chain, above 0. Default: the chain that the fleet follows, or else 1. */
  public Bucket chain(long id) {
    return id < 1 || id > MOST_CHAINS
        ? without("chain", "the chain " + id, "write the id of the chain, such as 1")
        : new Bucket(name, Optional.of(id), location, account, findings);
  }

  /** Sets the region or multi-region. Default: the region of the cluster. */
  public Bucket location(String location) {
    return LOCATION.matcher(location).matches()
        ? new Bucket(name, chain, Optional.of(location), account, findings)
        : without("location", "the location '" + location + "'", "write one such as EU");
  }

  /** Sets the id of the leader's account, 6 to 30 characters. Default: {@code <cluster>-proofs}. */
  public Bucket account(String id) {
    return ACCOUNT.matcher(id).matches()
        ? new Bucket(name, chain, location, Optional.of(id), findings)
        : without(
            "account",
            "'" + id + "' is not the id of a service account",
            "use 6 to 30 lower-case letters, digits and hyphens, with a letter first");
  }

  private Bucket without(String setting, String what, String fix) {
    List<Finding> all = new ArrayList<>(findings);
    all.add(
        Finding.error(FleetDeclarationRules.BUCKET, Place.ofCaller(setting), what).fixedBy(fix));
    return new Bucket(name, chain, location, account, all);
  }
}
