<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">
  <modelVersion>4.0.0</modelVersion>

  <groupId>[=package]</groupId>
  <artifactId>[=name]</artifactId>
  <version>0.1.0</version>

  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp>
    <chartwright.version>[=version]</chartwright.version>
  </properties>

  <dependencies>
    <dependency>
      <groupId>dev.chartwright</groupId>
      <artifactId>chartwright-dsl</artifactId>
      <version>${chartwright.version}</version>
    </dependency>
    <!-- ChartTest, and the Helm engine that renders for it. -->
    <dependency>
      <groupId>dev.chartwright</groupId>
      <artifactId>chartwright-generator</artifactId>
      <version>${chartwright.version}</version>
      <scope>test</scope>
    </dependency>
    <dependency>
      <groupId>org.junit.jupiter</groupId>
      <artifactId>junit-jupiter</artifactId>
      <version>5.13.4</version>
      <scope>test</scope>
    </dependency>
    <dependency>
      <groupId>org.assertj</groupId>
      <artifactId>assertj-core</artifactId>
      <version>3.27.6</version>
      <scope>test</scope>
    </dependency>
  </dependencies>

  <build>
    <plugins>
      <plugin>
        <groupId>dev.chartwright</groupId>
        <artifactId>chartwright-maven-plugin</artifactId>
        <version>${chartwright.version}</version>
        <executions>
          <execution>
            <goals>
              <goal>generate</goal>
              <goal>package</goal>
            </goals>
          </execution>
        </executions>
      </plugin>
      <!-- The defaults of Maven 3.8 are too old for Java 17 and for JUnit 5. -->
      <plugin>
        <artifactId>maven-resources-plugin</artifactId>
        <version>3.3.1</version>
      </plugin>
      <plugin>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>3.14.0</version>
      </plugin>
      <plugin>
        <artifactId>maven-surefire-plugin</artifactId>
        <version>3.5.4</version>
      </plugin>
      <plugin>
        <artifactId>maven-jar-plugin</artifactId>
        <version>3.4.2</version>
      </plugin>
    </plugins>
  </build>
</project>
