package dev.chartwright.generator.diagram;

import java.util.Locale;

/** The colours of a kind of thing: what it is filled with, its outline, its words. */
enum Paint {
  PAGE("ffffff ffffff 1b2733", "10161d 10161d e6edf3"),
  SOFT("ffffff ffffff 51606f", "10161d 10161d 9fb0c0"),
  LABEL("ffffff d5dce3 1b2733", "1a222b 33404d e6edf3"),
  OUTSIDE("ffffff 8593a1 51606f", "10161d 66757f 9fb0c0"),
  NETWORK("f4f6f8 c3ccd5 51606f", "151c24 38444f 9fb0c0"),
  NAT("ffffff 8593a1 51606f", "1b242d 66757f 9fb0c0"),
  CLUSTER("fbfcfe 9db4d6 33598f", "19212b 3d5a85 8fb4ea"),
  POOL("eaf0f9 9db4d6 33598f", "202c3a 3d5a85 8fb4ea"),
  OPERATOR("f3edfc 8f63cf 6a35b5", "2c2240 8560c4 c4a3fb"),
  LEADER("e3f4f2 2a8f85 0b6a61", "12322f 2a8f85 6fd3c8"),
  BROKER("fdefe2 d9741a 9c4a00", "3b2715 c9701f ffb476"),
  WORKERS("e2ecfd 2f6bd8 1c4fae", "162b4f 3f78de 8fb8ff"),
  VOLUME("eef0e6 7b8560 545e38", "272b1e 7b8560 c3cda4"),
  CONNECTS("36454f 36454f 1b2733", "b6c3cf b6c3cf e6edf3"),
  SCALES("7a3fd0 7a3fd0 6a35b5", "b48cf5 b48cf5 c4a3fb"),
  MOUNTS("7b8560 7b8560 545e38", "9aa67a 9aa67a c3cda4"),
  FALLS_BACK("6b7a88 6b7a88 51606f", "8b9aa8 8b9aa8 9fb0c0");

  private final String[] light;
  private final String[] dark;

  Paint(String light, String dark) {
    this.light = light.split(" ");
    this.dark = dark.split(" ");
  }

  static Paint of(Role role) {
    return valueOf(role.name());
  }

  static Paint of(Arrow.Kind kind) {
    return valueOf(kind.name());
  }

  /** The class of CSS for what has these colours. */
  String cssClass() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String fill() {
    return "#" + light[0];
  }

  String outline() {
    return "#" + light[1];
  }

  String ink() {
    return "#" + light[2];
  }

  /** What to change where the reader likes it dark. */
  String darkRules() {
    return ".%1$s { fill: #%2$s; stroke: #%3$s } text.%1$s { fill: #%4$s; stroke: none }"
        .formatted(cssClass(), dark[0], dark[1], dark[2]);
  }
}
