package dev.chartwright.problem;

import java.util.List;

/** The rules of components: what they are called, and what fits together in one of them. */
public final class ComponentRules {
  public static final Rule COMPONENT_NAME =
      Rule.of(
              "CMP-01",
              "A component has a name of its own, and one component is the main one",
              "its objects or its values would replace those of another component",
              "use lower-case letters, digits and hyphens, and begin with a letter")
          .example(
              """
              // chart
              chart
                  .add(dev.chartwright.workload.NodeAgent.named("agent").image("example.com/a", "1.0"))
                  .add(dev.chartwright.workload.NodeAgent.named("agent").image("example.com/b", "1.0"));
              """);

  public static final Rule SETTING =
      Rule.of(
              "CMP-02",
              "A setting of a component is valid in Kubernetes",
              "the API server would reject the object",
              "write it as Kubernetes takes it")
          .example(
              """
              // chart
              chart.add(
                  dev.chartwright.workload.NodeAgent.named("agent")
                      .image("example.com/agent", "1.0")
                      .scratch("tmp", "64Mi"));
              """);

  public static final Rule PARTS =
      Rule.of(
              "CMP-03",
              "The parts of a component fit together",
              "one part would have no effect, or would work against another one",
              "leave one of them out, or declare what is missing")
          .example(
              """
              // chart
              chart.add(
                  dev.chartwright.workload.BackgroundWorker.named("mail")
                      .image("example.com/mail", "1.0")
                      .autoscaling(1, 5));
              """);

  public static final Rule EDIT =
      Rule.of(
              "CMP-04",
              "An edit of an object keeps what the component needs",
              "the values of the component would have no field to go to",
              "change the fields that you need, and leave the rest of the object as it is")
          .example(
              """
              // chart
              chart.add(
                  dev.chartwright.workload.NodeAgent.named("agent")
                      .image("example.com/agent", "1.0")
                      .daemonSet(set -> set.editSpec().withTemplate(null).endSpec()));
              """);

  private static final List<Rule> ALL = List.of(COMPONENT_NAME, SETTING, PARTS, EDIT);

  private ComponentRules() {}

  /** Every rule, in the order of the ids. */
  public static List<Rule> all() {
    return ALL;
  }
}
