package dev.chartwright.companion.chain;

import java.io.IOException;
import org.junit.jupiter.api.Nested;

class WitnessRefusalsTest {
  @Nested
  class OfBuiltBlocks extends WitnessRefusals {
    @Override
    TestChain good() {
      return TestChain.of(3, 6);
    }
  }

  @Nested
  class OfRealBlocks extends WitnessRefusals {
    @Override
    TestChain good() throws IOException {
      return real("witness_b3_b6.json");
    }

    @Override
    TestChain old() throws IOException {
      return real("witness_b3_b6_v06.json");
    }

    private static TestChain real(String name) throws IOException {
      return TestChain.read(TestChain.real(name));
    }
  }
}
