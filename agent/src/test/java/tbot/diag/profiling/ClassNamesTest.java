package tbot.diag.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassNamesTest {

  @ParameterizedTest
  @CsvSource({
    "com/foo/Bar, com.foo.Bar, com/foo/Bar.java",
    "com/foo/Bar$Inner$1, com.foo.Bar$Inner$1, com/foo/Bar.java",
    "Bar, Bar, Bar.java",
    // A lambda on 8, 11, 17 and 25.
    "com/foo/Bar$$Lambda$14/1745231, com.foo.Bar$$Lambda, com/foo/Bar.java",
    "com/foo/Bar$$Lambda$14/0x0000000840064840, com.foo.Bar$$Lambda, com/foo/Bar.java",
    "com/foo/Bar$$Lambda$3.0x00007fcf60006000, com.foo.Bar$$Lambda, com/foo/Bar.java",
    "com/foo/Bar$$Lambda.0x0000000027043000, com.foo.Bar$$Lambda, com/foo/Bar.java",
    // Other hidden classes.
    "java/lang/invoke/LambdaForm$MH.0x00007f01, java.lang.invoke.LambdaForm$MH, java/lang/invoke/LambdaForm.java",
    "java/lang/invoke/LambdaForm$DMH/1234, java.lang.invoke.LambdaForm$DMH, java/lang/invoke/LambdaForm.java",
    // Reflection accessors are numbered in the order of their making.
    "sun/reflect/GeneratedMethodAccessor12, sun.reflect.GeneratedMethodAccessor, sun/reflect/GeneratedMethodAccessor.java",
    "jdk/internal/reflect/GeneratedConstructorAccessor7, jdk.internal.reflect.GeneratedConstructorAccessor, jdk/internal/reflect/GeneratedConstructorAccessor.java",
    // What only looks like it.
    "com/sun/proxy/$Proxy12, com.sun.proxy.$Proxy12, com/sun/proxy/$Proxy12.java",
    "com/foo/Base64, com.foo.Base64, com/foo/Base64.java",
    "com/foo/GeneratedMethodAccessors, com.foo.GeneratedMethodAccessors, com/foo/GeneratedMethodAccessors.java"
  })
  void dropsWhatChangesFromRunToRun(String internal, String name, String file) {
    assertThat(ClassNames.display(internal)).isEqualTo(name);
    assertThat(ClassNames.sourceFile(internal)).isEqualTo(file);
  }
}
