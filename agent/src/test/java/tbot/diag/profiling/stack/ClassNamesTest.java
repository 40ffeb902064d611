package tbot.diag.profiling.stack;

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
    // Reflection accessors are numbered in the order of their creation.
    "sun/reflect/GeneratedMethodAccessor12, sun.reflect.GeneratedMethodAccessor, sun/reflect/GeneratedMethodAccessor.java",
    "jdk/internal/reflect/GeneratedConstructorAccessor7, jdk.internal.reflect.GeneratedConstructorAccessor, jdk/internal/reflect/GeneratedConstructorAccessor.java",
    // So are dynamic proxies, and since JDK 16 their packages.
    "com/sun/proxy/$Proxy12, com.sun.proxy.$Proxy, com/sun/proxy/$Proxy.java",
    "jdk/proxy2/$Proxy12, jdk.proxy.$Proxy, jdk/proxy/$Proxy.java",
    "com/foo/$Proxy3, com.foo.$Proxy, com/foo/$Proxy.java",
    // Names that only look similar.
    "com/foo/HttpProxy2, com.foo.HttpProxy2, com/foo/HttpProxy2.java",
    "com/foo/Bar$ProxyHandler, com.foo.Bar$ProxyHandler, com/foo/Bar.java",
    "jdk/proxyman/Bar, jdk.proxyman.Bar, jdk/proxyman/Bar.java",
    "com/foo/Base64, com.foo.Base64, com/foo/Base64.java",
    "com/foo/GeneratedMethodAccessors, com.foo.GeneratedMethodAccessors, com/foo/GeneratedMethodAccessors.java"
  })
  void dropsThePartsThatChangeFromRunToRun(String internal, String name, String file) {
    assertThat(ClassNames.display(internal)).isEqualTo(name);
    assertThat(ClassNames.sourceFile(internal)).isEqualTo(file);
  }
}
