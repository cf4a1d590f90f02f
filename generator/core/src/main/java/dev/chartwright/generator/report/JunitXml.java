package dev.chartwright.generator.report;

import dev.chartwright.problem.FindingGroup;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code TEST-chartwright.xml}: the proof as CI systems show it. A test is what was looked at, it
 * fails when there is an error about it, and a warning is its output. A failing test has one
 * failure, however many errors there are: most readers show the first only.
 */
final class JunitXml {
  private final ProofDocument document;
  private final XMLStreamWriter xml;

  private JunitXml(ProofDocument document, XMLStreamWriter xml) {
    this.document = document;
    this.xml = xml;
  }

  /** The text of the file. */
  static String of(ProofDocument document) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      new JunitXml(document, xml).write(TestSuites.of(document));
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("a text takes all XML", impossible);
    }
    return text.append('\n').toString();
  }

  private void write(List<TestSuites.Suite> suites) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    start(0, "testsuites");
    attribute("name", document.chart() + " " + document.version());
    counts(suites.stream().flatMap(suite -> suite.tests().stream()).toList());
    attribute("time", seconds(document.proof().duration()));
    for (TestSuites.Suite suite : suites) {
      write(suite);
    }
    end(0);
    xml.writeEndDocument();
  }

  private void write(TestSuites.Suite suite) throws XMLStreamException {
    start(1, "testsuite");
    attribute("name", suite.name());
    counts(suite.tests());
    attribute("time", seconds(suite.time()));
    for (TestSuites.Test test : suite.tests()) {
      xml.writeCharacters("\n    ");
      if (test.isEmpty()) {
        xml.writeEmptyElement("testcase");
      } else {
        xml.writeStartElement("testcase");
      }
      attribute("classname", document.chart() + "." + suite.name());
      attribute("name", test.name());
      attribute("time", "0");
      List<FindingGroup> errors = test.errors();
      if (!errors.isEmpty()) {
        start(3, "failure");
        attribute(
            "message",
            errors.stream().map(each -> each.first().what()).collect(Collectors.joining("; ")));
        attribute(
            "type",
            errors.stream()
                .map(each -> each.rule().id())
                .distinct()
                .collect(Collectors.joining(" ")));
        xml.writeCharacters(LegalText.of(test.text(errors)));
        xml.writeEndElement();
      }
      if (!test.warnings().isEmpty()) {
        start(3, "system-out");
        xml.writeCharacters(LegalText.of(test.text(test.warnings())));
        xml.writeEndElement();
      }
      if (!test.isEmpty()) {
        end(2);
      }
    }
    end(1);
  }

  private void counts(List<TestSuites.Test> tests) throws XMLStreamException {
    long failures = tests.stream().filter(test -> !test.errors().isEmpty()).count();
    attribute("tests", String.valueOf(tests.size()));
    attribute("failures", String.valueOf(failures));
    attribute("errors", "0");
    attribute("skipped", "0");
  }

  private void start(int depth, String name) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeStartElement(name);
  }

  private void end(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeEndElement();
  }

  /** A reader of XML would make blanks of line breaks anyway. */
  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, LegalText.of(value).replace('\n', ' ').replace('\t', ' '));
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
  }
}
