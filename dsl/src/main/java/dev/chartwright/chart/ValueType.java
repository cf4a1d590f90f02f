package dev.chartwright.chart;

import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Kind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The type of a value with its constraint: what the schema of the chart demands. Immutable. A type
 * that nothing can satisfy is found when a value is declared with it.
 */
public sealed interface ValueType {
  Kind kind();

  /**
   * Whether text of this type can stand between double quotes as it is; see {@link Expr#plain()}.
   */
  default boolean plain() {
    return true;
  }

  /**
   * Whether it is a list of texts, or a map to texts, that may have any character: a chart writes
   * each of them between quotes. Text deeper in a value goes through Helm's {@code toYaml}, which
   * changes some characters; see {@link AnyObjectType#TEXT}.
   */
  default boolean isTexts() {
    ValueType part =
        this instanceof ListType list
            ? list.item()
            : this instanceof MapType map ? map.value() : this;
    return part != this && part.kind() == Kind.STRING && !part.plain();
  }

  /** The type of what is set, where it may also be {@code null}. */
  default ValueType whenSet() {
    return this;
  }

  /**
   * Text.
   *
   * @param pattern a regular expression (RE2 and ECMA syntax) that must match, anchored; empty for
   *     any text
   * @param excluded texts that are refused
   * @param plain whether everything that the pattern admits is plain
   */
  record TextType(
      String pattern, int minLength, int maxLength, List<String> excluded, boolean plain)
      implements ValueType {
    public TextType {
      excluded = List.copyOf(excluded);
    }

    static final TextType ANY = new TextType("", 0, Integer.MAX_VALUE, List.of(), false);

    static TextType matching(String pattern) {
      return new TextType(pattern, 0, Integer.MAX_VALUE, List.of(), true);
    }

    /** Returns this type with a regular expression that must match all of the text. */
    public TextType pattern(String regex) {
      return new TextType(regex, minLength, maxLength, excluded, false);
    }

    /**
     * Returns this type with a regular expression that must match all of the text and that admits
     * no quote, backslash, control character or line break, so that the text may stand inside a
     * larger string as it is.
     */
    public TextType plainPattern(String regex) {
      return new TextType(regex, minLength, maxLength, excluded, true);
    }

    /** Returns this type with a number of characters, both inclusive. */
    public TextType length(int min, int max) {
      return new TextType(pattern, min, max, excluded, plain);
    }

    /** Returns this type without the empty text. */
    public TextType notEmpty() {
      return length(Math.max(1, minLength), maxLength);
    }

    /** Returns this type without some texts. */
    public TextType except(String... texts) {
      return new TextType(pattern, minLength, maxLength, List.of(texts), plain);
    }

    @Override
    public Kind kind() {
      return Kind.STRING;
    }
  }

  /**
   * A Kubernetes quantity inside of an object: text such as {@code 300Gi}, or a plain number.
   *
   * @param positive whether 0 is refused
   */
  record QuantityType(boolean positive) implements ValueType {
    /** The pattern that the text must match. */
    public String pattern() {
      return positive ? Values.POSITIVE_QUANTITY : Values.QUANTITY;
    }

    @Override
    public Kind kind() {
      return Kind.STRING;
    }
  }

  /** A whole number within bounds, both inclusive, within ±2^53. */
  record IntegerType(long min, long max) implements ValueType {
    public static final long LARGEST = 1L << 53;

    @Override
    public Kind kind() {
      return Kind.INTEGER;
    }
  }

  /** A number within bounds, both inclusive. */
  record DecimalType(double min, double max) implements ValueType {
    @Override
    public Kind kind() {
      return Kind.DECIMAL;
    }
  }

  /** true or false. */
  record FlagType() implements ValueType {
    @Override
    public Kind kind() {
      return Kind.BOOLEAN;
    }
  }

  /** One of some words. */
  record EnumType(List<String> choices) implements ValueType {
    public EnumType {
      choices = List.copyOf(choices);
    }

    @Override
    public Kind kind() {
      return Kind.STRING;
    }

    @Override
    public boolean plain() {
      return choices.stream().allMatch(choice -> new Expr.Literal(choice).plain());
    }
  }

  /**
   * A number that may be left out: {@code null}, which is not 0, stands for none.
   *
   * @param number an {@link IntegerType} or a {@link DecimalType}
   */
  record OptionalType(ValueType number) implements ValueType {
    public OptionalType {
      Objects.requireNonNull(number, "number");
    }

    @Override
    public Kind kind() {
      return number.kind();
    }

    @Override
    public ValueType whenSet() {
      return number;
    }
  }

  /**
   * Text, a number or a flag that users have to set: the default is {@code null}, and a template
   * that reads it fails with a message.
   *
   * @param scalar the type of what they set
   */
  record RequiredType(ValueType scalar) implements ValueType {
    public RequiredType {
      Objects.requireNonNull(scalar, "scalar");
    }

    @Override
    public Kind kind() {
      return scalar.kind();
    }

    @Override
    public boolean plain() {
      return scalar.plain();
    }

