package dev.chartwright.generator.compose;

import dev.chartwright.chart.tree.Condition;
import io.fabric8.kubernetes.api.model.EnvVar;

/** A variable that a container has only under a condition. */
record ConditionalVariable(EnvVar variable, Condition when) {}
