package dev.chartwright.generator.diagram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.diagram.Layout.Area;
import dev.chartwright.generator.diagram.Layout.Place;
import dev.chartwright.generator.diagram.Layout.Point;
import dev.chartwright.generator.diagram.Layout.Route;
import dev.chartwright.prover.ProverFleet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * The pictures of fleets. After a change that is meant, run the test once with {@code
 * -Dgolden.update=true}, look at the pictures and read the difference.
 */
class PictureTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "diagram");
  private static final double HAIR = 0.01;

  static Stream<Arguments> fleets() {
    return Fleets.all().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest
  @CsvSource({"affinity, mmd", "five-groups, svg", "five-groups, mmd"})
  void thePictureIsTheApprovedOne(String name, String kind) throws IOException {
    Diagram diagram = FleetDiagram.of(Fleets.all().get(name));
    String picture = kind.equals("svg") ? Svg.of(diagram) : Mermaid.of(diagram);
    Path golden = GOLDEN.resolve(name + "." + kind);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, picture, UTF_8);
    }

    assertThat(picture).isEqualTo(Files.readString(golden, UTF_8));
  }

  // the layout

  @ParameterizedTest(name = "{0}")
  @MethodSource("fleets")
  void noBoxOverlapsAnotherAndEachIsWithinItsGroup(String name, ProverFleet fleet) {
    Layout layout = Layout.of(FleetDiagram.of(fleet));
    Area picture = new Area(0, 0, layout.width(), layout.height());
    for (Place place : layout.places()) {
      assertThat(picture.contains(place.area())).as(place.element().id()).isTrue();
      assertThat(place.area().width())
          .as(place.element().id())
          .isGreaterThanOrEqualTo(Text.width(place.texts()) + 2 * Place.PADDING - HAIR);
      for (Place other : layout.places()) {
        if (!other.equals(place)) {
          boolean inside = isIn(other.element(), place.element());
          boolean around = isIn(place.element(), other.element());
          assertThat(place.area().overlaps(other.area()))
              .as(place.element().id() + " and " + other.element().id())
              .isEqualTo(inside || around);
          assertThat(!inside || place.area().contains(other.area())).isTrue();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fleets")
  void labelsLieWithinThePictureAndOverNothingButTheirOwnLine(String name, ProverFleet fleet) {
    Layout layout = Layout.of(FleetDiagram.of(fleet));
    Area picture = new Area(0, 0, layout.width(), layout.height());
    for (Route route : layout.routes()) {
      assertThat(route.label().isPresent()).isEqualTo(!route.arrow().lines().isEmpty());
      if (route.label().isEmpty()) {
        continue;
      }
      Area label = route.label().get();
      assertThat(picture.contains(label)).as(route.arrow().toString()).isTrue();
      for (Area taken : texts(layout)) {
        assertThat(label.overlaps(taken)).as(route.arrow() + " over " + taken).isFalse();
      }
      for (Route other : layout.routes()) {
        if (!other.equals(route)) {
          assertThat(other.label().filter(label::overlaps)).isEmpty();
          assertThat(segments(other).filter(label::overlaps))
              .as(route.arrow() + " under " + other.arrow())
              .isEmpty();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fleets")
  void noLineRunsThroughABoxOrThroughWords(String name, ProverFleet fleet) {
    Layout layout = Layout.of(FleetDiagram.of(fleet));
    for (Route route : layout.routes()) {
      for (Area taken : texts(layout)) {
        assertThat(segments(route).filter(taken::overlaps))
            .as(route.arrow() + " through " + taken)
            .isEmpty();
      }
    }
  }

  /** Of a box all of it, of a group its head. */
  private static List<Area> texts(Layout layout) {
    List<Area> areas = new ArrayList<>();
    for (Place place : layout.places()) {
      Area area = place.area();
      areas.add(
          place.element() instanceof Group
              ? new Area(
                  area.x() + Place.PADDING,
                  area.y() + place.top(),
                  Text.width(place.texts()),
                  Text.height(place.texts()))
              : area);
    }
    return areas;
  }

  private static Stream<Area> segments(Route route) {
    List<Area> segments = new ArrayList<>();
    for (int index = 1; index < route.points().size(); index++) {
      Point from = route.points().get(index - 1);
      Point to = route.points().get(index);
      assertThat(from.x() == to.x() || from.y() == to.y())
          .as(route.arrow() + " runs level or upright")
          .isTrue();
      segments.add(
          new Area(
              Math.min(from.x(), to.x()),
              Math.min(from.y(), to.y()),
              Math.abs(from.x() - to.x()),
              Math.abs(from.y() - to.y())));
    }
    return segments.stream();
  }

  private static boolean isIn(Element inner, Element outer) {
    return outer instanceof Group group
        && group.elements().stream()
            .anyMatch(element -> element.id().equals(inner.id()) || isIn(inner, element));
  }

  // the SVG

  @Tag("thorough")
  @ParameterizedTest(name = "{0}")
  @MethodSource("fleets")
  void theSvgIsWellFormedAndShowsEveryWord(String name, ProverFleet fleet) throws Exception {
    Diagram diagram = FleetDiagram.of(fleet);

    assertThat(words(parsed(Svg.of(diagram))))
        .contains(diagram.title(), diagram.subtitle())
        .containsAll(
            diagram.byId().values().stream().flatMap(element -> element.lines().stream()).toList());
  }

  @Test
  void textThatLooksLikeMarkupStaysText() throws Exception {
    String hostile = "</text><script>&amp;\"'#;%%|]}`\u0001";
    Diagram diagram = single(hostile);

    Document svg = parsed(Svg.of(diagram));

    assertThat(words(svg)).contains("</text><script>&amp;\"'#;%%|]}`\uFFFD");
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    assertThat(Mermaid.of(diagram))
        .contains(
            "a[\"Broker<br/><b>#60;/text#62;#60;script#62;#38;amp#59;#34;#39;#35;#59;#37;#37;#124;#93;#125;#96;#1;</b>")
        .doesNotContain("script>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"W", "i", "ж", "字", "😀"})
  void longNamesAreShortenedToFitTheirBox(String letter) {
    Layout layout = Layout.of(single(letter.repeat(300)));

    assertThat(layout.places().get(0).area().width()).isLessThan(330);
    assertThat(layout.places().get(0).texts().get(1).text()).contains("…").startsWith(letter);
  }

  @Test
  void aPictureIsTheSameInEveryLanguageOfTheMachineAndHoweverOften() {
    Diagram diagram = FleetDiagram.of(Fleets.fiveGroups());
    String svg = Svg.of(diagram);
    String mermaid = Mermaid.of(diagram);
    Locale usual = Locale.getDefault();
    try {
      for (String language : List.of("tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "de-DE")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(Svg.of(FleetDiagram.of(Fleets.fiveGroups()))).isEqualTo(svg);
        assertThat(Mermaid.of(diagram)).isEqualTo(mermaid);
      }
    } finally {
      Locale.setDefault(usual);
    }
  }

  private static Diagram single(String text) {
    return new Diagram(
        text, text, text, List.of(new Box("a", Role.BROKER, text, List.of(text))), List.of());
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  private static List<String> words(Document svg) {
    NodeList texts = svg.getElementsByTagName("text");
    List<String> words = new ArrayList<>();
    for (int index = 0; index < texts.getLength(); index++) {
      words.add(texts.item(index).getTextContent());
    }
    return words;
  }
}
