package dev.chartwright.workload;

/** The kinds of objects that run pods. */
enum WorkloadKind {
  DEPLOYMENT("apps/v1", "Deployment", "spec.template"),
  STATEFUL_SET("apps/v1", "StatefulSet", "spec.template"),
  DAEMON_SET("apps/v1", "DaemonSet", "spec.template"),
  JOB("batch/v1", "Job", "spec.template"),
  CRON_JOB("batch/v1", "CronJob", "spec.jobTemplate.spec.template");

  private final String apiVersion;
  private final String kind;
  private final String template;

  WorkloadKind(String apiVersion, String kind, String template) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.template = template;
  }

  String apiVersion() {
    return apiVersion;
  }

  String kind() {
    return kind;
  }

  /** The name of the template file, without a folder. */
  String file() {
    return kind.toLowerCase(java.util.Locale.ROOT);
  }

  /** The path of the pod template. */
  String template() {
    return template;
  }

  /** Whether several pods run at a time, of which each could be anywhere. */
  boolean isReplicated() {
    return this == DEPLOYMENT || this == STATEFUL_SET;
  }

  /** Whether the pods end on their own. */
  boolean ends() {
    return this == JOB || this == CRON_JOB;
  }
}
