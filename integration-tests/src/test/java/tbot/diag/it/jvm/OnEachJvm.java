package tbot.diag.it.jvm;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test whose result depends on the JVM: {@code bin/test --jdks} repeats it on Java 8, 11, 17, 21
 * and 25.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("jvm")
public @interface OnEachJvm {}
