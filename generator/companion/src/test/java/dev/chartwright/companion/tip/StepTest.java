package dev.chartwright.companion.tip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.rpc.Header;
import dev.chartwright.companion.rpc.Headers;
import dev.chartwright.companion.rpc.RpcException;
import dev.chartwright.companion.tip.Step.Forked;
import dev.chartwright.companion.tip.Step.Grown;
import dev.chartwright.companion.tip.Step.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepTest {
  private Chain chain = new Chain();
  private Window window;

  /** A chain in memory; every block has an ancestor in it. */
  private static final class Chain implements Headers {
    final List<Header> blocks = new ArrayList<>();
    final Map<Hash, Header> known = new HashMap<>();
    int asked;
    private int salts;

    void grow(int count) {
      for (int i = 0; i < count; i++) {
        Hash parent =
            blocks.isEmpty() ? ChainJournalTest.hash(0, 77) : blocks.get(blocks.size() - 1).hash();
        Header block = ChainJournalTest.header(blocks.size(), parent, salts);
        blocks.add(block);
        known.put(block.hash(), block);
      }
    }

    void reorg(int depth, int more) {
      salts++;
      blocks.subList(blocks.size() - depth, blocks.size()).clear();
      grow(depth + more);
    }

    @Override
    public Header newest(String tag) {
      return blocks.get(blocks.size() - 1);
    }

    @Override
    public Header at(long number) throws RpcException {
      asked++;
      if (number >= blocks.size()) {
        throw RpcException.contradiction(newest(""));
      }
      return blocks.get((int) number);
    }

    @Override
    public Header of(Hash hash) throws RpcException {
      asked++;
      if (!known.containsKey(hash)) {
        throw RpcException.contradiction(newest(""));
      }
      return known.get(hash);
    }
  }

  @BeforeEach
  void aWindow() {
    chain.grow(51);
    window = Window.at(chain.blocks.get(30)).with(30, List.copyOf(chain.blocks.subList(31, 51)));
  }

  @Test
  void aKnownBlockIsNothingNew() throws Exception {
    assertThat(step()).isEqualTo(new Known());
    assertThat(Step.of(window, chain.at(40), chain, 64)).as("it lags").isEqualTo(new Known());
    assertThat(Step.of(window, chain.at(3), chain, 64)).as("it lags far").isEqualTo(new Known());
  }

  @Test
  void theNextBlockHasTheRightParent() throws Exception {
    chain.grow(1);

    assertThat(step()).isEqualTo(new Grown(List.of(chain.newest(""))));
    assertThat(chain.asked).as("it is fetched already").isZero();
  }

  @Test
  void aGapIsFetchedInParts() throws Exception {
    chain.grow(100);

    assertThat(((Grown) step()).blocks()).isEqualTo(chain.blocks.subList(51, 115));
    assertThat(chain.asked).isEqualTo(64);
    assertThat(((Grown) Step.of(window, chain.newest(""), chain, 0)).blocks()).isEmpty();
  }

  @Test
  void anotherBlockWithAKnownNumberOrAnotherParentIsAReorg() throws Exception {
    chain.reorg(3, 0);
    assertThat(step()).isEqualTo(new Forked(chain.blocks.get(50)));
    chain.reorg(3, 1);
    assertThat(step()).isEqualTo(new Forked(chain.blocks.get(51)));
    chain.grow(20);
    assertThat(step()).as("behind a gap").isEqualTo(new Forked(chain.blocks.get(51)));
  }

  @Test
  void theAncestorIsFoundInTheOwnJournal() throws Exception {
    chain.reorg(12, 5);
    Header other = ((Forked) step()).other();

    assertThat(Step.branch(window, other, chain).orElseThrow())
        .isEqualTo(chain.blocks.subList(39, 52));
  }

  @Test
  void aReorgDeeperThanTheJournalHasNoAncestor() throws Exception {
    chain.reorg(21, 5);

    assertThat(Step.branch(window, ((Forked) step()).other(), chain)).isEmpty();
  }

  @Test
  void aNodeThatForgotAHashTellsNothing() {
    Header before = chain.blocks.get(48);
    chain.reorg(5, 0);
    chain.known.remove(chain.blocks.get(48).hash());

    assertThatThrownBy(() -> Step.branch(window, chain.newest(""), chain))
        .isInstanceOf(RpcException.class);
    assertThat(window.has(48, before.hash())).isTrue();
  }

  @Test
  void afterAnyReorgsTheWindowIsTheChain() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      chain = new Chain();
      aWindow();
      for (int i = 0; i < 20; i++) {
        int kind = random.nextInt(3);
        if (kind == 0) {
          int depth = 1 + random.nextInt(Math.min(64, chain.blocks.size() - 1));
          chain.reorg(depth, random.nextInt(4));
        } else if (kind == 1) {
          chain.grow(random.nextInt(90));
        } else {
          int lag = random.nextInt(Math.min(20, chain.blocks.size()));
          apply(chain.at(chain.blocks.size() - 1 - lag), 16); // a node that lags
        }
      }
      while (window.tip() != chain.blocks.size() - 1
          || !window.has(window.tip(), chain.newest("").hash())) {
        apply(chain.newest(""), 16);
      }
      for (long number = window.first(); number <= window.tip(); number++) {
        assertThat(window.has(number, chain.at(number).hash())).as(seed + ": " + number).isTrue();
      }
    }
  }

  private void apply(Header head, int most) throws RpcException {
    Step step = Step.of(window, head, chain, most);
    if (step instanceof Grown grown) {
      window = window.with(window.tip(), grown.blocks());
    } else if (step instanceof Forked forked) {
      Optional<List<Header>> branch = Step.branch(window, forked.other(), chain);
      window =
          branch.isPresent()
              ? window.with(branch.get().get(0).number() - 1, branch.get())
              : Window.at(head);
    }
  }

  private Step step() throws RpcException {
    return Step.of(window, chain.newest(""), chain, 64);
  }
}
