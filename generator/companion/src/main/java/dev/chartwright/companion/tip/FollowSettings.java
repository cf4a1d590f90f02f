package dev.chartwright.companion.tip;

import dev.chartwright.companion.http.Backoff;
import dev.chartwright.companion.rpc.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * How a chain is followed.
 *
 * @param chainId the chain
 * @param rpc the address of a node; secret
 * @param second the address of another node, with which the first one has to agree; secret
 * @param traces the address of the node that the witnesses are made of; secret
 * @param type what traces that node gives: {@code native} or {@code jerigon}
 * @param finality which blocks count as final
 * @param selection which of them are proven
 * @param from the first block; empty for the newest final one
 * @param until the last block; empty for no end
 * @param ahead how many runs may wait beside the one in progress
 * @param blockTime how long the chain takes for a block
 * @param maxLag how many final blocks may wait to be proven; 0 for any number
 * @param skips whether a longer lag begins a new chain at the newest final block
 * @param times the times that tests shorten
 */
public record FollowSettings(
    long chainId,
    String rpc,
    Optional<String> second,
    String traces,
    String type,
    FinalBlocks finality,
    Selection selection,
    OptionalLong from,
    OptionalLong until,
    int ahead,
    Duration blockTime,
    long maxLag,
    boolean skips,
    Times times) {
  /**
   * Times that tests shorten.
   *
   * @param patience how long an answer may take
   * @param backoff how long to wait after failures
   * @param fetch how long a witness may take
   */
  public record Times(Duration patience, Backoff backoff, Duration fetch) {}

  /** The node is asked once a block time, but not more often than this. */
  private static final long FASTEST_MILLIS = 1;

  private static final long MILLIS = 1_000;
  private static final int MOST_AHEAD = 1_000;

  /** Whether a chain is to be followed. */
  public static boolean isDeclared(Map<String, String> environment) {
    return !environment.getOrDefault("FOLLOW_CHAIN_ID", "").isEmpty();
  }

  /**
   * What the chart declares.
   *
   * @throws TipException with all that is wrong with it
   */
  public static FollowSettings of(Map<String, String> environment) throws TipException {
    Reader reader = new Reader(environment, new ArrayList<>());
    FollowSettings settings = reader.settings();
    if (!reader.problems.isEmpty()) {
      throw new TipException(reader.problems);
    }
    return settings;
  }

  /** Reads variables, and collects what is wrong, with the names of the values of the chart. */
  private record Reader(Map<String, String> environment, List<String> problems) {
    FollowSettings settings() {
      String rpc = text("FOLLOW_RPC_URL", "");
      Optional<String> second = Optional.of(text("FOLLOW_SECOND_RPC_URL", ""));
      second = second.filter(address -> !address.isEmpty());
      if (rpc.isEmpty()) {
        problem(
            "follow.rpc.existingSecret is not set: only a node tells the blocks. Set the Secret with its address.");
      }
      if (second.filter(rpc::equals).isPresent()) {
        problem(
            "follow.secondRpc is the node of follow.rpc: a node always agrees with itself. Set another"
                + " node, or none.");
      }
      String type = text("FOLLOW_RPC_TYPE", "native");
      if (!type.equals("native") && !type.equals("jerigon")) {
        problem("follow.type is '" + type + "': write native or jerigon.");
      }
      OptionalLong from = optional("FOLLOW_FROM");
      OptionalLong until = optional("FOLLOW_UNTIL");
      if (from.isPresent() && until.isPresent() && until.getAsLong() < from.getAsLong()) {
        problem(
            "follow.until is %d and follow.from is %d: no block would be proven. Set an end that is not before the begin."
                .formatted(until.getAsLong(), from.getAsLong()));
      }
      if (from.orElse(1) == 0) {
        problem("follow.from is 0: no block precedes block 0. Begin with 1.");
      }
      long maxLag = number("FOLLOW_MAX_LAG_BLOCKS", 0, 0);
      String onLag = text("FOLLOW_ON_LAG", "alarm");
      if (!onLag.equals("alarm") && !onLag.equals("skip")) {
        problem("follow.onLag is '" + onLag + "': write alarm or skip.");
      } else if (onLag.equals("skip") && maxLag == 0) {
        problem(
            "follow.onLag is skip without follow.maxLagBlocks: it is unknown when to skip. Set the longest lag.");
      }
      long blockMillis =
          number(
              "FOLLOW_BLOCK_MILLIS",
              MILLIS * number("FOLLOW_BLOCK_SECONDS", 12, 1),
              FASTEST_MILLIS);
      Times times =
          new Times(
              millis("FOLLOW_PATIENCE_MILLIS", Node.PATIENCE),
              new Backoff(
                  Duration.ofMillis(blockMillis),
                  millis("FOLLOW_CEILING_MILLIS", Duration.ofMinutes(5))),
              millis("FOLLOW_FETCH_MILLIS", Duration.ofMinutes(30)));
      return new FollowSettings(
          number("FOLLOW_CHAIN_ID", 1, 1),
          rpc,
          second,
          text("FOLLOW_TRACES_RPC_URL", rpc),
          type,
          finality(),
          selection(),
          from,
          until,
          (int) Math.min(number("FOLLOW_AHEAD", 2, 0), MOST_AHEAD),
          Duration.ofMillis(blockMillis),
          maxLag,
          onLag.equals("skip"),
          times);
    }

    private FinalBlocks finality() {
      String finality = text("FOLLOW_FINALITY", "finalized");
      OptionalLong confirmations = optional("FOLLOW_CONFIRMATIONS");
      boolean counts = finality.equals("confirmations");
      if (!counts && !finality.equals("finalized") && !finality.equals("safe")) {
        problem("follow.finality is '" + finality + "': write finalized, safe or confirmations.");
      } else if (counts && confirmations.orElse(0) == 0) {
        problem(
            "follow.finality is confirmations without follow.confirmations: blocks that a reorg undoes would be proven. Set how many blocks have to follow.");
      } else if (!counts && confirmations.isPresent()) {
        problem(
            "follow.confirmations contradicts follow.finality, which is "
                + finality
                + ": set one of them.");
      }
      return counts
          ? new FinalBlocks.Confirmed(confirmations.orElse(1))
          : new FinalBlocks.Tagged(finality);
    }

    private Selection selection() {
      String select = text("FOLLOW_SELECT", "every");
      OptionalLong stride = optional("FOLLOW_STRIDE");
      long batch = number("FOLLOW_BATCH", 1, 1);
      if (select.equals("stride") && stride.orElse(0) == 0) {
        problem("follow.select is stride without follow.stride: set which blocks are proven.");
      } else if (!select.equals("stride") && stride.isPresent()) {
        problem(
            "follow.stride contradicts follow.select, which is " + select + ": set one of them.");
      }
      if (!select.equals("every") && batch > 1) {
        problem(
            "follow.batch contradicts follow.select, which is "
                + select
                + " and proves single blocks: leave it out.");
      }
      return switch (select) {
        case "every" -> new Selection.Every((int) Math.min(batch, MOST_AHEAD));
        case "newest" -> new Selection.Newest();
        case "stride" -> new Selection.Stride(Math.max(1, stride.orElse(1)));
        default -> {
          problem("follow.select is '" + select + "': write every, newest or stride.");
          yield new Selection.Newest();
        }
      };
    }

    /**
     * The value of the chart that a variable with a number has, such as {@code
     * follow.maxLagBlocks}.
     */
    private static String value(String variable) {
      return Pattern.compile("_(.)")
          .matcher(variable.toLowerCase(Locale.ROOT).replaceFirst("_", "."))
          .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private void problem(String sentence) {
      problems.add(sentence);
    }

    private String text(String name, String otherwise) {
      String text = environment.getOrDefault(name, "");
      return text.isEmpty() ? otherwise : text;
    }

    private OptionalLong optional(String name) {
      return text(name, "").isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(name, 0, 0));
    }

    private Duration millis(String name, Duration otherwise) {
      return Duration.ofMillis(number(name, otherwise.toMillis(), FASTEST_MILLIS));
    }

    private long number(String name, long otherwise, long least) {
      String text = text(name, Long.toString(otherwise));
      try {
        long number = Long.parseLong(text);
        if (number >= least) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Below.
      }
      problem(value(name) + " is '" + text + "': write a whole number from " + least + " on.");
      return Math.max(otherwise, least);
    }
  }
}
