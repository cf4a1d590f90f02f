package dev.chartwright.companion.broker;

/**
 * Where the broker's management API is, and as whom it is used. The text of this record does not
 * hold the password.
 *
 * @param host name or address of the broker
 * @param managementPort port of the management API, 15672 by default of RabbitMQ
 * @param user an administrator of the broker
 * @param password the user's password
 * @param virtualHost the virtual host of the task queues
 */
public record BrokerAccess(
    String host, int managementPort, String user, String password, String virtualHost) {
  /** Host and port, as a sentence names them. */
  public String address() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + managementPort;
  }

  @Override
  public String toString() {
    return user + " at " + address() + ", virtual host " + virtualHost;
  }
}
