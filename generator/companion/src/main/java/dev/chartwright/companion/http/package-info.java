/** Calls of HTTP that end in time, and how long to wait before the next one. */
package dev.chartwright.companion.http;
