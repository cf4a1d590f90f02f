package dev.chartwright.generator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.SourceLine;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.Memory;
import org.junit.jupiter.api.Test;

class CarriedFleetFindingsTest {
  @Test
  void invalidSettingsAndBrokenRulesAreReportedAtOnce() {
    ProverFleet fleet =
        ProverFleet.named("Zero Prover")
            .platform(Platform.current().keda("newest"))
            .leader(Leader.on(NodePool.defaultPool()).named(" "))
            .workers(Workers.on(NodePool.highmemPool()).memory(Memory.parse("300 GB")))
            .circuits(Circuits.recommended().mountPath("circuits"))
            .build();

    assertThat(FleetCheck.check(fleet))
        .extracting(each -> each.rule().id(), each -> each.place().toString())
        .contains(
            tuple("DEC-52", "platform.keda"),
            tuple("DEC-51", "workers.memory"),
            tuple("DEC-56", "circuits.mountPath"),
            tuple("NAM-01", "name"),
            tuple("NAM-01", "leader.name"));
  }

  @Test
  void whatStandsInForAnInvalidSettingIsNotJudged() {
    ProverFleet fleet =
        ProverFleet.named("zero-prover")
            .workers(
                Workers.on(NodePool.highmemPool()).memory(Memory.gib(-1)).cpu(Cpu.parse("many")))
            .build();

    assertThat(FleetCheck.check(fleet))
        .extracting(each -> each.rule().id(), each -> each.place().toString())
        .containsExactly(tuple("DEC-51", "workers.memory"), tuple("DEC-51", "workers.cpu"));
  }

  @Test
  void anInvalidSettingHasTheLineThatDeclaredIt() {
    ProverFleet fleet =
        ProverFleet.named("zero-prover").platform(Platform.current().keda("newest")).build();

    assertThat(fleet.findings())
        .singleElement()
        .extracting(Finding::place)
        .satisfies(
            place ->
                assertThat(place.declaredAt().map(SourceLine::file))
                    .contains("CarriedFleetFindingsTest.java"));
  }
}
