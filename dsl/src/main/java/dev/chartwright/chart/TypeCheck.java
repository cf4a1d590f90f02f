package dev.chartwright.chart;

import dev.chartwright.chart.ValueType.AnyObjectType;
import dev.chartwright.chart.ValueType.DecimalType;
import dev.chartwright.chart.ValueType.EnumType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.OptionalType;
import dev.chartwright.chart.ValueType.RequiredType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what is wrong with the type of a value. Used once, by one thread. */
final class TypeCheck {
  private static final Set<Kind> UNIQUE_KINDS = Set.of(Kind.STRING, Kind.INTEGER);

  private final Place place;
  private final List<Finding> findings = new ArrayList<>();

  private TypeCheck(Place place) {
    this.place = place;
  }

  /** What is wrong with a type, at a place in the declaration. */
  static List<Finding> findings(ValueType type, Place place) {
    TypeCheck check = new TypeCheck(place);
    check.type(type);
    return check.findings;
  }

  /** A type of the same kind that everything of this kind satisfies. */
  static ValueType any(ValueType type) {
    if (type instanceof OptionalType optional) {
      return new OptionalType(any(optional.number()));
    }
    if (type instanceof RequiredType required) {
      return new RequiredType(any(required.scalar()));
    }
    return switch (type.kind()) {
      case STRING -> TextType.ANY;
      case INTEGER -> new IntegerType(-IntegerType.LARGEST, IntegerType.LARGEST);
      case DECIMAL -> new DecimalType(-IntegerType.LARGEST, IntegerType.LARGEST);
      case BOOLEAN -> type;
      case LIST -> new ListType(type instanceof ListType list ? any(list.item()) : TextType.ANY);
      case MAP ->
          type instanceof MapType map ? new MapType(any(map.value()), "", "") : new AnyObjectType();
    };
  }

  private void type(ValueType type) {
    if (type instanceof TextType text) {
      text(text);
    } else if (type instanceof IntegerType integer) {
      require(
          integer.min() <= integer.max()
              && integer.min() >= -IntegerType.LARGEST
              && integer.max() <= IntegerType.LARGEST,
          DeclarationRules.CONSTRAINT,
          "no whole number is between "
              + integer.min()
              + " and "
              + integer.max()
              + " within ±2^53");
    } else if (type instanceof DecimalType decimal) {
      require(
          decimal.min() <= decimal.max()
              && Double.isFinite(decimal.min())
              && Double.isFinite(decimal.max()),
          DeclarationRules.CONSTRAINT,
          "no number is between " + decimal.min() + " and " + decimal.max());
    } else if (type instanceof EnumType choice) {
      require(!choice.choices().isEmpty(), DeclarationRules.CONSTRAINT, "there is no choice");
      require(
          Set.copyOf(choice.choices()).size() == choice.choices().size(),
          DeclarationRules.CONSTRAINT,
          "a choice is given twice among " + choice.choices());
    } else if (type instanceof OptionalType || type instanceof RequiredType) {
      type(type.whenSet());
    } else if (type instanceof ListType list) {
      list(list);
    } else if (type instanceof MapType map) {
      type(map.value());
      pattern(map.keyPattern());
    } else if (type instanceof ObjectType object) {
      object.fields().forEach(this::field);
      Set<String> names = new HashSet<>();
      object.fields().stream()
          .map(FieldType::name)
          .filter(name -> !names.add(name))
          .forEach(
              name ->
                  require(
                      false, DeclarationRules.FIELD, "the field '" + name + "' is given twice"));
    }
  }

  private void list(ListType list) {
    type(list.item());
    require(
        list.minSize() >= 0 && list.minSize() <= list.maxSize(),
        DeclarationRules.CONSTRAINT,
        "no list has " + list.minSize() + " to " + list.maxSize() + " items");
    if (!list.uniqueBy().isEmpty()) {
      Optional<FieldType> field =
          list.item() instanceof ObjectType object
              ? object.field(list.uniqueBy())
              : Optional.empty();
      require(
          field.isPresent()
              && field.get().isRequired()
              && UNIQUE_KINDS.contains(field.get().type().kind()),
          DeclarationRules.UNIQUE,
          field.isEmpty()
              ? "the items have no field '" + list.uniqueBy() + "'"
              : field.get().isRequired()
                  ? "the field '" + list.uniqueBy() + "' is neither text nor a whole number"
                  : "the field '" + list.uniqueBy() + "' is not required");
    }
  }

  private void text(TextType text) {
    require(
        text.minLength() >= 0 && text.minLength() <= text.maxLength(),
        DeclarationRules.CONSTRAINT,
        "no text has " + text.minLength() + " to " + text.maxLength() + " characters");
    pattern(text.pattern());
  }

  private void pattern(String pattern) {
    if (pattern.isEmpty()) {
      return;
    }
    boolean anchored = pattern.startsWith("^") && pattern.endsWith("$") && !pattern.endsWith("\\$");
    require(
        anchored,
        DeclarationRules.PATTERN,
        "the pattern '" + pattern + "' does not begin with ^ and end with $");
    String complaint = PatternCheck.complaint(pattern);
    require(
        complaint.isEmpty(),
        DeclarationRules.PATTERN,
        "the pattern '" + pattern + "' " + complaint);
  }

  private void field(FieldType field) {
    require(
        field.name().matches("[a-zA-Z][a-zA-Z0-9]*"),
        DeclarationRules.FIELD,
        "'" + field.name() + "' is not a valid name of a field");
    require(
        !field.description().isBlank(),
        DeclarationRules.DESCRIPTION,
        "the field '" + field.name() + "' has no description");
    type(field.type());
  }

  private void require(boolean holds, Rule rule, String what) {
    if (!holds) {
      findings.add(Finding.error(rule, place, what));
    }
  }
}
