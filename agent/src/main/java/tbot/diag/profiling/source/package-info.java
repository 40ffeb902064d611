/**
 * Where the source of a method begins, from the class files of this JVM. The door: {@link
 * tbot.diag.profiling.source.StartLines}. Imports {@code profiling.stack} and {@code jvm}.
 */
package tbot.diag.profiling.source;
