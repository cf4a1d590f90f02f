package dev.chartwright.companion.broker;

import dev.chartwright.companion.broker.BrokerException.Kind;

/**
 * A word in the broker that workers obey: while the fence is closed, they stop and wait. It is a
 * global parameter, so it survives the broker. Its value is {@code open}, or {@code closed by} and
 * the owner, behind which {@code :} and a reason may follow. No parameter means open.
 */
public final class Fence {
  private static final String OPEN = "open";
  private static final String CLOSED = "closed";
  private static final String CLOSED_BY = CLOSED + " by ";
  private static final String REASON = ": ";

  /**
   * How the fence was found.
   *
   * @param closed whether workers have to stop
   * @param owner who closed it; empty if it is open, or the one who closed it gave no name
   * @param reason why it was closed; may be empty
   */
  public record State(boolean closed, String owner, String reason) {}

  private final Management management;
  private final String name;
  private final String owner;

  /**
   * A fence as one of its owners sees it.
   *
   * @param name the name of the global parameter
   * @param owner an identifier of the owner, without spaces and colons
   */
  public Fence(Management management, String name, String owner) {
    if (owner.isEmpty() || owner.chars().anyMatch(c -> c == ':' || c <= ' ')) {
      throw new IllegalArgumentException("an owner of a fence has no spaces and colons: " + owner);
    }
    this.management = management;
    this.name = name;
    this.owner = owner;
  }

  /** The name of the global parameter. */
  public String name() {
    return name;
  }

  /** How the fence is. */
  public State state() throws BrokerException {
    return state(management.globalParameter(name).orElse(""));
  }

  private static State state(String value) {
    if (!value.startsWith(CLOSED)) {
      return new State(false, "", "");
    }
    String by = value.startsWith(CLOSED_BY) ? value.substring(CLOSED_BY.length()) : "";
    int end = by.indexOf(REASON);
    return end < 0
        ? new State(true, by, "")
        : new State(true, by.substring(0, end), by.substring(end + REASON.length()));
  }

  /** Whether this owner has closed the fence. */
  public boolean isOwn(State state) {
    return state.closed() && state.owner().equals(owner);
  }

  /**
   * Closes the fence.
   *
   * @param reason why, in words; may be empty
   * @throws BrokerException also if somebody else has closed it; then nothing is changed
   */
  public void close(String reason) throws BrokerException {
    refuseIfOfAnother(state());
    String because = reason.isEmpty() ? "" : REASON + reason;
    management.putGlobalParameter(name, CLOSED_BY + owner + because);
  }

  /**
   * Opens the fence, also where there is none yet: a worker that has seen it closed waits until it
   * reads that it is open, because a broker that starts knows no parameter for a moment.
   *
   * @throws BrokerException also if somebody else has closed it; then nothing is changed
   */
  public void open() throws BrokerException {
    String value = management.globalParameter(name).orElse("");
    refuseIfOfAnother(state(value));
    if (!value.equals(OPEN)) {
      management.putGlobalParameter(name, OPEN);
    }
  }

  private void refuseIfOfAnother(State state) throws BrokerException {
    if (state.closed() && !isOwn(state)) {
      throw new BrokerException(
          Kind.FENCE_OF_ANOTHER,
          "the fence "
              + name
              + " was closed by "
              + (state.owner().isEmpty() ? "somebody without a name" : state.owner())
              + (state.reason().isEmpty() ? "" : " (" + state.reason() + ")")
              + ", and only this owner may open it. If the owner is no more: rabbitmqctl"
              + " clear_global_parameter "
              + name);
    }
  }
}
