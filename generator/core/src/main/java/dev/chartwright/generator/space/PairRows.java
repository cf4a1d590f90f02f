package dev.chartwright.generator.space;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cases that hold pairs of settings: each pair goes into the first case that has room and does not
 * contradict, or into a new one. A pair for which no case is left is dropped. Which cases hold what
 * is kept as sets of bits, so that the work grows with the number of pairs and not with its square.
 * For one thread.
 */
final class PairRows {
  private final int most;
  private final int width;
  private final List<Map<ValuePath, Object>> rows = new ArrayList<>();
  private final Map<Choice, BitSet> holding = new HashMap<>();
  private final Map<ValuePath, BitSet> deciding = new HashMap<>();

  /** Rows that have room for one more setting, and for two. */
  private final BitSet roomForOne = new BitSet();

  private final BitSet roomForTwo = new BitSet();

  /** A setting of a value. */
  record Choice(ValuePath path, Object value) {}

  /**
   * @param most rows
   * @param width settings in a row
   */
  PairRows(int most, int width) {
    this.most = most;
    this.width = width;
  }

  void place(Choice one, Choice other) {
    BitSet fitting = copy(holding(one));
    fitting.and(holding(other));
    fitting.or(extended(one, other));
    fitting.or(extended(other, one));
    BitSet open = copy(roomForTwo);
    open.andNot(deciding(one));
    open.andNot(deciding(other));
    fitting.or(open);
    int row = fitting.nextSetBit(0);
    if (row < 0 && rows.size() < most) {
      row = rows.size();
      rows.add(new LinkedHashMap<>());
    }
    if (row >= 0) {
      put(row, one);
      put(row, other);
    }
  }

  /** Rows that hold one setting, and have room for another one of a value that is still open. */
  private BitSet extended(Choice held, Choice added) {
    BitSet extended = copy(holding(held));
    extended.and(roomForOne);
    extended.andNot(deciding(added));
    return extended;
  }

  private void put(int row, Choice choice) {
    Map<ValuePath, Object> settings = rows.get(row);
    settings.put(choice.path(), choice.value());
    holding.computeIfAbsent(choice, none -> new BitSet()).set(row);
    deciding.computeIfAbsent(choice.path(), none -> new BitSet()).set(row);
    roomForOne.set(row, settings.size() < width);
    roomForTwo.set(row, settings.size() < width - 1);
  }

  private BitSet holding(Choice choice) {
    return holding.getOrDefault(choice, new BitSet());
  }

  private BitSet deciding(Choice choice) {
    return deciding.getOrDefault(choice.path(), new BitSet());
  }

  private static BitSet copy(BitSet bits) {
    return (BitSet) bits.clone();
  }

  List<Map<ValuePath, Object>> rows() {
    return Collections.unmodifiableList(rows);
  }
}
