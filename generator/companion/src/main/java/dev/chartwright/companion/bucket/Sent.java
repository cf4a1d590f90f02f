package dev.chartwright.companion.bucket;

/** What became of an object that was sent to the bucket. */
public enum Sent {
  /** It was not there. */
  CREATED,
  /** It was there already, with the same content. */
  PRESENT,
  /** It is there with other content, which stays as it is. */
  OTHER
}