    @Override
    public ValueType whenSet() {
      return scalar;
    }
  }

  /**
   * A list of items of one type.
   *
   * @param uniqueBy the field that no two items may have the same of; empty for none
   * @param minSize the least number of items
   * @param maxSize the largest number of items
   */
  record ListType(ValueType item, String uniqueBy, int minSize, int maxSize) implements ValueType {
    public ListType {
      Objects.requireNonNull(item, "item");
      Objects.requireNonNull(uniqueBy, "uniqueBy");
    }

    public ListType(ValueType item) {
      this(item, "", 0, Integer.MAX_VALUE);
    }

    /**
     * Returns this type as a list in which no two items have the same value of a field, such as the
     * variables of a container by {@code name}. Items of any shape become objects that must have
     * the field, as text. What renders the list guards it: a JSON schema cannot say this.
     */
    public ListType uniqueBy(String field) {
      ValueType known =
          item instanceof AnyObjectType
              ? new ObjectType(
                  List.of(
                      new FieldType(
                          field, TextType.ANY.notEmpty(), true, "Unique among the items.")),
                  true)
              : item;
      return new ListType(known, field, minSize, maxSize);
    }

    /** Returns this type with a number of items, both inclusive. */
    public ListType size(int min, int max) {
      return new ListType(item, uniqueBy, min, max);
    }

    @Override
    public Kind kind() {
      return Kind.LIST;
    }
  }

  /**
   * A map from any key to values of one type.
   *
   * @param keyPattern what keys must match; empty for any
   * @param reservedKeys what keys must not match; empty for nothing
   * @param requiredKeys keys that must be there
   */
  record MapType(ValueType value, String keyPattern, String reservedKeys, List<String> requiredKeys)
      implements ValueType {
    public MapType {
      requiredKeys = List.copyOf(requiredKeys);
    }

    public MapType(ValueType value, String keyPattern, String reservedKeys) {
      this(value, keyPattern, reservedKeys, List.of());
    }

    @Override
    public Kind kind() {
      return Kind.MAP;
    }
  }

  /**
   * An object with known fields.
   *
   * @param open whether it may have other fields too
   */
  record ObjectType(List<FieldType> fields, boolean open) implements ValueType {
    public ObjectType {
      fields = List.copyOf(fields);
    }

    public ObjectType(List<FieldType> fields) {
      this(fields, false);
    }

    /** The same with any other fields; the strict check of the rendered object judges them. */
    public ObjectType andOthers() {
      return new ObjectType(fields, true);
    }

    /** The field of a name. */
    public Optional<FieldType> field(String name) {
      return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    @Override
    public Kind kind() {
      return Kind.MAP;
    }
  }

  /**
   * A field of an {@link ObjectType}.
   *
   * @param isRequired whether every object must have it
   * @param excludes fields that must not be there beside it
   */
  record FieldType(
      String name, ValueType type, boolean isRequired, String description, List<String> excludes) {
    public FieldType {
      excludes = List.copyOf(excludes);
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(description, "description");
    }

    public FieldType(String name, ValueType type, boolean isRequired, String description) {
      this(name, type, isRequired, description, List.of());
    }

    /** Returns this field as one that every object must have. */
    public FieldType required() {
      return new FieldType(name, type, true, description, excludes);
    }

    /** Returns this field as an alternative to other fields, which exclude it. */
    public FieldType insteadOf(String... others) {
      return new FieldType(name, type, isRequired, description, List.of(others));
    }
  }

  /**
   * An object of any shape, such as an affinity or a volume; the strict check of the rendered
   * object judges it.
   */
  record AnyObjectType() implements ValueType {
    private static final String CHARACTER = "[^\u007f-\u009f\u2028\u2029\ufffe\uffff]";

    /** The pattern of texts in it. Helm may change other characters. */
    public static final String TEXT = "^" + CHARACTER + "*$";

    // A control character, <, > and & count for six. A label's key has 317 at most.
    /** The pattern of keys in it. Helm loses an object with a key of more than 1024 characters. */
    public static final String KEY = "^([ -%'-;=?-~]{0,317}|" + CHARACTER + "{0,160})$";

    @Override
    public Kind kind() {
      return Kind.MAP;
    }
  }

  /** Finds what is wrong with a plain Java tree as a value of this type; empty when nothing. */
  default String complaint(Object value) {
    return ValueCheck.complaint(this, value);
  }

  /**
   * Whether some of it may have any shape, so that nobody but its author can make up an example.
   */
  default boolean isOpen() {
    if (this instanceof ListType list) {
      return list.item().isOpen();
    }
    if (this instanceof MapType map) {
      return map.value().isOpen();
    }
    if (this instanceof ObjectType object) {
      return object.open() || object.fields().stream().anyMatch(each -> each.type().isOpen());
    }
    return this instanceof AnyObjectType;
  }

  /** An empty tree of this type, where there is one. */
  default Object empty() {
    return switch (kind()) {
      case LIST -> List.of();
      case MAP -> Map.of();
      case STRING -> "";
      default -> throw new IllegalStateException("no empty " + kind());
    };
  }
}
